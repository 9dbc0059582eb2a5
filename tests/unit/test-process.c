/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Only the very process that was meant is ever ended. */
#include "dialer-process.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "folder-fixture.h"

#define PATIENCE_MS 200
#define NAME "sleep"

static GPid
start (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static GPid
start_sleep (void)
{
  return start ((const char *const[]){ NAME, "1000", NULL });
}

/* Returns: the signal by which it ended. */
static int
reap (GPid pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  return WTERMSIG (status);
}

static gboolean
end (const char *identity, const char *program)
{
  g_autoptr (GAsyncResult) result = NULL;

  dialer_process_end_async (identity, program, PATIENCE_MS, on_result, &result);
  return dialer_process_end_finish (wait_for_result (&result));
}

static void
test_ended (void)
{
  GPid pid = start_sleep ();
  g_autofree char *identity = dialer_process_identify (pid);

  g_assert_true (dialer_process_exists (identity, NAME));
  g_assert_true (end (identity, NAME));
  g_assert_cmpint (reap (pid), ==, SIGTERM);
  g_assert_false (dialer_process_exists (identity, NAME));
  g_assert_true (end (identity, NAME));
  g_assert_null (dialer_process_identify (pid));
}

/* As a pppd, which has a handler for SIGTERM, that is stopped. */
static void
test_killed (void)
{
  GPid pid = start ((const char *const[]){ "sh", "-c", "trap : TERM; kill -STOP $$; sleep 1000", NULL });
  g_autofree char *identity = dialer_process_identify (pid);

  g_assert_cmpint (waitpid (pid, NULL, WUNTRACED), ==, pid);
  g_assert_true (end (identity, "sh"));
  g_assert_cmpint (reap (pid), ==, SIGKILL);
}

static void
test_others (void)
{
  GPid pid = start_sleep ();
  g_autofree char *identity = dialer_process_identify (pid);
  g_auto (GStrv) parts = g_strsplit (identity, " ", 3);
  g_autofree char *earlier = g_strdup_printf ("%s %s %s", parts[0], "1", parts[2]);
  g_autofree char *other_boot = g_strdup_printf ("%s %s %s", parts[0], parts[1], "another");
  const char *const others[] = { earlier, other_boot, parts[0], "", "-1", "0" };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_false (dialer_process_exists (others[i], NAME));
      g_assert_true (end (others[i], NAME));
    }
  g_assert_false (dialer_process_exists (identity, "pppd"));
  g_assert_true (end (identity, "pppd"));
  g_assert_true (dialer_process_exists (identity, NAME));
  kill (pid, SIGKILL);
  reap (pid);
}

/* proc(5) puts the name in brackets, whatever is in it. */
static void
test_odd_name (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "a) (b c", NULL);
  g_autofree char *program = g_find_program_in_path (NAME);
  g_autofree char *identity = NULL;
  GPid pid;

  g_assert_cmpint (symlink (program, path), ==, 0);
  pid = start ((const char *const[]){ path, "1000", NULL });
  identity = dialer_process_identify (pid);
  g_assert_true (dialer_process_exists (identity, "a) (b c"));
  g_assert_true (end (identity, "a) (b c"));
  g_assert_cmpint (reap (pid), ==, SIGTERM);
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/process/ended", test_ended);
  g_test_add_func ("/system/process/killed", test_killed);
  g_test_add_func ("/system/process/others", test_others);
  g_test_add_func ("/system/process/odd-name", test_odd_name);
  return g_test_run ();
}
