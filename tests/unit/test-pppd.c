/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A run of pppd from its start to its end; a stand-in does what each test tells it. */
#include "dialer-pppd.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "dialer-config.h"
#include "dialer-error.h"

#define EURO "\xe2\x82\xac"

typedef struct
{
  DialerPppd *pppd;
  GString *said; /* of each message its name and first field, as "phase:8 " */
  const char *secret;
  guint exits;
  int status;
} Run;

static const char *
get_name (DialerMessageType type)
{
  if (type == DIALER_MESSAGE_HELLO)
    return "hello";
  if (type == DIALER_MESSAGE_LINE_WANTED)
    return "line-wanted";
  if (type == DIALER_MESSAGE_PHASE)
    return "phase";
  if (type == DIALER_MESSAGE_SECRET_WANTED)
    return "secret-wanted";
  return type == DIALER_MESSAGE_AUTH_RESULT ? "auth-result" : "another";
}

static void
on_message (DialerPppd *pppd, const DialerChannelMessage *message, gpointer user_data)
{
  Run *run = user_data;

  g_assert_cmpuint (run->exits, ==, 0);
  g_string_append_printf (run->said, "%s:%s ", get_name (message->type), message->fields[0]);
  if (message->type == DIALER_MESSAGE_LINE_WANTED)
    dialer_pppd_take_line (pppd);
  else if (message->type == DIALER_MESSAGE_SECRET_WANTED)
    dialer_pppd_answer_secret (pppd, run->secret);
}

static void
on_exited (DialerPppd *pppd, int status, gpointer user_data)
{
  Run *run = user_data;

  run->exits++;
  run->status = status;
}

static DialerPppd *
start (const char *program, const char *words, GError **error)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autofree char *options = g_strconcat ("stand-in ", words, NULL);

  g_assert_true (dialer_settings_set (settings, "ppp.options", options, NULL));
  return dialer_pppd_start (program, "/nowhere/dialer-pppd.so", settings, "/dev/null", TRUE, error);
}

static void
run_begin (Run *run, const char *words)
{
  g_autoptr (GError) error = NULL;

  run->said = g_string_new (NULL);
  run->pppd = start (PPPD_STAND_IN, words, &error);
  g_assert_no_error (error);
  g_signal_connect (run->pppd, "message", G_CALLBACK (on_message), run);
  g_signal_connect (run->pppd, "exited", G_CALLBACK (on_exited), run);
}

static void
run_end (Run *run)
{
  while (run->exits == 0)
    g_main_context_iteration (NULL, TRUE);
  /* Whatever is still on its way: "exited" comes once. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (run->exits, ==, 1);
  g_assert_cmpint (dialer_pppd_get_pid (run->pppd), ==, 0);
}

static void
run_clear (Run *run)
{
  g_assert_finalize_object (run->pppd);
  g_string_free (run->said, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
test_statuses (void)
{
  /* All of pppd(8), EXIT STATUS, and one of nobody's. */
  for (int status = 0; status <= 22; status++)
    {
      g_auto (Run) run = { 0 };
      g_autofree char *words = g_strdup_printf ("exit %d", status);

      run_begin (&run, words);
      run_end (&run);
      g_assert_cmpint (run.status, ==, status);
      g_assert_null (dialer_pppd_get_last_words (run.pppd));
    }
}

static void
test_killed_from_outside (void)
{
  static const int numbers[] = { SIGKILL, SIGTERM, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_auto (Run) run = { 0 };
      g_autofree char *words = g_strdup_printf ("raise %d", numbers[i]);

      run_begin (&run, words);
      run_end (&run);
      g_assert_cmpint (run.status, ==, -numbers[i]);
    }
}

static void
test_cannot_start (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (start ("/nowhere/pppd", "exit 0", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "/nowhere/pppd"));
}

static void
test_last_words (void)
{
  static const struct
  {
    const char *words;
    const char *last;
  } rows[] = {
    { "say one", "one" },
    { "say one say two warn 'three  ' exit 1", "three" },
    { "say one say '' say '   '", "one" },
    { "say one say 'pppd version 2.4.9' say 'Usage: pppd' say '  local' say 'See pppd(8) for more'", "one" },
    { "say one warn Exit.", "one" },
    { "say one print 636166e9 say two", "two" },
    { "print 636166e9", "caf\xef\xbf\xbd" },
    { "print 6f6e650074776f", "one" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Run) run = { 0 };

      g_test_message ("%s", rows[i].words);
      run_begin (&run, rows[i].words);
      run_end (&run);
      g_assert_cmpstr (dialer_pppd_get_last_words (run.pppd), ==, rows[i].last);
    }
}

/* They cross the bus: bounded, and text wherever they are cut. */
static void
test_long_words (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_auto (Run) run = { 0 };
      g_autofree char *ascii = g_strnfill (500 + i, 'x');
      g_autofree char *words = g_strdup_printf ("say %s" EURO EURO EURO EURO EURO, ascii);

      run_begin (&run, words);
      run_end (&run);
      g_assert_cmpuint (strlen (dialer_pppd_get_last_words (run.pppd)), >=, 500);
      g_assert_cmpuint (strlen (dialer_pppd_get_last_words (run.pppd)), <=, 520);
      g_assert_true (g_utf8_validate (dialer_pppd_get_last_words (run.pppd), -1, NULL));
    }
}

