/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Logins by script and by guess, with a far end that says what it is told to. */
#include <string.h>

#include "login-world.h"

/* What is behind the last text that is waited for is PPP's. */
static void
test_script (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  modem_stand_in_say (world->host, "hello\r\nlogin: ");
  hears ("joe|");
  modem_stand_in_say (world->host, "joe\r\nPassword: ");
  hears ("joe|secret|");
  modem_stand_in_say (world->host, "\r\nToken? ");
  hears ("joe|secret|123456|");
  g_assert_cmpstr (world->question, ==, "The token");
  modem_stand_in_say (world->host, "ok\r\n~\xff\x7d#");
  login_world_assert_let_in (world);
  modem_stand_in_wait_until_unread (world->host, 4);
  login_world_assert_log (world, "<hello\n<login:\n>joe\n<joe\n<Password:\n>$password\n<Token?\n>ask\n<ok\n");
}

/* Hosts that give back what they should not: whole, in pieces, with parity bits, and with a line end in between. */
static void
test_echoed (LoginWorld *world, gconstpointer script)
{
  static const char *const pieces[] = { "secret\r\n", "you said sec", "re", "t!\r\n", "se\r\ncret\r\n",
                                        "\xf3\xe5\x63\x72\xe5\x74\r\n", "SECRET\r\n" };

  login_world_start (world);
  modem_stand_in_say (world->host, "Password: ");
  hears ("secret|");
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      modem_stand_in_say (world->host, pieces[i]);
      modem_stand_in_wait_until_unread (world->host, 0);
    }
  modem_stand_in_say (world->host, "the secret\r\nsecre");
  login_world_assert_not_let_in (world, DIALER_REASON_LOGIN_TIMEOUT, "the •••");
  login_world_assert_log (world, "<Password:\n>$password\n<•••\n<you said •••!\n<•••\n<•••\n<•••\n<the •••\n<•••\n");
}

/* A password that stands in the script itself. */
static void
test_written_down (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  modem_stand_in_say (world->host, "login: ");
  hears ("guest|");
  modem_stand_in_say (world->host, "guest\r\nPassword: ");
  hears ("guest|guest1|ppp|");
  modem_stand_in_say (world->host, "guest1\r\nok");
  login_world_assert_let_in (world);
  login_world_assert_log (world, "<login:\n>guest\n<guest\n<Password:\n>•••\n>ppp\n<•••\n<ok\n");
}

/* 7E1 where we are set to 8N1. */
static void
test_parity (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  modem_stand_in_say (world->host, "l\xefgi\xee: ");
  hears ("joe|");
  login_world_assert_let_in (world);
}

static void
test_else (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  hears ("wake up|");
  modem_stand_in_say (world->host, "ready");
  hears ("wake up|go");
  login_world_assert_let_in (world);
}

/* What the far end says meanwhile makes it no shorter. */
static void
test_pause (LoginWorld *world, gconstpointer script)
{
  gint64 begin;

  login_world_start (world);
  begin = g_get_monotonic_time ();
  modem_stand_in_say (world->host, "go");
  modem_stand_in_wait_until_unread (world->host, 0);
  modem_stand_in_say (world->host, "on\r\n");
  hears ("now|");
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 300 * 1000);
  login_world_assert_let_in (world);
}

static void
test_not_come (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  modem_stand_in_say (world->host, "\r\nsystem is down\r\n");
  login_world_assert_not_let_in (world, DIALER_REASON_LOGIN_TIMEOUT, "line 2");
  g_assert_nonnull (strstr (world->error->message, "system is down"));
}

static void
test_round_and_round (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  login_world_assert_not_let_in (world, DIALER_REASON_LOGIN_FAILED, "goes round");
}

static void
test_no_password (LoginWorld *world, gconstpointer script)
{
  login_world_start_with (world, NULL);
  modem_stand_in_say (world->host, "Password: ");
  login_world_assert_not_let_in (world, DIALER_REASON_NO_SECRET, "");
}

static void
test_ppp_early (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  modem_stand_in_say (world->host, "~\xff\x7d#\xc0!");
  login_world_assert_let_in (world);
}

