/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Red Hat's ifcfg-ppp*: shell variables. */
#include <string.h>

#include "import-chat.h"
#include "import-common.h"
#include "import-formats.h"
#include "import-ini.h"
#include "import-keys.h"
#include "import-pppd.h"

#define PREFIX "ifcfg-"

/* One file on its way into a profile. */
typedef struct
{
  Import *import;
  GPtrArray *lines;
  ImportProfile *profile;
  const char *file;
} Config;

/* As the shell has it; a value that is more than one word is taken whole. */
static char *
unquote (const char *value)
{
  g_auto (GStrv) words = NULL;

  if (!g_shell_parse_argv (value, NULL, &words, NULL))
    return g_strdup (strspn (value, "'\" ") == strlen (value) ? "" : value);
  return g_strjoinv (" ", words);
}

static char *
get (Config *self, const char *key)
{
  ImportLine *line = import_ini_find (self->lines, "", key);

  return line != NULL ? unquote (line->value) : NULL;
}

static void
import_start (Config *self, ImportEntry *entry, const char *key, const char *value)
{
  gboolean yes = import_value_is_yes (value);

  if (g_ascii_strcasecmp (key, "DEMAND") == 0 && !yes)
    import_entry_settle (entry, IMPORT_MAPPED, NULL, "it does not dial by itself");
  else if (g_ascii_strcasecmp (key, "DEMAND") == 0)
    import_keys_set (self->profile, entry, "profile.autoconnect", "demand", NULL);
  else
    {
      g_autofree char *demand = get (self, "DEMAND");

      if (demand != NULL && import_value_is_yes (demand))
        import_entry_settle (entry, IMPORT_MAPPED, NULL, "see DEMAND");
      else
        import_keys_set (self->profile, entry, "profile.autoconnect", yes ? "boot" : "no", NULL);
    }
}

static void
import_chat_script (Config *self, ImportEntry *entry, const char *path)
{
  g_autofree char *text = import_read (self->import, path);
  ImportFile file = { path, text };

  import_entry_settle (entry, text != NULL ? IMPORT_MAPPED : IMPORT_LEFT_OUT, NULL,
                       text != NULL ? "see its script" : "the script can't be read");
  if (text != NULL)
    import_chat_read_file (self->import, self->profile, &file, NULL);
  import_forget_text (g_steal_pointer (&text));
}

static void
import_own (Config *self, ImportLine *line, const char *value)
{
  const char *key = line->key;
  g_autofree char *setting = g_strconcat ("profile.name=", self->profile->name, NULL);

  if (g_ascii_strcasecmp (key, "NAME") == 0 || g_ascii_strcasecmp (key, "PROVIDER") == 0)
    import_entry_settle (line->entry, IMPORT_MAPPED, setting, NULL);
  else if (g_ascii_strcasecmp (key, "WVDIALSECT") == 0)
    import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL,
                         "number and password are wvdial's: dialctl import wvdial /etc/wvdial.conf");
  else if (g_ascii_strcasecmp (key, "MODEMPORT") == 0)
    import_common_set_device (self->profile, line->entry, value);
  else if (g_ascii_strcasecmp (key, "INITSTRING") == 0)
    import_common_add_init (self->profile, line->entry, value);
  else if (g_ascii_strcasecmp (key, "ONBOOT") == 0 || g_ascii_strcasecmp (key, "DEMAND") == 0)
    import_start (self, line->entry, key, value);
  else if (g_ascii_strcasecmp (key, "PEERDNS") == 0)
    import_common_set_peer_dns (self->profile, line->entry, value);
  else if (g_ascii_strncasecmp (key, "DNS", 3) == 0)
    import_common_add_dns (self->profile, line->entry, value);
  else if (g_ascii_strcasecmp (key, "IPADDR") == 0)
    import_common_set_address (self->profile, line->entry, "ipv4.address", value);
  else if (g_ascii_strcasecmp (key, "REMIP") == 0)
    import_common_set_address (self->profile, line->entry, "ipv4.peer", value);
  else if (g_ascii_strcasecmp (key, "CHATSCRIPT") == 0)
    import_chat_script (self, line->entry, value);
  else
    import_pppd_read_words (self->import, self->profile, line->entry, value);
}

static void
import_line (Config *self, ImportLine *line)
{
  const ImportKey *key = import_keys_find (IMPORT_IFCFG, line->key);
  g_autofree char *value = unquote (line->value);

  if (key == NULL)
    import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "it has no counterpart here");
  else if (*value == '\0')
    import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "it is empty");
  else if (key->kind == IMPORT_OWN)
    import_own (self, line, value);
  else
    import_keys_apply (key, self->profile, line->entry, value);
}

/* ifup-ppp dials with the script chat-ppp0 beside ifcfg-ppp0, unless there is a section of wvdial's. */
static void
import_script_beside (Config *self)
{
  g_autofree char *folder = g_path_get_dirname (self->file);
  g_autofree char *base = g_path_get_basename (self->file);
  g_autofree char *name = g_str_has_prefix (base, PREFIX) ? g_strconcat ("chat-", base + strlen (PREFIX), NULL) : NULL;
  g_autofree char *path = name != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autofree char *text = path != NULL ? import_read (self->import, path) : NULL;
  ImportFile file = { path, text };

  if (text != NULL)
    import_chat_read_file (self->import, self->profile, &file, NULL);
  import_forget_text (g_steal_pointer (&text));
}

static gboolean
import_file (Import *import, const ImportFile *file)
{
  g_autoptr (GPtrArray) lines = import_ini_new_lines ();
  Config self = { import, lines, NULL, file->name };
  g_autofree char *base = g_path_get_basename (file->name);
  g_autofree char *name = NULL, *provider = NULL;

  import_ini_read (import, file, "#", lines);
  if (lines->len == 0)
    return FALSE;
  name = get (&self, "NAME");
  provider = get (&self, "PROVIDER");
  if (name == NULL || *name == '\0')
    {
      g_free (name);
      name = provider != NULL && *provider != '\0'
               ? g_strdup (provider)
               : g_strdup (g_str_has_prefix (base, PREFIX) ? base + strlen (PREFIX) : base);
    }
  self.profile = import_add_profile (import, name);
  for (guint i = 0; i < lines->len; i++)
    import_line (&self, lines->pdata[i]);
  import_script_beside (&self);
  import_pppd_read_secrets (import, self.profile);
  import_common_finish (import, self.profile, file->name);
  return TRUE;
}

gboolean
import_ifcfg (Import *import, const ImportFile *files, guint n_files, GError **error)
{
  gboolean found = FALSE;

  for (guint i = 0; i < n_files; i++)
    found |= import_file (import, &files[i]);
  import_settle_rest (import, "it is for another name or peer");
  if (!found)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "line 1: there is no KEY=VALUE\nGive a file such as /etc/sysconfig/network-scripts/ifcfg-ppp0.");
  return found;
}
