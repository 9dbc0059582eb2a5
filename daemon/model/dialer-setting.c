/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of all settings, in the order of the manual. */
#include "dialer-setting.h"

#include <string.h>

#include "dialer-error.h"
#include "dialer-login-script.h"
#include "dialer-ppp-words.h"
#include "dialer-tariff.h"

/* What a row may be beside its values. */
enum
{
  EFFECTIVE = 1 << 0,
  PRIVILEGED = 1 << 1,
  OF_MODEM = 1 << 2,
};

#define ROW(group, key, type, check, hint, initial, flags, meaning) \
  { group, key, type, dialer_setting_check_##check, hint, initial, meaning, ((flags) &PRIVILEGED) != 0, \
    ((flags) &EFFECTIVE) != 0, ((flags) &OF_MODEM) != 0 }

/* clang-format off */
static const DialerSetting settings[] = {
  ROW ("profile", "id", "UUID", uuid, NULL, "",
       EFFECTIVE, "The profile's identity, given by the daemon"),
  ROW ("profile", "name", "name of at most 64 characters, without /", name, NULL, "",
       EFFECTIVE, "Its name, unique among the profiles of its owner"),
  ROW ("profile", "owner", "whole number", number, NULL, "0",
       EFFECTIVE, "User id of whom it belongs to; 0 is the system"),
  ROW ("profile", "users", "list of user names or ids", text, NULL, "",
       EFFECTIVE, "Who else may dial: user names or ids, separated by ;"),
  ROW ("profile", "note", "text", text, NULL, "",
       EFFECTIVE, "Anything worth remembering"),
  ROW ("profile", "inherits", "name of a profile", text, NULL, "",
       EFFECTIVE, "Another profile, whose values are the defaults here"),
  ROW ("profile", "autoconnect", "one of no, boot, demand", choice, "no|boot|demand", "no",
       EFFECTIVE, "Whether it dials by itself"),
  ROW ("dial", "numbers", "list of telephone numbers", numbers, NULL, "",
       EFFECTIVE, "Whom to call, tried in order"),
  ROW ("dial", "prefix", "digits and pauses", prefix, NULL, "",
       EFFECTIVE, "Dialled before every number, such as 0, for an outside line"),
  ROW ("dial", "command", "AT command, such as ATDT", command, NULL, "ATDT",
       EFFECTIVE, "The dial command; ATDP dials with pulses"),
  ROW ("dial", "order", "one of next-on-busy, next-on-failure, rotate, best", choice,
       "next-on-busy|next-on-failure|rotate|best", "next-on-busy",
       EFFECTIVE, "When the next number is tried, and which comes first"),
  ROW ("dial", "carrier-timeout", "5 to 600 seconds, such as 60, 90s or 2min", seconds, "5-600", "60",
       EFFECTIVE, "How long the far end may take to answer and train"),
  ROW ("dial", "wait-dialtone", "yes or no", boolean, NULL, "yes",
       EFFECTIVE, "Whether to wait for the dial tone"),
  ROW ("dial", "init", "list of AT commands, each beginning with AT, none of which dials", commands, NULL, "",
       EFFECTIVE | OF_MODEM, "Commands that prepare the modem, in place of the built-in ones"),
  ROW ("dial", "modem", "any, or the id of a modem", text, NULL, "any",
       EFFECTIVE, "Which modem: an id, or any"),
  ROW ("dial", "modem-wait", "0 to 86400 seconds, such as 60, 90s or 2min", seconds, "0-86400", "0",
       EFFECTIVE, "How long to wait for a modem in use"),
  ROW ("line", "speed", "bit/s that a serial port can have, such as 115200", speed, NULL, "115200",
       EFFECTIVE | OF_MODEM, "DTE rate: the speed between computer and modem"),
  ROW ("line", "flow-control", "one of rts-cts, xon-xoff, none", choice, "rts-cts|xon-xoff|none", "rts-cts",
       EFFECTIVE | OF_MODEM, "Who may stop the other on the serial line, and how"),
  ROW ("line", "format", "one of 8n1, 8n2, 8e1, 8o1, 7e1, 7o1, 7n1, 7n2, 7e2", choice,
       "8n1|8n2|8e1|8o1|7e1|7o1|7n1|7n2|7e2", "8n1",
       EFFECTIVE | OF_MODEM, "Data bits, parity, stop bits, while talking with the modem"),
  ROW ("line", "carrier-detect", "yes or no", boolean, NULL, "yes",
       EFFECTIVE | OF_MODEM, "Whether the modem's DCD can be believed"),
  ROW ("line", "diagnostics", "auto, off, or an AT command that does not dial, such as ATI6", diagnostics, NULL, "auto",
       EFFECTIVE | OF_MODEM, "What a modem is asked after a call, to tell how the line was"),
  ROW ("line", "handshake", "one of none, windows", choice, "none|windows", "none",
       EFFECTIVE | OF_MODEM, "What is said on a direct line before PPP"),
  ROW ("line", "queue", "yes or no", boolean, NULL, "yes",
       EFFECTIVE | OF_MODEM, "Whether packets are kept from waiting behind others, on a slow line"),
  ROW ("line", "speaker", "one of off, dial, on", choice, "off|dial|on", "dial",
       EFFECTIVE | OF_MODEM, "When the modem's speaker is on"),
  ROW ("login", "method", "one of none, auto, script", choice, "none|auto|script", "none",
       EFFECTIVE, "What happens between carrier and PPP"),
  ROW ("login", "script", "steps of a login script", script, NULL, "",
       EFFECTIVE, "The steps of the login, one a line"),
  ROW ("login", "login-prompt", "text", text, NULL, "",
       EFFECTIVE, "What the peer asks for the user name with"),
  ROW ("login", "password-prompt", "text", text, NULL, "",
       EFFECTIVE, "What it asks for the password with"),
  ROW ("login", "timeout", "1 to 600 seconds, such as 60, 90s or 2min", seconds, "1-600", "30",
       EFFECTIVE, "How long a prompt, or the answer to a handshake, may take"),
  ROW ("ppp", "user", "text", text, NULL, "",
       EFFECTIVE, "User name for the peer"),
  ROW ("ppp", "remote-name", "text", text, NULL, "",
       EFFECTIVE, "What the peer is taken to be called when it authenticates us"),
  ROW ("ppp", "auth", "list of any, pap, chap, mschap, mschapv2, eap", choices,
       "any|pap|chap|mschap|mschapv2|eap", "any",
       EFFECTIVE, "How we let ourselves be authenticated"),
  ROW ("ppp", "mppe", "one of no, allow, require", choice, "no|allow|require", "no",
       EFFECTIVE, "Encryption of the link (RFC 3078)"),
  ROW ("ppp", "mru", "whole number, 128 to 16384", number, "128-16384", "",
       EFFECTIVE, "Largest packet that we take"),
  ROW ("ppp", "mtu", "whole number, 128 to 16384", number, "128-16384", "",
       EFFECTIVE, "Largest packet that we send"),
  ROW ("ppp", "asyncmap", "hexadecimal number of 32 bits", hex, NULL, "",
       EFFECTIVE, "Control characters to be escaped (RFC 1662)"),
  ROW ("ppp", "vj", "yes or no", boolean, NULL, "yes",
       EFFECTIVE, "TCP/IP header compression (RFC 1144)"),
  ROW ("ppp", "compression", "yes or no", boolean, NULL, "yes",
       EFFECTIVE, "Compression of packets (RFC 1962)"),
  ROW ("ppp", "echo-interval", "seconds, such as 60, 90s or 2min", seconds, NULL, "30",
       EFFECTIVE, "How often the peer is asked whether it is there; 0 is never"),
  ROW ("ppp", "echo-failures", "whole number, 0 to 255", number, "0-255", "4",
       EFFECTIVE, "After how many unanswered questions it counts as dead"),
  ROW ("ppp", "options", "pppd options", words, NULL, "",
       EFFECTIVE, "More words for pppd; not all are for everybody"),
  ROW ("ipv4", "method", "one of auto, manual, off", choice, "auto|manual|off", "auto",
       EFFECTIVE, "Where the address comes from; off for none"),
  ROW ("ipv4", "address", "IPv4 address, such as 192.0.2.7", address, NULL, "",
       EFFECTIVE, "Our address, with method manual"),
  ROW ("ipv4", "peer", "IPv4 address, such as 192.0.2.7", address, NULL, "",
       EFFECTIVE, "The peer's address, with method manual"),
  ROW ("ipv4", "dns", "auto, off or a list of addresses", dns, NULL, "auto",
       EFFECTIVE, "Name servers: asked of the peer, or these, or none"),
  ROW ("ipv4", "dns-search", "list of domains", domains, NULL, "",
       EFFECTIVE, "Domains in which names are looked up"),
  ROW ("ipv4", "default-route", "yes or no", boolean, NULL, "yes",
       EFFECTIVE, "Whether everything goes over the link while it is up"),
  ROW ("ipv4", "metric", "whole number, 0 to 4294967294", number, "0-4294967294", "700",
       EFFECTIVE, "Metric of the default route: the smaller wins"),
  ROW ("ipv4", "routes", "list of routes, such as 10.0.0.0/8 or 10.0.0.0/8 50", routes, NULL, "",
       EFFECTIVE, "Networks that are reached over the link"),
  ROW ("ipv6", "method", "one of off, auto", choice, "off|auto", "off",
       EFFECTIVE, "Whether IPv6 is used"),
  ROW ("ipv6", "default-route", "yes or no", boolean, NULL, "yes",
       EFFECTIVE, "As ipv4.default-route"),
  ROW ("ipv6", "dns", "auto, off or a list of addresses", dns, NULL, "auto",
       EFFECTIVE, "As ipv4.dns"),
  ROW ("probe", "method", "one of none, route, dns, tcp, icmp", choice, "none|route|dns|tcp|icmp", "none",
       EFFECTIVE, "What must have an answer before a call counts as online"),
  ROW ("probe", "host", "name or address of a host", text, NULL, "",
       EFFECTIVE, "Who is asked, or with dns the name; the peer, or the root, if not set"),
  ROW ("probe", "port", "whole number, 1 to 65535", number, "1-65535", "80",
       EFFECTIVE, "His port, with tcp"),
  ROW ("probe", "timeout", "1 to 120 seconds, such as 30 or 2min", seconds, "1-120", "20",
       EFFECTIVE, "How long the answer may take"),
  ROW ("redial", "attempts", "whole number, 0 to 1000000", number, "0-1000000", "1",
       EFFECTIVE, "How many times the numbers are gone through; 0 is for ever"),
  ROW ("redial", "pause", "seconds, such as 60, 90s or 2min", seconds, NULL, "5",
       EFFECTIVE, "Pause before another try; it grows with each"),
  ROW ("redial", "pause-max", "seconds, such as 60, 90s or 2min", seconds, NULL, "600",
       EFFECTIVE, "The longest pause"),
  ROW ("redial", "busy-pause", "seconds, such as 60, 90s or 2min", seconds, NULL, "",
       EFFECTIVE, "Pause after busy; redial.pause if not set"),
  ROW ("redial", "reconnect", "yes or no", boolean, NULL, "no",
       EFFECTIVE, "Whether to dial again after a lost link"),
  ROW ("limit", "idle", "seconds, such as 60, 90s or 2min", seconds, NULL, "0",
       EFFECTIVE, "Hang up after so long without traffic; 0 is never"),
  ROW ("limit", "duration", "seconds, such as 90s or 2h, and per call, day, week or month, such as 20h/month", times,
       NULL, "0", EFFECTIVE, "Hang up after so long; 0 is never"),
  ROW ("limit", "data", "bytes, such as 20M or 1G, and per call, day, week or month, such as 500M/month", volumes,
       NULL, "0", EFFECTIVE, "Hang up after so many bytes; 0 is never"),
  ROW ("limit", "cost", "list of amounts per call, day, week or month, such as 5/day;50/month", cost, NULL, "",
       EFFECTIVE, "What may be spent"),
  ROW ("limit", "windows", "list of times, such as Mon-Fri 08:00-18:00", windows, NULL, "",
       EFFECTIVE, "When calls may be made; any time if not set"),
  ROW ("limit", "numbers", "list of patterns of digits, * and ?", patterns, NULL, "",
       EFFECTIVE, "Numbers that are never dialled"),
  ROW ("cost", "tariff", "name of a tariff, or its text", tariff, NULL, "",
       EFFECTIVE, "What calls cost"),
  ROW ("cellular", "apn", "text", text, NULL, "",
       EFFECTIVE, "Access point name"),
  ROW ("cellular", "number", "text", text, NULL, "*99#",
       EFFECTIVE, "What is dialled for packet data on a modem that was added by hand"),
  ROW ("cellular", "operator", "digits", text, NULL, "",
       EFFECTIVE, "Network to register with, as MCC and MNC"),
  ROW ("cellular", "roaming", "yes or no", boolean, NULL, "no",
       EFFECTIVE, "Whether foreign networks may be used"),
  ROW ("secret", "password", "one of stored, agent, ask, none", choice, "stored|agent|ask|none", "stored",
       EFFECTIVE, "Where the password comes from"),
  ROW ("secret", "pin", "one of stored, agent, ask, none", choice, "stored|agent|ask|none", "stored",
       EFFECTIVE, "Where the SIM's PIN comes from"),
  ROW ("hooks", "connected", "whole path of a program", path, NULL, "",
       EFFECTIVE | PRIVILEGED, "Run when online"),
  ROW ("hooks", "disconnected", "whole path of a program", path, NULL, "",
       EFFECTIVE | PRIVILEGED, "Run when not online any more"),
};
/* clang-format on */

