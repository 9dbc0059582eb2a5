/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Logins with somebody at a terminal, who goes through them with us, or does them himself. */
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dialer-error.h"
#include "login-world.h"

static void
start_with_terminal (LoginWorld *world, gboolean by_hand)
{
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends), ==, 0);
  world->far_end = ends[0];
  world->kept = fcntl (ends[1], F_DUPFD_CLOEXEC, 0);
  world->terminal = dialer_terminal_new (ends[1], by_hand, &error);
  g_assert_no_error (error);
  login_world_start (world);
}

static void
tell (LoginWorld *world, const char *message)
{
  g_assert_cmpint (write (world->far_end, message, strlen (message)), ==, strlen (message));
}

/* Returns: whether @text was shown; what is before it is forgotten.  All but text is between "|". */
static gboolean
was_shown (LoginWorld *world, const char *text)
{
  char packet[DIALER_TERMINAL_MAX];
  ssize_t length;
  const char *found;

  while ((length = read (world->far_end, packet, sizeof packet)) > 0)
    {
      if (*packet == 'T')
        g_string_append_len (world->shown, packet + 1, length - 1);
      else
        g_string_append_printf (world->shown, "|%.*s|", (int) length, packet);
    }
  found = strstr (world->shown->str, text);
  if (found)
    g_string_erase (world->shown, 0, found + strlen (text) - world->shown->str);
  return found != NULL;
}

#define shows(text) iterate_until (was_shown (world, text))

/* Although somebody else holds our end. */
static void
assert_shut_down (LoginWorld *world)
{
  char byte;

  g_assert_false (dialer_terminal_is_open (world->terminal));
  g_assert_cmpint (read (world->far_end, &byte, 1), ==, 0);
}

/* The step is shown, and nothing is done about it until he says so. */
static void
test_step (LoginWorld *world, gconstpointer script)
{
  start_with_terminal (world, FALSE);
  shows ("Sexpect ogin: (for up to 30.0 s)|");
  modem_stand_in_say (world->host, "hello\r\nlogin: ");
  shows ("login: ");
  tell (world, "d");
  shows ("Ssend $user|");
  tell (world, "d");
  shows ("Sexpect word:");
  hears ("joe|");
  tell (world, "d");
  modem_stand_in_say (world->host, "Password: ");
  shows ("Ssend $password|");
  tell (world, "d");
  shows ("Ssend \"\\pmenu\"|"); /* two steps, a pause and a text: one line */
  modem_stand_in_say (world->host, "sec");
  modem_stand_in_wait_until_unread (world->host, 0);
  modem_stand_in_say (world->host, "ret\r\n? ");
  shows ("•••\r\n? ");
  tell (world, "t2");
  shows ("Sppp|");
  tell (world, "d");
  shows ("P|");
  login_world_assert_let_in (world);
  hears ("joe|secret|2|");
  assert_shut_down (world);
  login_world_assert_log (world, "<hello\n<login:\n>joe\n<Password:\n>$password\n<•••\n<?\n>2\n");
}

/* A text that does not come is for him to deal with: he may wait again, skip it, and say something else. */
static void
test_step_off_the_path (LoginWorld *world, gconstpointer script)
{
  start_with_terminal (world, FALSE);
  tell (world, "d");
  shows ("did not come||Sexpect never: timeout 0.1");
  tell (world, "d");
  shows ("did not come||Sexpect never: timeout 0.1");
  tell (world, "thello there");
  shows ("Sexpect never: timeout 0.1");
  hears ("hello there|");
  tell (world, "s");
  shows ("Sexpect later:");
  tell (world, "d");
  tell (world, "d"); /* what is being done is not done twice */
  tell (world, "s");
  shows ("Sgoto end|");
  tell (world, "s");
  shows ("Ssend one|");
  tell (world, "p");
  shows ("P|");
  login_world_assert_let_in (world);
  login_world_assert_log (world, ">•••\n");
}

static void
test_step_given_up (LoginWorld *world, gconstpointer script)
{
  start_with_terminal (world, FALSE);
  shows ("Sexpect never");
  tell (world, "q");
  login_world_assert_not_let_in (world, DIALER_REASON_USER, "");
}

