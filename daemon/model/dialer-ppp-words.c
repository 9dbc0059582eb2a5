/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Two tables, of pppd(8) 2.4.9 and 2.5: what nobody may say, and what everybody may. */
#include "dialer-ppp-words.h"

#include <string.h>

#include "dialer-error.h"

typedef struct
{
  const char *word;
  const char *reason;
  const char *instead;
} Forbidden;

#define REDIALS "pppd would call again by itself, without limits, lists or a record"
#define DETACHES "dialer would lose sight of pppd while the call goes on"
#define DIALS "pppd would run a program of its own on the line, past dialer and its lists of numbers"
#define OTHER_LINE "pppd would use another line than the one that dialer watches and hangs up"
#define READS_WORDS "what stands in the file could be any word that is refused here"
#define SHOWS_SECRET "the password would be seen by others"
#define NO_CALL "pppd would make no call"
#define OF_CARRIER "it decides whether a lost carrier is noticed"
#define LOCKS "the port is locked by dialer already, and pppd would find it taken"
#define CHANNEL "it is dialer's own way to pppd"

#define SET_REDIAL "see redial.* in dialer.profile(5)"
#define SET_SCRIPT "use dial.init, dial.numbers and login.script"
#define SET_MODEM "use dial.modem"
#define SET_WORDS "write the words themselves"
#define SET_SECRET "use 'dialctl secret set NAME'"
#define LEAVE_OUT "leave it out"

/* clang-format off */
static const Forbidden forbidden[] = {
  { "persist", REDIALS, SET_REDIAL },
  { "demand", REDIALS, SET_REDIAL },
  { "updetach", DETACHES, LEAVE_OUT },
  { "master_detach", DETACHES, LEAVE_OUT },
  { "up_sdnotify", DETACHES, LEAVE_OUT },
  { "connect", DIALS, SET_SCRIPT },
  { "disconnect", DIALS, SET_SCRIPT },
  { "init", DIALS, SET_SCRIPT },
  { "welcome", DIALS, SET_SCRIPT },
  { "pty", OTHER_LINE, SET_MODEM },
  { "notty", OTHER_LINE, SET_MODEM },
  { "socket", OTHER_LINE, SET_MODEM },
  { "file", READS_WORDS, SET_WORDS },
  { "call", READS_WORDS, SET_WORDS },
  { "plugin", "it could take the password, or the place of dialer's own plugin", LEAVE_OUT },
  { "show-password", SHOWS_SECRET, LEAVE_OUT },
  { "record", "the file would hold the password as it was sent", "use debug" },
  { "password", SHOWS_SECRET, SET_SECRET },
  { "+ua", "the password would lie in a file", SET_SECRET },
  { "logfd", CHANNEL, "use logfile, or the journal" },
  { "dryrun", NO_CALL, "use 'dialctl dial NAME --preview'" },
  { "--version", NO_CALL, LEAVE_OUT },
  { "--help", NO_CALL, LEAVE_OUT },
  { "-h", NO_CALL, LEAVE_OUT },
  { "modem", OF_CARRIER, "use line.carrier-detect" },
  { "local", OF_CARRIER, "use line.carrier-detect" },
  { "lock", LOCKS, LEAVE_OUT },
  { "dialer-fd", CHANNEL, LEAVE_OUT },
  { "dialer-dns", CHANNEL, "use ipv4.dns" },
};

/* What an argument may consist of; %NULL is none. */
#define NONE NULL
#define NUMBER "0123456789"
#define NUMBERS "0123456789,"
#define HEX "0123456789abcdefABCDEFx"
#define HEXES "0123456789abcdefABCDEFx,"

/* Each only changes what is offered to the peer, how patiently, or how much is asked of the line; or ends a call
 * earlier.  In the order of pppd's sources. */
