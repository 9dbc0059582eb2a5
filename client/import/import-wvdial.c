/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wvdial.conf.  What is looked up where was watched on wvdial 1.61: in the section, in the one that it Inherits, in
 * [Dialer Defaults]; of two lines the last; sections and keys without regard to capitals. */
#include <string.h>

#include "import-common.h"
#include "import-formats.h"
#include "import-ini.h"
#include "import-keys.h"
#include "import-pppd.h"

#define DIALER "Dialer "
#define DEFAULTS "Dialer Defaults"
#define N_PHONES 5
#define N_INITS 9

/* One section on its way into a profile, with those behind it. */
typedef struct
{
  Import *import;
  GPtrArray *lines;
  ImportProfile *profile;
  const char *file;        /* the first one, for what none of them says */
  const char *sections[4]; /* NULL at the end */
} Section;

static gboolean
is_dialer (const char *section)
{
  return g_ascii_strncasecmp (section, DIALER, strlen (DIALER)) == 0;
}

/* As UniConf's Tcl style has it: braces or quotation marks around all of a value, or backslashes in it. */
static char *
unquote (const char *value)
{
  gsize length = strlen (value);
  GString *text;

  if (length >= 2 && ((value[0] == '{' && value[length - 1] == '}') || (value[0] == '"' && value[length - 1] == '"')))
    return g_strndup (value + 1, length - 2);
  text = g_string_new (NULL);
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '\\' && c[1] != '\0')
        c++;
      g_string_append_c (text, *c);
    }
  return g_string_free (text, FALSE);
}

static ImportLine *
find (Section *self, const char *key)
{
  for (guint i = 0; self->sections[i] != NULL; i++)
    {
      ImportLine *line = import_ini_find (self->lines, self->sections[i], key);

      if (line != NULL)
        return line;
    }
  return NULL;
}

static char *
get (Section *self, const char *key)
{
  ImportLine *line = find (self, key);

  return line != NULL ? unquote (line->value) : NULL;
}

static gboolean
is_yes (Section *self, const char *key)
{
  g_autofree char *value = get (self, key);

  return value != NULL && import_value_is_yes (value);
}

static void
import_phones (Section *self)
{
  g_autofree char *area = get (self, "Area Code");
  ImportLine *area_line = find (self, "Area Code");
  gboolean gap = FALSE;

  for (guint i = 0; i < N_PHONES; i++)
    {
      g_autofree char *key = i > 0 ? g_strdup_printf ("Phone%u", i) : g_strdup ("Phone");
      ImportLine *line = find (self, key);
      g_autofree char *value = line != NULL ? unquote (line->value) : NULL;
      g_autofree char *number = value != NULL ? g_strconcat (area != NULL ? area : "", value, NULL) : NULL;

      if (i > 0 && (value == NULL || *value == '\0'))
        gap = TRUE;
      if (line == NULL)
        continue;
      if (gap && *value != '\0')
        import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "wvdial stops at the number missing before it");
      else
        import_common_add_number (self->profile, line->entry, *value != '\0' ? number : "");
    }
  if (area_line != NULL && area != NULL && *area != '\0')
    import_entry_settle (area_line->entry, IMPORT_MAPPED, "dial.numbers", "it is put before each number");
}

static void
import_prefix (Section *self)
{
  ImportLine *line = find (self, "Dial Prefix");
  g_autofree char *value = line != NULL ? unquote (line->value) : NULL;
  g_autofree char *prefix = value != NULL ? g_strconcat (value, ",", NULL) : NULL;

  if (prefix == NULL)
    return;
  if (*value == '\0')
    import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "it is empty");
  else if (!import_value_is_number (prefix))
    import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "it can't be dialled");
  else
    {
      g_autofree char *setting = g_strconcat ("dial.prefix=", prefix, NULL);

      import_profile_set (self->profile, "dial.prefix", prefix);
      import_entry_settle (line->entry, IMPORT_MAPPED, setting, "with the pause that wvdial puts behind it");
    }
}