const DialerSetting *
dialer_setting_get_all (guint *n)
{
  *n = G_N_ELEMENTS (settings);
  return settings;
}

/* How many letters one must add, drop or change to get from one word to the other (Levenshtein). */
static guint
get_distance (const char *a, const char *b)
{
  guint columns = strlen (b) + 1;
  g_autofree guint *row = g_new (guint, columns);

  for (guint j = 0; j < columns; j++)
    row[j] = j;
  for (guint i = 0; a[i]; i++)
    {
      guint diagonal = row[0];

      row[0] = i + 1;
      for (guint j = 1; j < columns; j++)
        {
          guint cost = diagonal + (a[i] != b[j - 1]);

          diagonal = row[j];
          row[j] = MIN (MIN (row[j], row[j - 1]) + 1, cost);
        }
    }
  return row[columns - 1];
}

char *
dialer_setting_make_path (const DialerSetting *setting)
{
  return g_strconcat (setting->group, ".", setting->key, NULL);
}

static char *
find_nearest (const char *path)
{
  char *nearest = NULL;
  guint best = G_MAXUINT;

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *other = dialer_setting_make_path (&settings[i]);
      guint distance = get_distance (path, other);

      if (distance >= best)
        continue;
      best = distance;
      g_free (nearest);
      nearest = g_steal_pointer (&other);
    }
  return nearest;
}

