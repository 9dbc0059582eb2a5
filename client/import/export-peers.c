/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A profile as a file of /etc/ppp/peers, with the script that chat dials with. */
#include <string.h>

#include "export.h"
#include "import-pppd.h"

#define ABORTS "ABORT BUSY ABORT 'NO CARRIER' ABORT 'NO DIALTONE' ABORT 'NO ANSWER' ABORT VOICE"

static void
add_word (GString *text, const char *word, const char *value)
{
  g_autofree char *quoted = import_pppd_quote (value);

  if (*value != '\0')
    g_string_append_printf (text, "%s %s\n", word, quoted);
}

static void
add_setting (const ExportProfile *profile, GString *text, const char *word, const char *path)
{
  g_autofree char *value = export_get (profile, path);

  add_word (text, word, value);
}

static gboolean
is (const ExportProfile *profile, const char *path, const char *value)
{
  g_autofree char *set = export_get (profile, path);

  return g_str_equal (set, value);
}

/* The number that is dialled; the first one, for chat knows of no others. */
static char *
get_number (const ExportProfile *profile, GString *text)
{
  g_auto (GStrv) numbers = export_get_list (profile, "dial.numbers");
  g_autofree char *access_point = export_get (profile, "cellular.apn");

  for (guint i = 1; numbers[0] != NULL && numbers[i] != NULL; i++)
    g_string_append_printf (text, "# %s: a script dials one number only\n", numbers[i]);
  if (numbers[0] != NULL)
    return g_strdup (numbers[0]);
  return *access_point != '\0' ? export_get (profile, "cellular.number") : NULL;
}

static void
add_init (GString *script, const char *command)
{
  g_autofree char *quoted = g_shell_quote (command);

  /* To chat a backslash is the beginning of an escape. */
  for (const char *c = quoted; *c != '\0'; c++)
    {
      if (*c == '\\')
        g_string_append_c (script, '\\');
      g_string_append_c (script, *c);
    }
  g_string_append (script, " OK ");
}

static void
add_connect (const ExportProfile *profile, GString *text)
{
  g_autofree char *number = get_number (profile, text);
  g_autofree char *prefix = export_get (profile, "dial.prefix");
  g_autofree char *command = export_get (profile, "dial.command");
  g_autofree char *timeout = export_get (profile, "dial.carrier-timeout");
  g_autofree char *access_point = export_get (profile, "cellular.apn");
  g_auto (GStrv) inits = export_get_list (profile, "dial.init");
  g_autoptr (GString) script = g_string_new ("/usr/sbin/chat -v " ABORTS " '' AT OK ");
  g_autofree char *dial = NULL, *quoted = NULL;

  if (number == NULL)
    return;
  for (guint i = 0; inits[i] != NULL; i++)
    add_init (script, inits[i]);
  if (*access_point != '\0')
    {
      g_autofree char *context = g_strdup_printf ("AT+CGDCONT=1,\"IP\",\"%s\"", access_point);

      add_init (script, context);
    }
  dial = g_strconcat (command, prefix, number, NULL);
  quoted = g_shell_quote (dial);
  g_string_append_printf (script, "%s TIMEOUT %s CONNECT '\\d\\c'", quoted, *timeout != '\0' ? timeout : "60");
  add_word (text, "connect", script->str);
}

static void
add_line (const ExportProfile *profile, GString *text)
{
  g_autofree char *speed = export_get (profile, "line.speed");

  if (profile->device != NULL)
    g_string_append_printf (text, "%s\n", profile->device);
  else
    g_string_append (text, "# The device is missing: the profile names no modem that is there now.\n");
  if (*speed != '\0')
    g_string_append_printf (text, "%s\n", speed);
  if (is (profile, "line.flow-control", "xon-xoff"))
    g_string_append (text, "xonxoff\n");
  else
    g_string_append (text, is (profile, "line.flow-control", "none") ? "nocrtscts\n" : "crtscts\n");
  g_string_append (text, is (profile, "line.carrier-detect", "no") ? "local\nlock\n" : "modem\nlock\n");
}