static void
test_step_left (LoginWorld *world, gconstpointer script)
{
  start_with_terminal (world, FALSE);
  close (world->far_end);
  world->far_end = -1;
  login_world_assert_not_let_in (world, DIALER_REASON_OWNER_GONE, "");
}

/* He stops reading, and the peer talks on: nothing is kept for him without end. */
static void
test_terminal_not_read (LoginWorld *world, gconstpointer script)
{
  g_autofree char *flood = g_strnfill (DIALER_TERMINAL_MAX / 2, '.');
  guint n;

  start_with_terminal (world, TRUE);
  for (n = 0; !world->done && n < 10000; n++)
    {
      dialer_terminal_show (world->terminal, flood, strlen (flood));
      g_main_context_iteration (NULL, FALSE);
    }
  login_world_assert_not_let_in (world, DIALER_REASON_OWNER_GONE, "");
}

/* The answers are steps, and what would end the login is for him to deal with. */
static void
test_step_by_guess (LoginWorld *world, gconstpointer script)
{
  start_with_terminal (world, FALSE);
  modem_stand_in_say (world->host, "login: ");
  shows ("login: |Ssend $user|");
  tell (world, "s");
  shows ("|Ssend \"\"|"); /* after a silence; what comes then puts another in its place */
  modem_stand_in_say (world->host, "\r\nUsername: ");
  shows ("|Ssend $user|");
  tell (world, "d");
  tell (world, "d"); /* what has been done is not done twice */
  hears ("joe|");
  modem_stand_in_say (world->host, "Password: ");
  shows ("|Ssend $password|");
  tell (world, "d");
  hears ("joe|secret|");
  modem_stand_in_say (world->host, "\r\nLogin incorrect\r\nlogin: ");
  shows ("|Nthe peer did not let us in||Ssend $user|");
  tell (world, "tmary");
  hears ("joe|secret|mary|");
  modem_stand_in_say (world->host, "1) Shell\r\n2) PPP\r\nYour choice: ");
  shows ("|Ssend \"2\"|");
  tell (world, "d");
  hears ("joe|secret|mary|2|");
  modem_stand_in_say (world->host, "Password: ");
  shows ("|Ssend $password|");
  tell (world, "tanother");
  hears ("joe|secret|mary|2|another|");
  shows ("|Sppp|"); /* after a silence: what more could be asked for */
  tell (world, "d");
  shows ("P|");
  login_world_assert_let_in (world);
  assert_shut_down (world);
}

/* Nothing of it is in the log: what is typed may be a password, and come back. */
static void
test_by_hand (LoginWorld *world, gconstpointer script)
{
  start_with_terminal (world, TRUE);
  shows ("Nconnected|");
  modem_stand_in_say (world->host, "l\xefgi\xee: ");
  shows ("login: ");
  tell (world, "bjo");
  tell (world, "be\r");
  hears ("joe|");
  tell (world, "d");
  tell (world, "bsecret\r");
  hears ("joe|secret|");
  modem_stand_in_say (world->host, "secret\r\n~\xff\x7d#");
  shows ("P|");
  login_world_assert_let_in (world);
  login_world_assert_log (world, "");
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

static void
add_tests (void)
{
  LOGIN_WORLD_SCRIPT ("step", "expect ogin:\nsend $user\n\n expect word:\nsend $password\nsend \"\\pmenu\"", test_step);
  LOGIN_WORLD_SCRIPT ("step/off-the-path",
          "expect never: timeout 0.1\nexpect later:\ngoto end\nsend one\nlabel end\nsend two",
          test_step_off_the_path);
  LOGIN_WORLD_SCRIPT ("step/given-up", "expect never", test_step_given_up);
  LOGIN_WORLD_SCRIPT ("step/left", "expect never", test_step_left);
  LOGIN_WORLD_AUTO ("step", test_step_by_guess);
  LOGIN_WORLD_AUTO ("by-hand", test_by_hand);
  LOGIN_WORLD_AUTO ("terminal-not-read", test_terminal_not_read);
  g_test_add_func ("/core/login/no-socket", test_no_socket);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_tests ();
  return g_test_run ();
}
