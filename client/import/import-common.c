/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What several programs' files have in common. */
#include "import-common.h"

#include <string.h>

#include "import-keys.h"

#define ANY_ADDRESS "0.0.0.0"

void
import_common_add_number (ImportProfile *profile, ImportEntry *entry, const char *number)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (number));
  g_autofree char *setting = g_strconcat ("dial.numbers=", trimmed, NULL);
  g_autofree char *others = import_profile_get (profile, "dial.numbers");
  g_autofree char *network = import_profile_get (profile, "cellular.number");

  if (*trimmed == '\0')
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is empty");
  else if (network != NULL || (others != NULL && import_value_is_packet_data (trimmed)))
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "a profile calls either numbers or a mobile network");
  else if (import_value_is_packet_data (trimmed))
    import_keys_set (profile, entry, "cellular.number", trimmed, NULL);
  else if (!import_value_is_number (trimmed))
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it can't be dialled; give digits, * # + , w T P ! @");
  else
    {
      import_profile_append (profile, "dial.numbers", trimmed);
      import_entry_settle (entry, IMPORT_MAPPED, setting, NULL);
    }
}

/* The access point of AT+CGDCONT=1,"IP","internet" (3GPP TS 27.007 10.1.1). */
static char *
find_access_point (const char *command)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\+CGDCONT=\\s*\\d+\\s*,\\s*\"?[A-Z0-9]*\"?\\s*,\\s*\"?([^\",]+)\"?",
                                          G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, command, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static char *
find_pin (const char *command)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\+CPIN=\\s*\"?([0-9]{4,8})\"?\\s*$", G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, command, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

void
import_common_add_init (ImportProfile *profile, ImportEntry *entry, const char *command)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (command));
  g_autofree char *access_point = find_access_point (trimmed);
  g_autofree char *pin = find_pin (trimmed);
  g_autofree char *setting = g_strconcat ("dial.init=", trimmed, NULL);
  g_autofree char *numbers = import_profile_get (profile, "dial.numbers");

  if (*trimmed == '\0')
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is empty");
  else if (strcasestr (trimmed, "+CPIN=") != NULL && pin == NULL)
    {
      import_entry_hide (entry);
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "a PIN is stored with dialctl secret set NAME pin");
    }
  else if (pin != NULL)
    import_profile_set_secret (profile, entry, "pin", pin);
  else if (access_point != NULL && numbers == NULL)
    import_keys_set (profile, entry, "cellular.apn", access_point, NULL);
  else if (g_ascii_strncasecmp (trimmed, "AT", 2) != 0)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is no AT command");
  else if (!import_value_is_init (trimmed))
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it may dial; only dial.numbers does");
  else
    {
      import_profile_append (profile, "dial.init", trimmed);
      import_entry_settle (entry, IMPORT_MAPPED, setting, NULL);
    }
  import_forget_text (g_steal_pointer (&pin));
}

void
import_common_add_dns (ImportProfile *profile, ImportEntry *entry, const char *address)
{
  const char *why;
  g_autofree char *converted = import_value_convert (IMPORT_ADDRESS, NULL, address, &why);
  g_autofree char *before = import_profile_get (profile, "ipv4.dns");
  g_autofree char *setting = NULL;

  if (*address == '\0' || g_str_equal (address, ANY_ADDRESS))
    {
      import_entry_settle (entry, IMPORT_MAPPED, NULL, "none");
      return;
    }
  if (converted == NULL)
    {
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, why);
      return;
    }
  if (g_strcmp0 (before, "auto") == 0 || g_strcmp0 (before, "off") == 0)
    import_profile_set (profile, "ipv4.dns", "");
  import_profile_append (profile, "ipv4.dns", converted);
  setting = g_strconcat ("ipv4.dns=", converted, NULL);
  import_entry_settle (entry, IMPORT_MAPPED, setting, NULL);
}

void
import_common_set_peer_dns (ImportProfile *profile, ImportEntry *entry, const char *flag)
{
  g_autofree char *before = import_profile_get (profile, "ipv4.dns");
  const char *why;
  g_autofree char *yes = import_value_convert (IMPORT_FLAG, NULL, flag, &why);

  if (yes == NULL)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, why);
  else if (before != NULL && *before != '\0')
    import_entry_settle (entry, IMPORT_APPROXIMATED, NULL, "there are name servers of its own, and only those count");
  else
    import_keys_set (profile, entry, "ipv4.dns", g_str_equal (yes, "yes") ? "auto" : "off", NULL);
}

