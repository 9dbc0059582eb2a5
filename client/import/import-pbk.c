/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rasphone.pbk, the phone book of Windows.  Names and passwords are not in it. */
#include <stdlib.h>
#include <string.h>

#include "import-common.h"
#include "import-formats.h"
#include "import-ini.h"
#include "import-keys.h"

#define TYPE_PHONE "1" /* RASET_Phone */

/* One entry of the phone book. */
typedef struct
{
  Import *import;
  GPtrArray *lines;
  ImportProfile *profile;
  const char *section;
} Entry;

static const char *
get (Entry *self, const char *key, const char *absent)
{
  ImportLine *line = import_ini_find (self->lines, self->section, key);

  return line != NULL ? line->value : absent;
}

static void
import_number (Entry *self, ImportLine *line)
{
  gboolean rules = import_value_is_yes (get (self, "UseDialingRules", "0"));
  const char *area = rules ? get (self, "AreaCode", "") : "";
  g_autofree char *number = *line->value != '\0' ? g_strconcat (area, line->value, NULL) : g_strdup ("");

  import_common_add_number (self->profile, line->entry, number);
}

/* AR_F_*, as [MS-RRASM] has them. */
static void
import_authentication (Entry *self, ImportLine *line)
{
  static const struct
  {
    guint bit;
    const char *method;
  } bits[] = { { 0x8, "pap" }, { 0x20, "chap" }, { 0x40, "mschap" }, { 0x200, "mschapv2" }, { 0x80, "eap" } };
  guint64 restrictions = g_ascii_strtoull (line->value, NULL, 10);
  g_autoptr (GString) methods = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    if (restrictions & bits[i].bit)
      g_string_append_printf (methods, "%s%s", methods->len > 0 ? ";" : "", bits[i].method);
  if (methods->len > 0)
    import_keys_set (self->profile, line->entry, "ppp.auth", methods->str, NULL);
  else
    import_entry_settle (line->entry, IMPORT_APPROXIMATED, "ppp.auth=any", "no method that we know is among them");
}

/* Windows counts the calls behind the first one. */
static void
import_attempts (Entry *self, ImportLine *line)
{
  guint64 again;
  g_autofree char *attempts = NULL;

  if (!g_ascii_string_to_unsigned (line->value, 10, 0, 999999, &again, NULL))
    {
      import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "it is not a number of calls");
      return;
    }
  attempts = g_strdup_printf ("%" G_GUINT64_FORMAT, again + 1);
  import_keys_set (self->profile, line->entry, "redial.attempts", attempts, NULL);
}

static void
import_idle (Entry *self, ImportLine *line)
{
  const ImportKey idle = { IMPORT_PBK, "", "limit.idle", IMPORT_NUMBER, "0-4294967295", NULL };

  if (g_str_equal (line->value, "-1"))
    import_entry_settle (line->entry, IMPORT_APPROXIMATED, NULL, "Windows' own limit is not in the file");
  else
    import_keys_apply (&idle, self->profile, line->entry, line->value);
}

/* Where an address, or a name server, is only meant if another key says so. */
static void
import_address (Entry *self, ImportLine *line)
{
  gboolean dns = strcasestr (line->key, "Dns") != NULL;
  gboolean meant = g_str_equal (get (self, dns ? "IpNameAssign" : "IpAssign", "1"), "2");

  if (!meant)
    import_entry_settle (line->entry, IMPORT_MAPPED, NULL, "the peer gives it");
  else if (dns)
    import_common_add_dns (self->profile, line->entry, line->value);
  else
    import_common_set_address (self->profile, line->entry, "ipv4.address", line->value);
}

static void
import_assign (Entry *self, ImportLine *line)
{
  import_entry_settle (line->entry, IMPORT_MAPPED, NULL,
                       g_str_equal (line->value, "2") ? "see the addresses" : "the peer gives them");
}

/* 0 stands for "as it is". */
static void
import_speed (Entry *self, ImportLine *line)
{
  const ImportKey speed = { IMPORT_PBK, "", "line.speed", IMPORT_SPEED, NULL, NULL };

  if (g_str_equal (line->value, "0"))
    import_entry_settle (line->entry, IMPORT_MAPPED, NULL, "the modem's own");
  else
    import_keys_apply (&speed, self->profile, line->entry, line->value);
}

static void
import_metric (Entry *self, ImportLine *line)
{
  const ImportKey metric = { IMPORT_PBK, "", "ipv4.metric", IMPORT_NUMBER, "0-4294967294", NULL };

  if (g_str_equal (line->value, "0"))
    import_entry_settle (line->entry, IMPORT_MAPPED, NULL, "it is chosen");
  else
    import_keys_apply (&metric, self->profile, line->entry, line->value);
}

