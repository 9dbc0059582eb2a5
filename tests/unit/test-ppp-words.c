/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whose words pppd gets. */
#include "dialer-ppp-words.h"

#include <string.h>

#include "dialer-error.h"
#include "dialer-setting.h"

/* Expects that the message has every word of @named. */
static void
assert_error (GError *error, DialerError code, const char *const *named)
{
  g_assert_error (error, DIALER_ERROR, (int) code);
  for (guint i = 0; named[i]; i++)
    if (strstr (error->message, named[i]) == NULL)
      g_error ("'%s' is not in: %s", named[i], error->message);
}

static void
test_nobodys (void)
{
  static const char *const rows[][3] = {
    { "persist", "persist", "redial" },
    { "debug demand", "demand", "redial" },
    { "updetach", "updetach", "leave it out" },
    { "connect '/bin/sh -c id'", "connect", "login.script" },
    { "pty 'ssh host'", "pty", "dial.modem" },
    { "call isp", "call", "the words themselves" },
    { "file /etc/ppp/options.isp", "file", "the words themselves" },
    { "plugin winbind.so", "plugin", "password" },
    { "debug show-password", "show-password", "password" },
    { "password geheim", "password", "dialctl secret set" },
    { "record /tmp/line", "record", "debug" },
    { "logfd 3", "logfd", "pppd" },
    { "'show-password'", "show-password", "password" },
    { "show\\-password", "show-password", "password" },
    { "/dev/ttyS1", "/dev/ttyS1", "dial.modem" },
    { "ttyS1", "ttyS1", "dial.modem" },
    { "local", "local", "line.carrier-detect" },
    { "dialer-fd 3", "dialer-fd", "leave it out" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *const named[] = { "ppp.options", rows[i][1], rows[i][2], NULL };

      g_test_message ("%s", rows[i][0]);
      g_assert_false (dialer_ppp_words_check (rows[i][0], &error));
      assert_error (error, DIALER_ERROR_INVALID_ARGUMENT, named);
    }
}

static void
test_administrators (void)
{
  static const char *const rows[][2] = {
    { "debug", "debug" },
    { "novj debug", "debug" },
    { "ipparam '$(id)'", "ipparam" },
    { "logfile /tmp/log", "logfile" },
    { "ip-up-script /tmp/x", "ip-up-script" },
    { "user other", "user" },
    { "set PATH=/tmp", "set" },
    { "ifname eth0", "ifname" },
    { "replacedefaultroute", "replacedefaultroute" },
    { "usepeerdns", "usepeerdns" },
    { "proxyarp", "proxyarp" },
    { "10.0.0.1:10.0.0.2", "10.0.0.1:10.0.0.2" },
    { "no-such-word", "no-such-word" },
    { "lcp-restart", "lcp-restart" },
    { "lcp-restart debug", "lcp-restart" },
    { "lcp-restart -1", "lcp-restart" },
    { "lcp-restart ''", "lcp-restart" },
    { "novj 3", "3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *const named[] = { "ppp.options", rows[i][1], NULL };

      g_test_message ("%s", rows[i][0]);
      g_assert_true (dialer_ppp_words_check (rows[i][0], NULL));
      g_assert_false (dialer_ppp_words_check_harmless (rows[i][0], &error));
      assert_error (error, DIALER_ERROR_NOT_AUTHORIZED, named);
    }
}

static void
test_everybodys (void)
{
  static const char *const rows[] = { "", "novj", "lcp-restart 5 novjccomp", "bsdcomp 12,12  deflate 0",
                                      "escape 0x91,93", "idle '300'", "asyncmap 0xa0000" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i]);
      g_assert_true (dialer_ppp_words_check (rows[i], NULL));
      g_assert_true (dialer_ppp_words_check_harmless (rows[i], &error));
      g_assert_no_error (error);
    }
}

/* The setting says the same, and not only that a value can't be right. */
static void
test_setting (void)
{
  g_autoptr (GError) error = NULL;
  const DialerSetting *setting = dialer_setting_find ("ppp", "options", NULL);
  static const char *const named[] = { "persist", "redial", NULL }, *const unbalanced[] = { "pppd options", NULL };

  g_assert_null (dialer_setting_normalize (setting, "debug persist", &error));
  assert_error (error, DIALER_ERROR_INVALID_ARGUMENT, named);
  g_clear_error (&error);
  g_assert_null (dialer_setting_normalize (setting, "ipparam 'x", &error));
  assert_error (error, DIALER_ERROR_INVALID_ARGUMENT, unbalanced);
}

static void
test_argument (void)
{
  static const struct
  {
    const char *words;
    const char *argument;
  } rows[] = {
    { "", NULL },
    { "debug", NULL },
    { "active-filter", NULL },
    { "active-filter 'not udp port 123' debug", "not udp port 123" },
    { "active-filter one active-filter two", "two" },
    { "active-filter 'one", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *argument = dialer_ppp_words_find_argument (rows[i].words, "active-filter");

      g_assert_cmpstr (argument, ==, rows[i].argument);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/ppp-words/nobodys", test_nobodys);
  g_test_add_func ("/model/ppp-words/administrators", test_administrators);
  g_test_add_func ("/model/ppp-words/everybodys", test_everybodys);
  g_test_add_func ("/model/ppp-words/setting", test_setting);
  g_test_add_func ("/model/ppp-words/argument", test_argument);
  return g_test_run ();
}
