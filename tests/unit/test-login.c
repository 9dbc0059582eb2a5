/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Logins by script and by guess, with a far end that says what it is told to. */
#include "dialer-login.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dialer-error.h"
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
  DialerTerminal *terminal;
  int far_end;        /* of the terminal */
  GString *shown;     /* there */
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
  fixture->far_end = -1;
  fixture->shown = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer script)
{
  g_assert_finalize_object (fixture->port);
  g_object_unref (fixture->cancellable);
  dialer_call_log_free (fixture->log);
  g_clear_object (&fixture->terminal);
  if (fixture->far_end >= 0)
    close (fixture->far_end);
  g_string_free (fixture->shown, TRUE);
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
    .terminal = fixture->terminal,
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

/* ---- with somebody at a terminal ---- */

static void
start_with_terminal (Fixture *fixture, gboolean by_hand)
{
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), ==, 0);
  fixture->far_end = ends[0];
  fixture->terminal = dialer_terminal_new (ends[1], by_hand, &error);
  g_assert_no_error (error);
  start (fixture);
}

static void
tell (Fixture *fixture, const char *message)
{
  g_assert_cmpint (write (fixture->far_end, message, strlen (message)), ==, strlen (message));
}

/* Returns: whether @text was shown; what is before it is forgotten.  All but text is between "|". */
static gboolean
was_shown (Fixture *fixture, const char *text)
{
  char packet[DIALER_TERMINAL_MAX];
  ssize_t length;
  const char *found;

  while ((length = read (fixture->far_end, packet, sizeof packet)) > 0)
    {
      if (*packet == 'T')
        g_string_append_len (fixture->shown, packet + 1, length - 1);
      else
        g_string_append_printf (fixture->shown, "|%.*s|", (int) length, packet);
    }
  found = strstr (fixture->shown->str, text);
  if (found)
    g_string_erase (fixture->shown, 0, found + strlen (text) - fixture->shown->str);
  return found != NULL;
}

#define shows(text) iterate_until (was_shown (fixture, text))

/* The step is shown, and nothing is done about it until he says so. */
static void
test_step (Fixture *fixture, gconstpointer script)
{
  start_with_terminal (fixture, FALSE);
  shows ("Sexpect ogin: (for up to 30.0 s)|");
  modem_stand_in_say (fixture->host, "hello\r\nlogin: ");
  shows ("login: ");
  tell (fixture, "d");
  shows ("Ssend $user|");
  tell (fixture, "d");
  shows ("Sexpect word:");
  hears ("joe|");
  tell (fixture, "d");
  modem_stand_in_say (fixture->host, "Password: ");
  shows ("Ssend $password|");
  tell (fixture, "d");
  shows ("Ssend \"\\pmenu\"|"); /* two steps, a pause and a text: one line */
  modem_stand_in_say (fixture->host, "sec");
  modem_stand_in_wait_until_unread (fixture->host, 0);
  modem_stand_in_say (fixture->host, "ret\r\n? ");
  shows ("•••\r\n? ");
  tell (fixture, "t2");
  shows ("Sppp|");
  tell (fixture, "d");
  shows ("P|");
  assert_let_in (fixture);
  hears ("joe|secret|2|");
  g_assert_false (dialer_terminal_is_open (fixture->terminal));
  assert_log (fixture, "<hello\n<login:\n>joe\n<Password:\n>$password\n<•••\n<?\n>2\n");
}

/* A text that does not come is for him to deal with: he may wait again, skip it, and say something else. */
static void
test_step_off_the_path (Fixture *fixture, gconstpointer script)
{
  start_with_terminal (fixture, FALSE);
  tell (fixture, "d");
  shows ("did not come||Sexpect never: timeout 0.1");
  tell (fixture, "d");
  shows ("did not come||Sexpect never: timeout 0.1");
  tell (fixture, "thello there");
  shows ("Sexpect never: timeout 0.1");
  hears ("hello there|");
  tell (fixture, "s");
  shows ("Sexpect later:");
  tell (fixture, "d");
  tell (fixture, "d"); /* what is being done is not done twice */
  tell (fixture, "s");
  shows ("Sgoto end|");
  tell (fixture, "s");
  shows ("Ssend one|");
  tell (fixture, "p");
  shows ("P|");
  assert_let_in (fixture);
  assert_log (fixture, ">•••\n");
}