/* COM1 is the first serial port of a PC. */
static void
import_port (Entry *self, ImportLine *line)
{
  int port = g_ascii_strncasecmp (line->value, "COM", 3) == 0 ? atoi (line->value + 3) : 0;

  if (port >= 1 && port <= 4)
    {
      g_autofree char *device = g_strdup_printf ("/dev/ttyS%d", port - 1);

      import_common_set_device (self->profile, line->entry, device);
    }
  else
    import_entry_settle (line->entry, IMPORT_APPROXIMATED, "dial.modem=any", "whichever modem is there");
}

static void
import_promote (Entry *self, ImportLine *line)
{
  if (import_value_is_yes (line->value))
    import_keys_set (self->profile, line->entry, "dial.order", "best", NULL);
  else
    import_entry_settle (line->entry, IMPORT_MAPPED, NULL, "the order stays");
}

static void
import_area (Entry *self, ImportLine *line)
{
  gboolean rules = import_value_is_yes (get (self, "UseDialingRules", "0"));

  if (*line->value == '\0' || !rules)
    import_entry_settle (line->entry, IMPORT_MAPPED, NULL, "it is not dialled");
  else
    import_entry_settle (line->entry, IMPORT_APPROXIMATED, "dial.numbers",
                         "it is put before the number; Windows leaves it out where it is local");
}

static void
import_rules (Entry *self, ImportLine *line)
{
  import_entry_settle (line->entry, import_value_is_yes (line->value) ? IMPORT_APPROXIMATED : IMPORT_MAPPED, NULL,
                       import_value_is_yes (line->value) ? "the rules are not in the file; see dial.prefix" : NULL);
}

static void
import_type (Entry *self, ImportLine *line)
{
  import_entry_settle (line->entry, IMPORT_MAPPED, NULL, "a number is dialled");
}

static const struct
{
  const char *key;
  void (*import) (Entry *self, ImportLine *line);
} own[] = {
  { "PhoneNumber", import_number },
  { "AreaCode", import_area },
  { "UseDialingRules", import_rules },
  { "PromoteAlternates", import_promote },
  { "RedialAttempts", import_attempts },
  { "IdleDisconnectSeconds", import_idle },
  { "IpAssign", import_assign },
  { "IpNameAssign", import_assign },
  { "IpAddress", import_address },
  { "IpDnsAddress", import_address },
  { "IpDns2Address", import_address },
  { "IpInterfaceMetric", import_metric },
  { "AuthRestrictions", import_authentication },
  { "PreferredBps", import_speed },
  { "ConnectBPS", import_speed },
  { "PreferredPort", import_port },
  { "Port", import_port },
  { "Type", import_type },
};

static void
import_line (Entry *self, ImportLine *line)
{
  const ImportKey *key = import_keys_find (IMPORT_PBK, line->key);

  if (key == NULL)
    import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL,
                         *line->value != '\0' ? "it has no counterpart here" : "it is empty");
  else if (key->kind != IMPORT_OWN)
    import_keys_apply (key, self->profile, line->entry, line->value);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_ascii_strcasecmp (own[i].key, line->key) == 0)
      own[i].import (self, line);
}

static void
settle_section (Entry *self, ImportFate fate, const char *setting, const char *note)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      ImportLine *line = self->lines->pdata[i];

      if (g_ascii_strcasecmp (line->section, self->section) == 0 && (*line->key == '\0' || fate == IMPORT_LEFT_OUT))
        import_entry_settle (line->entry, fate, setting, note);
    }
}

static void
import_entry (Import *import, const char *file, GPtrArray *lines, const char *section)
{
  Entry self = { import, lines, NULL, section };
  g_autofree char *setting = NULL;

  if (!g_str_equal (get (&self, "Type", TYPE_PHONE), TYPE_PHONE))
    {
      settle_section (&self, IMPORT_LEFT_OUT, NULL, "it is no telephone call, but a tunnel or the like");
      return;
    }
  self.profile = import_add_profile (import, section);
  setting = g_strconcat ("profile.name=", self.profile->name, NULL);
  settle_section (&self, IMPORT_MAPPED, setting, NULL);
  for (guint i = 0; i < lines->len; i++)
    {
      ImportLine *line = lines->pdata[i];

      if (*line->key != '\0' && g_ascii_strcasecmp (line->section, section) == 0)
        import_line (&self, line);
    }
  import_entry_settle (import_add_unsaid (import, file, "user name and password"), IMPORT_LEFT_OUT, NULL,
                       "Windows keeps them elsewhere: set ppp.user, and use dialctl secret set");
}

gboolean
import_pbk (Import *import, const ImportFile *files, guint n_files, GError **error)
{
  gboolean found = FALSE;

  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GPtrArray) lines = import_ini_new_lines ();
      g_auto (GStrv) sections = NULL;

      import_ini_read (import, &files[i], ";", lines);
      sections = import_ini_list_sections (lines);
      for (guint j = 0; sections[j] != NULL; j++)
        if (*sections[j] != '\0')
          {
            import_entry (import, files[i].name, lines, sections[j]);
            found = TRUE;
          }
    }
  import_settle_rest (import, "it stands in no section");
  if (!found)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "line 1: there is no [ENTRY]\nGive the phone book of Windows, rasphone.pbk.");
  return found;
}