static void
import_inits (Section *self)
{
  ImportLine *alias = find (self, "Init");

  for (guint i = 1; i <= N_INITS; i++)
    {
      g_autofree char *key = g_strdup_printf ("Init%u", i);
      ImportLine *line = find (self, key);
      gboolean replaced = i == 1 && alias != NULL;
      g_autofree char *value = NULL;

      if (replaced && line != NULL)
        import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "wvdial reads Init in its place");
      if (replaced)
        line = alias;
      if (line == NULL)
        continue;
      value = unquote (line->value);
      import_common_add_init (self->profile, line->entry, value);
    }
}

static void
import_user (Section *self)
{
  ImportLine *user = find (self, "Username");
  ImportLine *login = find (self, "Login");
  ImportLine *line = user != NULL ? user : login;
  g_autofree char *value = line != NULL ? unquote (line->value) : NULL;

  if (line == NULL)
    return;
  import_common_set_user (self->profile, line->entry, value,
                          user == NULL ? "wvdial itself reads Username only" : NULL);
  if (user != NULL && login != NULL)
    import_entry_settle (login->entry, IMPORT_LEFT_OUT, NULL, "wvdial reads Username only");
}

static void
import_password (Section *self)
{
  ImportLine *line = find (self, "Password");
  g_autofree char *method = import_profile_get (self->profile, "secret.password");
  g_autofree char *value = line != NULL ? unquote (line->value) : NULL;

  if (line == NULL)
    return;
  if (g_strcmp0 (method, "ask") == 0)
    import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "Ask Password goes before it");
  else if (import_value_is_quotes (value) || g_strcmp0 (method, "none") == 0)
    import_entry_settle (line->entry, IMPORT_MAPPED, NULL, "there is none");
  else
    import_profile_set_secret (self->profile, line->entry, "password", value);
  import_forget_text (g_steal_pointer (&value));
}

/* wvdial answers prompts unless it is told to be stupid. */
static void
import_login (Section *self)
{
  static const char *const keys[] = { "Stupid Mode", "Tonline" };
  gboolean stupid = is_yes (self, keys[0]) || is_yes (self, keys[1]);
  g_autofree char *network = import_profile_get (self->profile, "cellular.number");
  const char *method = stupid || network != NULL ? "none" : "auto";
  gboolean said = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      ImportLine *line = find (self, keys[i]);

      if (line == NULL)
        continue;
      import_keys_set (self->profile, line->entry, "login.method", method, NULL);
      said = TRUE;
    }
  if (!said)
    import_keys_set (self->profile, import_add_unsaid (self->import, self->file, "Stupid Mode"), "login.method", method,
                     NULL);
}

static void
import_address (Section *self)
{
  ImportLine *line = find (self, "Force Address");
  g_autofree char *value = line != NULL ? unquote (line->value) : NULL;

  if (line != NULL)
    import_common_set_address (self->profile, line->entry, "ipv4.address", value);
}

/* Four keys mean nothing without New PPPD. */
static void
import_new_pppd (Section *self)
{
  static const char *const keys[] = { "Auto DNS", "Idle Seconds", "PPPD Option" };
  ImportLine *new_pppd = find (self, "New PPPD");
  gboolean on = new_pppd == NULL || is_yes (self, "New PPPD");

  if (new_pppd != NULL)
    import_entry_settle (new_pppd->entry, IMPORT_MAPPED, NULL, "pppd gets what it needs in any case");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      ImportLine *line = find (self, keys[i]);
      g_autofree char *value = line != NULL ? unquote (line->value) : NULL;

      if (line == NULL)
        continue;
      if (!on)
        import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "wvdial does not heed it without New PPPD");
      else if (i == 0)
        import_common_set_peer_dns (self->profile, line->entry, value);
      else if (i == 1)
        {
          static const ImportKey idle = { IMPORT_WVDIAL, "", "limit.idle", IMPORT_NUMBER, "0-4294967295", NULL };

          import_keys_apply (&idle, self->profile, line->entry, value);
        }
      else
        import_pppd_read_words (self->import, self->profile, line->entry, value);
    }
}

