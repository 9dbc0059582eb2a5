/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Logins by script and by guess, with a far end that says what it is told to. */
#include "dialer-login.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dialer-reason.h"
#include "dialer-secret-copy.h"
#include "modem-stand-in.h"

typedef struct
{
  ModemStandIn *host;
  char *locks;
  DialerSettings *settings;
  DialerSerialPort *port;
  GCancellable *cancellable;
  DialerCallLog *log;
  char *question;
  gboolean done;
  gboolean let_in;
  GError *error;
} Fixture;

static void
set (Fixture *fixture, const char *path, const char *value)
{
  g_autoptr (GError) error = NULL;

  dialer_settings_set (fixture->settings, path, value, &error);
  g_assert_no_error (error);
}

/* @script: NULL for guesses */
static void
set_up (Fixture *fixture, gconstpointer script)
{
  g_autoptr (GError) error = NULL;

  fixture->host = modem_stand_in_new ();
  fixture->locks = g_dir_make_tmp ("dialer-login-XXXXXX", NULL);
  fixture->settings = dialer_settings_new ();
  set (fixture, "ppp.user", "joe");
  set (fixture, "login.method", script ? "script" : "auto");
  if (script)
    set (fixture, "login.script", script);
  fixture->port = dialer_serial_port_open_with_locks (modem_stand_in_get_device (fixture->host), fixture->settings,
                                                      fixture->locks, &error);
  g_assert_no_error (error);
  dialer_serial_port_set_reading (fixture->port, FALSE);
  fixture->cancellable = g_cancellable_new ();
  fixture->log = dialer_call_log_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer script)
{
  g_assert_finalize_object (fixture->port);
  g_object_unref (fixture->cancellable);
  dialer_call_log_free (fixture->log);
  dialer_settings_unref (fixture->settings);
  g_clear_error (&fixture->error);
  g_free (fixture->question);
  modem_stand_in_free (fixture->host);
  g_assert_cmpint (g_rmdir (fixture->locks), ==, 0);
  g_free (fixture->locks);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->let_in = dialer_login_finish (result, &fixture->error);
  fixture->done = TRUE;
}

static void
ask_async (gpointer data, const char *question, GCancellable *cancellable, GAsyncReadyCallback callback,
           gpointer user_data)
{
  Fixture *fixture = data;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  fixture->question = g_strdup (question);
  g_task_return_pointer (task, g_strdup ("123456"), g_free);
}

static char *
ask_finish (gpointer data, GAsyncResult *result, GError **error)
{
  g_autofree char *answer = g_task_propagate_pointer (G_TASK (result), error);

  return dialer_secret_copy (answer);
}

static void
start_with (Fixture *fixture, const char *password)
{
  DialerLoginPlan plan = {
    .settings = fixture->settings,
    .password = password,
    .ask = { ask_async, ask_finish, fixture },
    .log = fixture->log,
  };

  dialer_login_async (fixture->port, &plan, fixture->cancellable, on_done, fixture);
}

static void
start (Fixture *fixture)
{
  start_with (fixture, "secret");
}

#define hears(text) iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->host), text))

static void
assert_let_in (Fixture *fixture)
{
  iterate_until (fixture->done);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->let_in);
}

static void
assert_not_let_in (Fixture *fixture, DialerReason reason, const char *named)
{
  iterate_until (fixture->done);
  g_assert_error (fixture->error, DIALER_REASON_ERROR, (int) reason);
  g_assert_nonnull (strstr (fixture->error->message, named));
}

/* @expected: a line each, with its direction before it */
static void
assert_log (Fixture *fixture, const char *expected)
{
  g_autoptr (GPtrArray) lines = dialer_call_log_take (fixture->log);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; lines && i < lines->len; i++)
    {
      DialerCallLogLine *line = lines->pdata[i];

      g_string_append_printf (text, "%c%s\n", line->kind == DIALER_CALL_LOG_SENT ? '>' : '<', line->text);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* What is behind the last text that is waited for is PPP's. */
static void
test_script (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "hello\r\nlogin: ");
  hears ("joe|");
  modem_stand_in_say (fixture->host, "joe\r\nPassword: ");
  hears ("joe|secret|");
  modem_stand_in_say (fixture->host, "\r\nToken? ");
  hears ("joe|secret|123456|");
  g_assert_cmpstr (fixture->question, ==, "The token");
  modem_stand_in_say (fixture->host, "ok\r\n~\xff\x7d#");
  assert_let_in (fixture);
  modem_stand_in_wait_until_unread (fixture->host, 4);
  assert_log (fixture, "<hello\n<login:\n>joe\n<joe\n<Password:\n>$password\n<Token?\n>ask\n<ok\n");
}

/* Hosts that give back what they should not: whole, in pieces, with parity bits, and with a line end in between. */
static void
test_echoed (Fixture *fixture, gconstpointer script)
{
  static const char *const pieces[] = { "secret\r\n", "you said sec", "re", "t!\r\n", "se\r\ncret\r\n",
                                        "\xf3\xe5\x63\x72\xe5\x74\r\n", "SECRET\r\n" };

  start (fixture);
  modem_stand_in_say (fixture->host, "Password: ");
  hears ("secret|");
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      modem_stand_in_say (fixture->host, pieces[i]);
      modem_stand_in_wait_until_unread (fixture->host, 0);
    }
  modem_stand_in_say (fixture->host, "the secret\r\nsecre");
  assert_not_let_in (fixture, DIALER_REASON_LOGIN_TIMEOUT, "the •••");
  assert_log (fixture, "<Password:\n>$password\n<•••\n<you said •••!\n<•••\n<•••\n<•••\n<the •••\n<•••\n");
}