/* A key that nobody can have meant is not compared with all there are: that takes its length times theirs. */
#define PATH_MAX_LENGTH 64

const DialerSetting *
dialer_setting_find (const char *group, const char *key, GError **error)
{
  g_autofree char *path = NULL, *nearest = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (g_str_equal (settings[i].group, group) && g_str_equal (settings[i].key, key))
      return &settings[i];
  path = g_strconcat (group, ".", key, NULL);
  if (strlen (path) > PATH_MAX_LENGTH)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%.*s…: no such setting", PATH_MAX_LENGTH, path);
      return NULL;
    }
  nearest = find_nearest (path);
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%s: no such setting; did you mean %s?", path,
               nearest);
  return NULL;
}

/* Some checks know better than the row's type what is wrong. */
static void
explain (const DialerSetting *setting, const char *value, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (setting->check == dialer_setting_check_script)
    dialer_login_script_check (value, &cause); /* knows the line */
  else if (setting->check == dialer_setting_check_tariff)
    {
      (void) dialer_tariff_parse (value, &cause); /* likewise */
      g_prefix_error (&cause, "%s.%s: ", setting->group, setting->key);
    }
  else if (setting->check == dialer_setting_check_words)
    dialer_ppp_words_check (value, &cause); /* knows the word */
  if (cause)
    g_propagate_error (error, g_steal_pointer (&cause));
  else
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%s.%s=%s: give %s", setting->group, setting->key,
                 value, setting->type);
}

char *
dialer_setting_normalize (const DialerSetting *setting, const char *value, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (value));
  char *normal = *trimmed ? setting->check (trimmed, setting->hint) : g_strdup ("");

  if (normal == NULL)
    explain (setting, trimmed, error);
  return normal;
}