static void
add_authentication (const ExportProfile *profile, GString *text)
{
  static const char *const methods[][2] = { { "pap", "refuse-pap" },
                                            { "chap", "refuse-chap" },
                                            { "mschap", "refuse-mschap" },
                                            { "mschapv2", "refuse-mschap-v2" },
                                            { "eap", "refuse-eap" } };
  g_auto (GStrv) allowed = export_get_list (profile, "ppp.auth");

  g_string_append (text, "noauth\nhide-password\n");
  add_setting (profile, text, "user", "ppp.user");
  add_setting (profile, text, "remotename", "ppp.remote-name");
  if (!is (profile, "secret.password", "none"))
    g_string_append (text, "# The password is not exported: it belongs in /etc/ppp/pap-secrets and chap-secrets.\n");
  if (allowed[0] == NULL || g_strv_contains ((const char *const *) allowed, "any"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (!g_strv_contains ((const char *const *) allowed, methods[i][0]))
      g_string_append_printf (text, "%s\n", methods[i][1]);
}

static void
add_network (const ExportProfile *profile, GString *text)
{
  g_autofree char *address = export_get (profile, "ipv4.address");
  g_autofree char *peer = export_get (profile, "ipv4.peer");

  g_string_append (text, is (profile, "ipv4.default-route", "no") ? "nodefaultroute\n" : "defaultroute\n");
  if (is (profile, "ipv4.dns", "auto"))
    g_string_append (text, "usepeerdns\n");
  if (is (profile, "ipv4.method", "off"))
    g_string_append (text, "noip\n");
  else if (is (profile, "ipv4.method", "manual"))
    g_string_append_printf (text, "%s:%s\n", address, peer);
  else
    g_string_append (text, "noipdefault\n");
  if (is (profile, "ipv6.method", "auto"))
    g_string_append (text, "+ipv6\n");
  if (is (profile, "ppp.vj", "no"))
    g_string_append (text, "novj\n");
  if (is (profile, "ppp.compression", "no"))
    g_string_append (text, "noccp\n");
}

static void
add_limits (const ExportProfile *profile, GString *text)
{
  add_setting (profile, text, "mru", "ppp.mru");
  add_setting (profile, text, "mtu", "ppp.mtu");
  add_setting (profile, text, "asyncmap", "ppp.asyncmap");
  add_setting (profile, text, "lcp-echo-interval", "ppp.echo-interval");
  add_setting (profile, text, "lcp-echo-failure", "ppp.echo-failures");
  if (!is (profile, "limit.idle", "0"))
    add_setting (profile, text, "idle", "limit.idle");
  if (!is (profile, "limit.duration", "0"))
    add_setting (profile, text, "maxconnect", "limit.duration");
  if (is (profile, "profile.autoconnect", "demand"))
    g_string_append (text, "demand\n");
  if (is (profile, "redial.reconnect", "yes"))
    {
      g_string_append (text, "persist\n");
      add_setting (profile, text, "maxfail", "redial.attempts");
      add_setting (profile, text, "holdoff", "redial.pause");
    }
}

char *
export_peers (const ExportProfile *profile)
{
  static const char *const known[] = {
    "profile.id", "profile.name", "profile.owner", "profile.inherits", "profile.autoconnect", "dial.numbers",
    "dial.prefix", "dial.command", "dial.carrier-timeout", "dial.init", "dial.modem", "line.speed",
    "line.flow-control", "line.carrier-detect", "ppp.user", "ppp.remote-name", "ppp.auth", "ppp.mru", "ppp.mtu",
    "ppp.asyncmap", "ppp.vj", "ppp.compression", "ppp.echo-interval", "ppp.echo-failures", "ppp.options",
    "ipv4.method", "ipv4.address", "ipv4.peer", "ipv4.default-route", "ipv6.method", "redial.attempts",
    "redial.pause", "redial.reconnect", "limit.idle", "limit.duration", "cellular.apn", "cellular.number",
    "secret.password", NULL,
  };
  GString *text = g_string_new (NULL);
  g_autofree char *options = export_get (profile, "ppp.options");

  g_string_append_printf (text, "# /etc/ppp/peers/%s\n", profile->name);
  add_line (profile, text);
  add_connect (profile, text);
  add_authentication (profile, text);
  add_network (profile, text);
  add_limits (profile, text);
  if (*options != '\0')
    g_string_append_printf (text, "%s\n", options);
  export_add_rest (profile, text, "#", "pppd", known);
  return g_string_free (text, FALSE);
}