/* A password that stands in the script itself. */
static void
test_written_down (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "login: ");
  hears ("guest|");
  modem_stand_in_say (fixture->host, "guest\r\nPassword: ");
  hears ("guest|guest1|ppp|");
  modem_stand_in_say (fixture->host, "guest1\r\nok");
  assert_let_in (fixture);
  assert_log (fixture, "<login:\n>guest\n<guest\n<Password:\n>•••\n>ppp\n<•••\n<ok\n");
}

/* 7E1 where we are set to 8N1. */
static void
test_parity (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "l\xefgi\xee: ");
  hears ("joe|");
  assert_let_in (fixture);
}

static void
test_else (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  hears ("wake up|");
  modem_stand_in_say (fixture->host, "ready");
  hears ("wake up|go");
  assert_let_in (fixture);
}

static void
test_not_come (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "\r\nsystem is down\r\n");
  assert_not_let_in (fixture, DIALER_REASON_LOGIN_TIMEOUT, "line 2");
  g_assert_nonnull (strstr (fixture->error->message, "system is down"));
}

static void
test_round_and_round (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  assert_not_let_in (fixture, DIALER_REASON_LOGIN_FAILED, "goes round");
}

static void
test_no_password (Fixture *fixture, gconstpointer script)
{
  start_with (fixture, NULL);
  modem_stand_in_say (fixture->host, "Password: ");
  assert_not_let_in (fixture, DIALER_REASON_NO_SECRET, "");
}

static void
test_ppp_early (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "~\xff\x7d#\xc0!");
  assert_let_in (fixture);
}

static void
test_carrier_lost (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "login\r\nNO CARRIER\r\n");
  assert_not_let_in (fixture, DIALER_REASON_CARRIER_LOST, "");
}

static void
test_unplugged (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  modem_stand_in_unplug (fixture->host);
  assert_not_let_in (fixture, DIALER_REASON_MODEM_GONE, "");
}

static void
test_cancelled (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  g_cancellable_cancel (fixture->cancellable);
  assert_not_let_in (fixture, DIALER_REASON_CANCELLED, "");
}

static void
test_guesses (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "Welcome\r\nUsername: ");
  hears ("joe|");
  modem_stand_in_say (fixture->host, "joe\r\nPassword: ");
  hears ("joe|secret|");
  modem_stand_in_say (fixture->host, "\r\n1) Shell\r\n2) PPP\r\nYour choice: ");
  hears ("joe|secret|2|");
  modem_stand_in_say (fixture->host, "~\xff\x03\xc0!");
  assert_let_in (fixture);
  assert_log (fixture, "<Welcome\n<Username:\n>joe\n<joe\n<Password:\n>$password\n<1) Shell\n<2) PPP\n"
                       "<Your choice:\n>2\n");
}

static void
test_wrong_password (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "login: ");
  hears ("joe|");
  modem_stand_in_say (fixture->host, "Password: ");
  hears ("joe|secret|");
  modem_stand_in_say (fixture->host, "\r\nLogin incorrect\r\nlogin: ");
  assert_not_let_in (fixture, DIALER_REASON_LOGIN_FAILED, "did not let us in");
}

/* Some wait for a CR before they say anything, and some for PPP. */
static void
test_silence (Fixture *fixture, gconstpointer script)
{
  start (fixture);
  hears ("||");
  assert_let_in (fixture);
}

#define SCRIPT(name, script, function) \
  g_test_add ("/core/login/script/" name, Fixture, script, set_up, function, tear_down)
#define AUTO(name, function) g_test_add ("/core/login/auto/" name, Fixture, NULL, set_up, function, tear_down)

static void
add_scripts (void)
{
  SCRIPT ("all-said",
          "expect ogin:\nsend $user\nexpect word:\nsend $password\n"
          "expect Token?\nsend ask \"The token\"\nexpect \"ok\\r\\n\"",
          test_script);
  SCRIPT ("echoed", "expect word:\nsend $password\nexpect never: timeout 1", test_echoed);
  SCRIPT ("written-down",
          "expect ogin:\nsend guest\nexpect word:\nsend guest1\nsend ppp\nexpect ok",
          test_written_down);
  SCRIPT ("parity", "expect login:\nsend $user\nppp\nsend never", test_parity);
  SCRIPT ("else", "expect ready timeout 0.1 else wake\ngoto on\nlabel wake\nsend \"wake up\"\nexpect ready\nlabel on\n"
                  "send-raw \"\\pgo\"", test_else);
  SCRIPT ("not-come", "pause 0.2\nexpect login: timeout 0.2", test_not_come);
  SCRIPT ("round-and-round", "label a\ngoto a", test_round_and_round);
  SCRIPT ("no-password", "expect word:\nsend $password", test_no_password);
  SCRIPT ("ppp-early", "expect login:", test_ppp_early);
  SCRIPT ("carrier-lost", "expect never:", test_carrier_lost);
  SCRIPT ("unplugged", "expect login:", test_unplugged);
  SCRIPT ("cancelled", "expect login:", test_cancelled);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_scripts ();
  AUTO ("all-asked", test_guesses);
  AUTO ("wrong-password", test_wrong_password);
  AUTO ("no-password", test_no_password);
  AUTO ("ppp-early", test_ppp_early);
  AUTO ("silence", test_silence);
  return g_test_run ();
}