static const struct
{
  const char *word;
  const char *argument;
} harmless[] = {
  { "idle", NUMBER },
  { "maxconnect", NUMBER },
  { "maxoctets", NUMBER },
  { "refuse-pap", NONE },
  { "refuse-chap", NONE },
  { "refuse-mschap", NONE },
  { "refuse-mschap-v2", NONE },
  { "refuse-eap", NONE },
  { "hide-password", NONE },
  { "pap-restart", NUMBER },
  { "pap-max-authreq", NUMBER },
  { "pap-timeout", NUMBER },
  { "chap-timeout", NUMBER },
  { "escape", HEXES },
  { "noaccomp", NONE },
  { "nopcomp", NONE },
  { "asyncmap", HEX },
  { "default-asyncmap", NONE },
  { "nomagic", NONE },
  { "mru", NUMBER },
  { "default-mru", NONE },
  { "mtu", NUMBER },
  { "silent", NONE },
  { "receive-all", NONE },
  { "lcp-echo-failure", NUMBER },
  { "lcp-echo-interval", NUMBER },
  { "lcp-echo-adaptive", NONE },
  { "lcp-restart", NUMBER },
  { "lcp-max-terminate", NUMBER },
  { "lcp-max-configure", NUMBER },
  { "lcp-max-failure", NUMBER },
  { "novj", NONE },
  { "novjccomp", NONE },
  { "vj-max-slots", NUMBER },
  { "ipcp-restart", NUMBER },
  { "ipcp-max-terminate", NUMBER },
  { "ipcp-max-configure", NUMBER },
  { "ipcp-max-failure", NUMBER },
  { "ipv6cp-restart", NUMBER },
  { "ipv6cp-max-terminate", NUMBER },
  { "ipv6cp-max-configure", NUMBER },
  { "ipv6cp-max-failure", NUMBER },
  { "noccp", NONE },
  { "bsdcomp", NUMBERS },
  { "nobsdcomp", NONE },
  { "deflate", NUMBERS },
  { "nodeflate", NONE },
  { "predictor1", NONE },
  { "nopredictor1", NONE },
};
/* clang-format on */

#define ARGUMENT_MAX 32

static GStrv
split (const char *words)
{
  GStrv parts = NULL;

  /* What can't be taken apart has no words for pppd either, see dialer-ppp-options.c. */
  return g_shell_parse_argv (words, NULL, &parts, NULL) ? parts : g_new0 (char *, 1);
}

static const Forbidden *
find_forbidden (const char *word)
{
  static const Forbidden device = { NULL, OTHER_LINE, SET_MODEM };

  for (guint i = 0; i < G_N_ELEMENTS (forbidden); i++)
    if (g_str_equal (forbidden[i].word, word))
      return &forbidden[i];
  /* pppd takes any word for the line that is the name of a device, with or without /dev. */
  return g_str_has_prefix (word, "/dev/") || g_str_has_prefix (word, "tty") ? &device : NULL;
}

gboolean
dialer_ppp_words_check (const char *words, GError **error)
{
  g_auto (GStrv) parts = split (words);

  /* In every place: which of pppd's words take another with them is its own affair. */
  for (guint i = 0; parts[i]; i++)
    {
      const Forbidden *found = find_forbidden (parts[i]);

      if (found == NULL)
        continue;
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "ppp.options: %s is refused: %s; %s", parts[i],
                   found->reason, found->instead);
      return FALSE;
    }
  return TRUE;
}

char *
dialer_ppp_words_find_argument (const char *words, const char *word)
{
  g_auto (GStrv) parts = split (words);
  const char *found = NULL;

  for (guint i = 0; parts[i]; i++)
    if (g_str_equal (parts[i], word) && parts[i + 1])
      found = parts[++i];
  return g_strdup (found);
}

static int
find_harmless (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    if (g_str_equal (harmless[i].word, word))
      return (int) i;
  return -1;
}

static gboolean
is_argument (const char *text, const char *characters)
{
  gsize length = text ? strlen (text) : 0;

  return length > 0 && length <= ARGUMENT_MAX && strspn (text, characters) == length;
}

gboolean
dialer_ppp_words_check_harmless (const char *words, GError **error)
{
  g_auto (GStrv) parts = split (words);

  for (guint i = 0; parts[i]; i++)
    {
      int row = find_harmless (parts[i]);

      if (row < 0)
        {
          g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_AUTHORIZED,
                       "ppp.options: pppd runs as root, and so only an administrator may give it the word %s; "
                       "dialer.profile(5) lists those that everybody may",
                       parts[i]);
          return FALSE;
        }
      if (harmless[row].argument == NULL)
        continue;
      if (!is_argument (parts[i + 1], harmless[row].argument))
        {
          g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_AUTHORIZED,
                       "ppp.options: %s needs a number after it, and not \"%s\"", parts[i],
                       parts[i + 1] ? parts[i + 1] : "");
          return FALSE;
        }
      i++;
    }
  return TRUE;
}