static void
import_redial (Section *self)
{
  ImportLine *line = find (self, "Auto Reconnect");
  g_autofree char *idle = import_profile_get (self->profile, "limit.idle");
  gboolean off = idle != NULL && !g_str_equal (idle, "0");
  const char *why;
  g_autofree char *yes = line != NULL ? import_value_convert (IMPORT_FLAG, NULL, line->value, &why) : NULL;

  if (yes != NULL && off)
    import_keys_set (self->profile, line->entry, "redial.reconnect", "no", "wvdial does not either, with Idle Seconds");
  else if (yes != NULL)
    import_keys_set (self->profile, line->entry, "redial.reconnect", yes, NULL);
  else if (line != NULL)
    import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, why);
  else if (!off)
    import_entry_settle (import_add_unsaid (self->import, self->file, "Auto Reconnect"), IMPORT_LEFT_OUT, NULL,
                         "wvdial dials again after a lost link unless told otherwise; set redial.reconnect for that");
  if (find (self, "Dial Attempts") == NULL)
    import_entry_settle (import_add_unsaid (self->import, self->file, "Dial Attempts"), IMPORT_LEFT_OUT, NULL,
                         "wvdial dials for ever unless told otherwise; set redial.attempts to have more than one call");
}

static void
import_notes (Section *self)
{
  static const char *const keys[] = { "Country", "Provider", "Product", "Homepage", "DialMessage1", "DialMessage2" };
  g_autoptr (GString) note = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      ImportLine *line = find (self, keys[i]);
      g_autofree char *value = line != NULL ? unquote (line->value) : NULL;

      if (line == NULL)
        continue;
      if (*value != '\0')
        g_string_append_printf (note, "%s%s", note->len > 0 ? ", " : "", value);
      import_entry_settle (line->entry, IMPORT_MAPPED, *value != '\0' ? "profile.note" : NULL, NULL);
    }
  if (note->len > 0)
    import_profile_set (self->profile, "profile.note", note->str);
}

/* Keys that the table can do alone. */
static void
import_plain (Section *self)
{
  guint n;
  const ImportKey *keys = import_keys_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      ImportLine *line = keys[i].format == IMPORT_WVDIAL ? find (self, keys[i].name) : NULL;
      g_autofree char *value = line != NULL ? unquote (line->value) : NULL;

      if (line != NULL)
        import_keys_apply (&keys[i], self->profile, line->entry, value);
    }
}

static void
import_others (Section *self)
{
  ImportLine *modem = find (self, "Modem");
  ImportLine *remote = find (self, "Remote Name");
  ImportLine *flow = find (self, "FlowControl");
  g_autofree char *device = modem != NULL ? unquote (modem->value) : NULL;
  g_autofree char *name = remote != NULL ? unquote (remote->value) : NULL;

  if (modem != NULL)
    import_common_set_device (self->profile, modem->entry, device);
  if (flow != NULL)
    import_common_set_flow_control (self->profile, flow->entry, flow->value);
  if (name == NULL)
    return;
  if (*name == '\0' || g_str_equal (name, "*"))
    import_entry_settle (remote->entry, IMPORT_MAPPED, NULL, "any name will do");
  else
    import_keys_set (self->profile, remote->entry, "ppp.remote-name", name, NULL);
}

static void
import_section (Section *self)
{
  import_plain (self);
  import_others (self);
  import_phones (self);
  import_prefix (self);
  import_inits (self);
  import_user (self);
  import_password (self);
  import_login (self);
  import_address (self);
  import_new_pppd (self);
  import_redial (self);
  import_notes (self);
  import_common_finish (self->import, self->profile, self->file);
}