/* More than pipe and socket hold, and an end right behind it. */
static void
test_messages_before_exit (void)
{
  g_auto (Run) run = { 0 };
  GString *expected = g_string_new (NULL);

  for (int i = 0; i < 2000; i++)
    g_string_append_printf (expected, "phase:%d ", i);
  run_begin (&run, "send-phases 2000 exit 16");
  run_end (&run);
  g_assert_cmpstr (run.said->str, ==, expected->str);
  g_assert_cmpint (run.status, ==, 16);
  g_string_free (expected, TRUE);
}

static void
test_line (void)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, "want-line now send-phases 1 exit 5");
  g_assert_cmpint (dialer_pppd_get_pid (run.pppd), >, 0);
  run_end (&run);
  g_assert_cmpstr (run.said->str, ==, "line-wanted: phase:0 ");
  g_assert_cmpint (run.status, ==, 5);
}

static void
test_line_before_it_is_wanted (void)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, "say loading send-phases 1 want-line now exit 5");
  dialer_pppd_take_line (run.pppd);
  run_end (&run);
  g_assert_cmpint (run.status, ==, 5);
}

static void
test_secrets (void)
{
  static const struct
  {
    const char *secret;
    const char *said;
  } rows[] = {
    { "hunter2", "secret-wanted:name auth-result:hunter2 " },
    { "two w\xc3\xb6rds ", "secret-wanted:name auth-result:two w\xc3\xb6rds  " },
    { NULL, "secret-wanted:name auth-result: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Run) run = { .secret = rows[i].secret };

      run_begin (&run, "want-secret name exit 0");
      run_end (&run);
      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpstr (run.said->str, ==, rows[i].said);
    }
}

/* A program that is not our pppd with our plugin is not left alone with the line. */
static void
test_no_message (void)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, "send-phases 1 send-raw hello wait 'for ever'");
  run_end (&run);
  g_assert_cmpint (run.status, ==, -SIGKILL);
  g_assert_cmpstr (run.said->str, ==, "phase:0 ");
  g_assert_nonnull (strstr (dialer_pppd_get_last_words (run.pppd), "restart dialerd"));
}

/* After an upgrade the old daemon finds the new plugin. */
static void
test_other_version (void)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, "hello 0.0.9 warn 'something else' wait 'for ever'");
  run_end (&run);
  g_assert_cmpint (run.status, ==, -SIGKILL);
  g_assert_cmpstr (run.said->str, ==, "");
  g_assert_nonnull (strstr (dialer_pppd_get_last_words (run.pppd), "is of dialer 0.0.9, this is " DIALER_VERSION));
}

static void
wait_until_ready (Run *run)
{
  while (strstr (run->said->str, "ready") == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_stop (void)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, "exit-on-term 5");
  wait_until_ready (&run);
  dialer_pppd_stop (run.pppd);
  dialer_pppd_stop (run.pppd);
  run_end (&run);
  g_assert_cmpint (run.status, ==, 5);
  dialer_pppd_stop (run.pppd);
  dialer_pppd_kill (run.pppd);
}

static void
test_kill (void)
{
  g_auto (Run) run = { 0 };

  run_begin (&run, "exit-on-term 5");
  wait_until_ready (&run);
  dialer_pppd_kill (run.pppd);
  dialer_pppd_stop (run.pppd);
  run_end (&run);
  g_assert_cmpint (run.status, ==, -SIGKILL);
}

/* A script that lives on with pppd's output does not hold up the end of the call. */
static void
test_output_held_open (void)
{
  g_auto (Run) run = { 0 };
  gint64 start_us = g_get_monotonic_time ();

  run_begin (&run, "say last hold-output 5 exit 3");
  run_end (&run);
  g_assert_cmpint (run.status, ==, 3);
  g_assert_cmpstr (dialer_pppd_get_last_words (run.pppd), ==, "last");
  g_assert_cmpint (g_get_monotonic_time () - start_us, <, 4 * G_USEC_PER_SEC);
}

static void
test_nothing_is_inherited (void)
{
  g_auto (Run) environment = { 0 }, descriptors = { 0 };
  int fd = fcntl (STDOUT_FILENO, F_DUPFD, 10);

  g_assert_cmpint (fd, >=, 10);
  g_setenv ("DIALER_TEST_SECRET", "hunter2", TRUE);
  run_begin (&environment, "tell-environment now");
  run_end (&environment);
  g_assert_cmpstr (dialer_pppd_get_last_words (environment.pppd), ==,
                   "PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C");
  run_begin (&descriptors, "tell-descriptors now");
  run_end (&descriptors);
  g_assert_cmpstr (dialer_pppd_get_last_words (descriptors.pppd), ==, "0 1 2 3");
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/pppd/statuses", test_statuses);
  g_test_add_func ("/system/pppd/killed-from-outside", test_killed_from_outside);
  g_test_add_func ("/system/pppd/cannot-start", test_cannot_start);
  g_test_add_func ("/system/pppd/last-words", test_last_words);
  g_test_add_func ("/system/pppd/long-words", test_long_words);
  g_test_add_func ("/system/pppd/messages-before-exit", test_messages_before_exit);
  g_test_add_func ("/system/pppd/line", test_line);
  g_test_add_func ("/system/pppd/line-before-it-is-wanted", test_line_before_it_is_wanted);
  g_test_add_func ("/system/pppd/secrets", test_secrets);
  g_test_add_func ("/system/pppd/no-message", test_no_message);
  g_test_add_func ("/system/pppd/other-version", test_other_version);
  g_test_add_func ("/system/pppd/stop", test_stop);
  g_test_add_func ("/system/pppd/kill", test_kill);
  g_test_add_func ("/system/pppd/output-held-open", test_output_held_open);
  g_test_add_func ("/system/pppd/nothing-is-inherited", test_nothing_is_inherited);
  return g_test_run ();
}