static void
test_step_given_up (Fixture *fixture, gconstpointer script)
{
  start_with_terminal (fixture, FALSE);
  shows ("Sexpect never");
  tell (fixture, "q");
  assert_not_let_in (fixture, DIALER_REASON_USER, "");
}

static void
test_step_left (Fixture *fixture, gconstpointer script)
{
  start_with_terminal (fixture, FALSE);
  close (fixture->far_end);
  fixture->far_end = -1;
  assert_not_let_in (fixture, DIALER_REASON_OWNER_GONE, "");
}

/* He stops reading, and the peer talks on: nothing is kept for him without end. */
static void
test_terminal_not_read (Fixture *fixture, gconstpointer script)
{
  g_autofree char *flood = g_strnfill (DIALER_TERMINAL_MAX / 2, '.');
  guint n;

  start_with_terminal (fixture, TRUE);
  for (n = 0; !fixture->done && n < 10000; n++)
    {
      dialer_terminal_show (fixture->terminal, flood, strlen (flood));
      g_main_context_iteration (NULL, FALSE);
    }
  assert_not_let_in (fixture, DIALER_REASON_OWNER_GONE, "");
}

/* Nothing of it is in the log: what is typed may be a password, and come back. */
static void
test_by_hand (Fixture *fixture, gconstpointer script)
{
  start_with_terminal (fixture, TRUE);
  shows ("Nconnected|");
  modem_stand_in_say (fixture->host, "l\xefgi\xee: ");
  shows ("login: ");
  tell (fixture, "bjo");
  tell (fixture, "be\r");
  hears ("joe|");
  tell (fixture, "d");
  tell (fixture, "bsecret\r");
  hears ("joe|secret|");
  modem_stand_in_say (fixture->host, "secret\r\n~\xff\x7d#");
  shows ("P|");
  assert_let_in (fixture);
  assert_log (fixture, "");
}

/* Anything may be handed over. */
static void
test_no_socket (void)
{
  int pair[2], fds[4];

  g_assert_cmpint (pipe (pair), ==, 0);
  fds[0] = pair[0];
  fds[1] = open ("/dev/null", O_RDWR | O_CLOEXEC);
  fds[2] = socket (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  fds[3] = pair[1];
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dialer_terminal_new (fds[i], TRUE, &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
      g_assert_cmpint (fcntl (fds[i], F_GETFD), ==, -1); /* and is not kept */
    }
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

static void
add_terminals (void)
{
  SCRIPT ("step", "expect ogin:\nsend $user\n\n expect word:\nsend $password\nsend \"\\pmenu\"", test_step);
  SCRIPT ("step/off-the-path",
          "expect never: timeout 0.1\nexpect later:\ngoto end\nsend one\nlabel end\nsend two",
          test_step_off_the_path);
  SCRIPT ("step/given-up", "expect never", test_step_given_up);
  SCRIPT ("step/left", "expect never", test_step_left);
  AUTO ("by-hand", test_by_hand);
  AUTO ("terminal-not-read", test_terminal_not_read);
  g_test_add_func ("/core/login/no-socket", test_no_socket);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_scripts ();
  add_terminals ();
  AUTO ("all-asked", test_guesses);
  AUTO ("wrong-password", test_wrong_password);
  AUTO ("no-password", test_no_password);
  AUTO ("ppp-early", test_ppp_early);
  AUTO ("silence", test_silence);
  return g_test_run ();
}
