/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A profile as a section of wvdial.conf. */
#include <string.h>

#include "export.h"

#define N_PHONES 5
#define N_INITS 9

static void
add (GString *text, const char *key, const char *value)
{
  if (*value == '\0')
    return;
  g_string_append_printf (text, "%s = ", key);
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '\\')
        g_string_append_c (text, '\\'); /* wvdial takes one away */
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '\n');
}

static void
add_setting (const ExportProfile *profile, GString *text, const char *key, const char *path)
{
  g_autofree char *value = export_get (profile, path);

  add (text, key, value);
}

static void
add_list (const ExportProfile *profile, GString *text, const char *key, guint first, guint max, const char *path)
{
  g_auto (GStrv) members = export_get_list (profile, path);

  for (guint i = 0; members[i] != NULL; i++)
    {
      g_autofree char *numbered = first + i > 0 ? g_strdup_printf ("%s%u", key, first + i) : g_strdup (key);

      if (i < max)
        add (text, numbered, members[i]);
      else
        g_string_append_printf (text, "; %s: wvdial knows no more than %u\n", members[i], max);
    }
}

/* wvdial puts a pause behind it by itself, so one of ours goes. */
static void
add_prefix (const ExportProfile *profile, GString *text)
{
  g_autofree char *prefix = export_get (profile, "dial.prefix");
  gsize length = strlen (prefix);

  if (length > 0 && prefix[length - 1] == ',')
    prefix[length - 1] = '\0';
  else if (length > 0)
    g_string_append (text, "; wvdial pauses behind the prefix, which the profile does not\n");
  add (text, "Dial Prefix", prefix);
}

static void
add_packet_data (const ExportProfile *profile, GString *text, guint n_inits)
{
  g_autofree char *access_point = export_get (profile, "cellular.apn");
  g_autofree char *number = export_get (profile, "cellular.number");
  g_autofree char *numbers = export_get (profile, "dial.numbers");

  if (*access_point == '\0' || *numbers != '\0')
    return;
  add (text, "Phone", number);
  g_string_append_printf (text, "Init%u = AT+CGDCONT=1,\"IP\",\"%s\"\n", n_inits + 1, access_point);
}

static void
add_login (const ExportProfile *profile, GString *text)
{
  g_autofree char *method = export_get (profile, "login.method");
  g_autofree char *secret = export_get (profile, "secret.password");
  g_autofree char *user = export_get (profile, "ppp.user");

  add (text, "Stupid Mode", g_str_equal (method, "none") ? "yes" : "no");
  if (g_str_equal (method, "script"))
    g_string_append (text, "; login.script: wvdial has no scripts, and guesses\n");
  add (text, "Username", *user != '\0' ? user : "none");
  if (g_str_equal (secret, "none"))
    add (text, "Password", "none");
  else
    g_string_append (text, "; The password is not exported.\nAsk Password = yes\n");
}

static void
add_flags (const ExportProfile *profile, GString *text)
{
  g_autofree char *dns = export_get (profile, "ipv4.dns");
  g_autofree char *idle = export_get (profile, "limit.idle");
  g_autofree char *reconnect = export_get (profile, "redial.reconnect");

  add_setting (profile, text, "Carrier Check", "line.carrier-detect");
  add (text, "Auto Reconnect", reconnect);
  add_setting (profile, text, "Dial Attempts", "redial.attempts");
  add_setting (profile, text, "Dial Timeout", "dial.carrier-timeout");
  add (text, "Auto DNS", g_str_equal (dns, "auto") ? "yes" : "no");
  if (!g_str_equal (idle, "0"))
    add (text, "Idle Seconds", idle);
}

char *
export_wvdial (const ExportProfile *profile)
{
  static const char *const known[] = {
    "profile.id", "profile.name", "profile.owner", "profile.note", "profile.inherits", "dial.numbers", "dial.prefix",
    "dial.command", "dial.carrier-timeout", "dial.init", "dial.modem", "line.speed", "line.carrier-detect", "login.",
    "ppp.user", "ppp.remote-name", "ipv4.method", "ipv4.address", "redial.attempts", "redial.reconnect", "limit.idle",
    "cellular.apn", "cellular.number", "secret.password", NULL,
  };
  GString *text = g_string_new (NULL);
  g_auto (GStrv) inits = export_get_list (profile, "dial.init");
  g_autofree char *method = export_get (profile, "ipv4.method");

  g_string_append_printf (text, "[Dialer %s]\n", profile->name);
  if (profile->device != NULL)
    add (text, "Modem", profile->device);
  else
    g_string_append (text, "; Modem: the profile names none that is there now\n");
  add_setting (profile, text, "Baud", "line.speed");
  add_list (profile, text, "Init", 1, N_INITS, "dial.init");
  add_packet_data (profile, text, MIN (g_strv_length (inits), N_INITS - 1));
  add_list (profile, text, "Phone", 0, N_PHONES, "dial.numbers");
  add_prefix (profile, text);
  add_setting (profile, text, "Dial Command", "dial.command");
  add_login (profile, text);
  add_setting (profile, text, "Login Prompt", "login.login-prompt");
  add_setting (profile, text, "Password Prompt", "login.password-prompt");
  add_setting (profile, text, "Remote Name", "ppp.remote-name");
  if (g_str_equal (method, "manual"))
    add_setting (profile, text, "Force Address", "ipv4.address");
  add_flags (profile, text);
  add_setting (profile, text, "Product", "profile.note");
  export_add_rest (profile, text, ";", "wvdial", known);
  return g_string_free (text, FALSE);
}