static void
test_carrier_lost (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  modem_stand_in_say (world->host, "login\r\nNO CARRIER\r\n");
  login_world_assert_not_let_in (world, DIALER_REASON_CARRIER_LOST, "");
}

static void
test_unplugged (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  modem_stand_in_unplug (world->host);
  login_world_assert_not_let_in (world, DIALER_REASON_MODEM_GONE, "");
}

static void
test_cancelled (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  g_cancellable_cancel (world->cancellable);
  login_world_assert_not_let_in (world, DIALER_REASON_CANCELLED, "");
}

static void
test_guesses (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  modem_stand_in_say (world->host, "Welcome\r\nUsername: ");
  hears ("joe|");
  modem_stand_in_say (world->host, "joe\r\nPassword: ");
  hears ("joe|secret|");
  modem_stand_in_say (world->host, "\r\n1) Shell\r\n2) PPP\r\nYour choice: ");
  hears ("joe|secret|2|");
  modem_stand_in_say (world->host, "~\xff\x03\xc0!");
  login_world_assert_let_in (world);
  login_world_assert_log (world, "<Welcome\n<Username:\n>joe\n<joe\n<Password:\n>$password\n<1) Shell\n"
                                 "<2) PPP\n<Your choice:\n>2\n");
}

static void
test_wrong_password (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  modem_stand_in_say (world->host, "login: ");
  hears ("joe|");
  modem_stand_in_say (world->host, "Password: ");
  hears ("joe|secret|");
  modem_stand_in_say (world->host, "\r\nLogin incorrect\r\nlogin: ");
  login_world_assert_not_let_in (world, DIALER_REASON_LOGIN_FAILED, "did not let us in");
}

/* Some wait for a CR before they say anything, and some for PPP. */
static void
test_silence (LoginWorld *world, gconstpointer script)
{
  login_world_start (world);
  hears ("||");
  login_world_assert_let_in (world);
}

static void
add_scripts (void)
{
  LOGIN_WORLD_SCRIPT ("all-said",
          "expect ogin:\nsend $user\nexpect word:\nsend $password\n"
          "expect Token?\nsend ask \"The token\"\nexpect \"ok\\r\\n\"",
          test_script);
  LOGIN_WORLD_SCRIPT ("echoed", "expect word:\nsend $password\nexpect never: timeout 1", test_echoed);
  LOGIN_WORLD_SCRIPT ("written-down",
          "expect ogin:\nsend guest\nexpect word:\nsend guest1\nsend ppp\nexpect ok",
          test_written_down);
  LOGIN_WORLD_SCRIPT ("parity", "expect login:\nsend $user\nppp\nsend never", test_parity);
  LOGIN_WORLD_SCRIPT ("else",
                      "expect ready timeout 0.1 else wake\ngoto on\nlabel wake\nsend \"wake up\"\nexpect ready\n"
                      "label on\nsend-raw \"\\pgo\"",
                      test_else);
  LOGIN_WORLD_SCRIPT ("pause", "expect go\npause 0.3\nsend now", test_pause);
  LOGIN_WORLD_SCRIPT ("break", "expect go\nbreak\nsend now", test_pause);
  LOGIN_WORLD_SCRIPT ("not-come", "pause 0.2\nexpect login: timeout 0.2", test_not_come);
  LOGIN_WORLD_SCRIPT ("round-and-round", "label a\ngoto a", test_round_and_round);
  LOGIN_WORLD_SCRIPT ("no-password", "expect word:\nsend $password", test_no_password);
  LOGIN_WORLD_SCRIPT ("ppp-early", "expect login:", test_ppp_early);
  LOGIN_WORLD_SCRIPT ("carrier-lost", "expect never:", test_carrier_lost);
  LOGIN_WORLD_SCRIPT ("unplugged", "expect login:", test_unplugged);
  LOGIN_WORLD_SCRIPT ("cancelled", "expect login:", test_cancelled);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_scripts ();
  LOGIN_WORLD_AUTO ("all-asked", test_guesses);
  LOGIN_WORLD_AUTO ("wrong-password", test_wrong_password);
  LOGIN_WORLD_AUTO ("no-password", test_no_password);
  LOGIN_WORLD_AUTO ("ppp-early", test_ppp_early);
  LOGIN_WORLD_AUTO ("silence", test_silence);
  return g_test_run ();
}