/* The section that @section inherits, before the defaults. */
static void
set_sections (Section *self, char **all, const char *section)
{
  ImportLine *inherits = import_ini_find (self->lines, section, "Inherits");
  guint n = 0;

  self->sections[n++] = section;
  for (guint i = 0; inherits != NULL && all[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (all[i], inherits->value) == 0 && g_ascii_strcasecmp (all[i], section) != 0)
        {
          self->sections[n++] = all[i];
          import_entry_settle (inherits->entry, IMPORT_APPROXIMATED, NULL,
                               "what it inherits is copied: later changes there do not come here");
        }
    }
  if (inherits != NULL && n == 1)
    import_entry_settle (inherits->entry, IMPORT_LEFT_OUT, NULL, "there is no such section");
  if (g_ascii_strcasecmp (section, DEFAULTS) != 0)
    self->sections[n++] = DEFAULTS;
  self->sections[n] = NULL;
}

/* A section of which nothing but Init lines is its own is a part for others, such as the PIN in "wvdial pin". */
static gboolean
is_part (GPtrArray *lines, const char *section)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ImportLine *line = lines->pdata[i];

      if (g_ascii_strcasecmp (line->section, section) == 0 && *line->key != '\0'
          && g_ascii_strncasecmp (line->key, "Init", 4) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
settle_heads (GPtrArray *lines, const char *section, ImportFate fate, const char *profile, const char *note)
{
  g_autofree char *setting = profile != NULL ? g_strconcat ("profile.name=", profile, NULL) : NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      ImportLine *line = lines->pdata[i];

      if (*line->key == '\0' && g_ascii_strcasecmp (line->section, section) == 0)
        import_entry_settle (line->entry, fate, setting, note);
    }
}

static void
import_one (Import *import, const char *file, GPtrArray *lines, char **all, const char *section)
{
  Section self = { import, lines, NULL, file, { NULL } };
  g_autofree char *phone = NULL;

  if (!is_dialer (section))
    return;
  set_sections (&self, all, section);
  phone = get (&self, "Phone");
  /* What has no number, or only initialisation, is a part for other sections. */
  if (phone != NULL && *phone != '\0' && (g_ascii_strcasecmp (section, DEFAULTS) == 0 || !is_part (lines, section)))
    {
      self.profile = import_add_profile (import, section + strlen (DIALER));
      import_section (&self);
      settle_heads (lines, section, IMPORT_MAPPED, self.profile->name, NULL);
    }
}

/* Whether a profile, perhaps another section's, has taken something from @section. */
static gboolean
is_used (GPtrArray *lines, const char *section)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ImportLine *line = lines->pdata[i];

      if (line->entry->settled && g_ascii_strcasecmp (line->section, section) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
settle_part (GPtrArray *lines, const char *section)
{
  if (!is_dialer (section))
    settle_heads (lines, section, IMPORT_LEFT_OUT, NULL, "only sections [Dialer …] are wvdial's");
  else if (is_used (lines, section))
    settle_heads (lines, section, IMPORT_MAPPED, NULL, "what is in it goes to the sections that use it");
  else
    settle_heads (lines, section, IMPORT_LEFT_OUT, NULL, "it can't be dialled alone, and no other section has it");
}

static void
settle_others (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ImportLine *line = lines->pdata[i];

      if (line->entry->settled || *line->key == '\0')
        continue;
      if (import_keys_find (IMPORT_WVDIAL, line->key) == NULL)
        import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "wvdial has no such key");
      else
        import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL,
                             "no profile uses it: another line goes before it, or its section can't be dialled");
    }
}

gboolean
import_wvdial (Import *import, const ImportFile *files, guint n_files, GError **error)
{
  g_autoptr (GPtrArray) lines = import_ini_new_lines ();
  g_auto (GStrv) sections = NULL;
  gboolean found = FALSE;

  for (guint i = 0; i < n_files; i++)
    import_ini_read (import, &files[i], ";#", lines);
  sections = import_ini_list_sections (lines);
  for (guint i = 0; sections[i] != NULL; i++)
    {
      found |= is_dialer (sections[i]);
      import_one (import, files[0].name, lines, sections, sections[i]);
    }
  for (guint i = 0; sections[i] != NULL; i++)
    settle_part (lines, sections[i]);
  settle_others (lines);
  import_settle_rest (import, "no profile uses it");
  if (!found)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "line 1: there is no section [Dialer …]\nGive wvdial's own file, such as /etc/wvdial.conf.");
  return found;
}