void
import_common_set_address (ImportProfile *profile, ImportEntry *entry, const char *path, const char *address)
{
  const char *why;
  g_autofree char *converted = import_value_convert (IMPORT_ADDRESS, NULL, address, &why);

  if (*address == '\0' || g_str_equal (address, ANY_ADDRESS))
    import_entry_settle (entry, IMPORT_MAPPED, NULL, "the peer gives it");
  else if (converted == NULL)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, why);
  else
    {
      import_keys_set (profile, entry, path, converted, NULL);
      import_profile_set (profile, "ipv4.method", "manual");
    }
}

void
import_common_set_device (ImportProfile *profile, ImportEntry *entry, const char *device)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (device));

  if (*trimmed == '\0')
    {
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is empty");
      return;
    }
  g_free (profile->device);
  profile->device = strchr (trimmed, '/') != NULL ? g_strdup (trimmed) : g_strconcat ("/dev/", trimmed, NULL);
  profile->device_entry = entry;
  import_entry_settle (entry, IMPORT_APPROXIMATED, "dial.modem=any", "whichever modem is there");
}

void
import_common_set_flow_control (ImportProfile *profile, ImportEntry *entry, const char *value)
{
  gboolean hardware = strcasestr (value, "CRTSCTS") != NULL || strcasestr (value, "RTS/CTS") != NULL;
  gboolean software = strcasestr (value, "XON") != NULL;

  import_keys_set (profile, entry, "line.flow-control", hardware ? "rts-cts" : software ? "xon-xoff" : "none", NULL);
}

void
import_common_set_user (ImportProfile *profile, ImportEntry *entry, const char *user, const char *note)
{
  if (!import_value_is_quotes (user))
    import_keys_set (profile, entry, "ppp.user", user, note);
  else
    import_keys_set (profile, entry, "secret.password", "none", "it is empty: the peer asks for no name");
}

static void
finish_packet_data (Import *import, ImportProfile *profile, const char *file)
{
  g_autofree char *number = import_profile_get (profile, "cellular.number");
  g_autofree char *access_point = import_profile_get (profile, "cellular.apn");
  g_autofree char *numbers = import_profile_get (profile, "dial.numbers");
  const char *note = NULL;

  if (number != NULL && access_point == NULL)
    note = "it is not in the file, and needed: set cellular.apn";
  else if (numbers != NULL && access_point != NULL)
    {
      note = "a profile calls either a number or an access point: this one the number";
      g_key_file_remove_key (profile->settings, "cellular", "apn", NULL);
    }
  if (note != NULL)
    import_entry_settle (import_add_unsaid (import, file, "access point"), IMPORT_LEFT_OUT, NULL, note);
}

/* A password that stands behind a prompt which does not look like one for it is known when all has been read. */
static void
hide_password (Import *import, ImportProfile *profile)
{
  g_autofree char *script = import_profile_get (profile, "login.script");
  g_autofree char *user = import_profile_get (profile, "ppp.user");
  g_autofree char *quoted = profile->password != NULL ? g_shell_quote (profile->password) : NULL;
  g_autofree char *step = g_strconcat ("send ", quoted, NULL);
  g_auto (GStrv) steps = g_strsplit (script != NULL ? script : "", "\n", -1);
  gboolean found = FALSE;

  if (quoted == NULL || g_strcmp0 (user, profile->password) == 0)
    return;
  for (guint i = 0; steps[i] != NULL; i++)
    {
      if (!g_str_equal (steps[i], step))
        continue;
      import_forget_text (steps[i]);
      steps[i] = g_strdup ("send $password");
      found = TRUE;
    }
  if (found)
    {
      g_autofree char *hidden = g_strjoinv ("\n", steps);

      import_profile_set (profile, "login.script", hidden);
    }
  for (guint i = 0; i < import->entries->len; i++)
    if (g_str_equal (((ImportEntry *) import->entries->pdata[i])->value, profile->password))
      import_entry_hide (import->entries->pdata[i]);
}

void
import_common_finish (Import *import, ImportProfile *profile, const char *file)
{
  g_autofree char *password = import_profile_get (profile, "secret.password");
  g_autofree char *user = import_profile_get (profile, "ppp.user");

  finish_packet_data (import, profile, file);
  hide_password (import, profile);
  if (user == NULL && profile->password == NULL && password == NULL)
    import_profile_set (profile, "secret.password", "none");
  if (user != NULL && profile->password == NULL && (password == NULL || g_str_equal (password, "stored")))
    import_entry_settle (import_add_unsaid (import, file, "password"), IMPORT_LEFT_OUT, NULL,
                         "none was found in what could be read: dialctl secret set");
}
