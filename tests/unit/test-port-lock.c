/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* UUCP lock files. */
#include "dialer-port-lock.h"

#include <glib/gstdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-port-check.h"

#define DEVICE "/dev/ttyTEST0"
#define FILE_NAME "LCK..ttyTEST0"

typedef struct
{
  char *folder;
  char *path;
  int owner; /* as the last lock told */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("dialer-lock-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, FILE_NAME, NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;
  return n;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* fails if anything else was left behind */
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
write_lock (Fixture *fixture, int pid)
{
  g_autofree char *text = g_strdup_printf ("%10d\n", pid);

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static void
assert_busy (Fixture *fixture, const char *what)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dialer_port_lock_new (fixture->folder, DEVICE, &fixture->owner, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, what));
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static void
assert_taken_over (Fixture *fixture)
{
  g_autofree char *expected = g_strdup_printf ("%10d\n", (int) getpid ());
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerPortLock) lock = dialer_port_lock_new (fixture->folder, DEVICE, &fixture->owner, &error);

  g_assert_no_error (error);
  g_assert_nonnull (lock);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  GStatBuf st;
  g_autoptr (DialerPortLock) lock = dialer_port_lock_new (fixture->folder, DEVICE, &fixture->owner, NULL);

  g_assert_nonnull (lock);
  g_assert_cmpint (g_stat (fixture->path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0644);
  g_assert_cmpint (st.st_size, ==, 11);
  g_clear_pointer (&lock, dialer_port_lock_free);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
  assert_taken_over (fixture);
}

static void
test_slashes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "LCK..pts_7", NULL);
  g_autoptr (DialerPortLock) lock = dialer_port_lock_new (fixture->folder, "/dev/pts/7", &fixture->owner, NULL);

  g_assert_nonnull (lock);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_live (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pid = g_strdup_printf ("process %d", (int) getppid ());

  write_lock (fixture, getppid ());
  assert_busy (fixture, pid);
  g_assert_cmpint (fixture->owner, ==, getppid ());
}

static pid_t
get_dead_process (void)
{
  pid_t pid = fork ();

  if (pid == 0)
    _exit (0);
  g_assert_cmpint (waitpid (pid, NULL, 0), ==, pid);
  return pid;
}

static void
test_dead (Fixture *fixture, gconstpointer data)
{
  write_lock (fixture, get_dead_process ());
  assert_taken_over (fixture);
}

static void
test_sweep (Fixture *fixture, gconstpointer data)
{
  write_lock (fixture, getppid ());
  dialer_port_lock_sweep (fixture->folder, DEVICE);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_unlink (fixture->path);
  write_lock (fixture, get_dead_process ());
  dialer_port_lock_sweep (fixture->folder, DEVICE);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* After a restart of a container a daemon may have the number of the one before it. */
static void
test_find_owner (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nobody = dialer_port_lock_find_owner (fixture->folder, DEVICE);
  g_autofree char *expected = dialer_port_describe_process (getppid ());
  g_autofree char *living = NULL;
  g_autofree char *dead = NULL;
  g_autofree char *unknown = NULL;

  write_lock (fixture, getppid ());
  living = dialer_port_lock_find_owner (fixture->folder, DEVICE);
  write_lock (fixture, get_dead_process ());
  dead = dialer_port_lock_find_owner (fixture->folder, DEVICE);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  unknown = dialer_port_lock_find_owner (fixture->folder, DEVICE);
  g_assert_null (nobody);
  g_assert_cmpstr (living, ==, expected);
  g_assert_null (dead);
  g_assert_cmpstr (unknown, ==, fixture->path);
}

static void
test_own_number (Fixture *fixture, gconstpointer data)
{
  write_lock (fixture, getpid ());
  assert_taken_over (fixture);
}

static void
test_own_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DialerPortLock) lock = dialer_port_lock_new (fixture->folder, DEVICE, &fixture->owner, NULL);

  g_assert_nonnull (lock);
  assert_busy (fixture, "in use by");
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_busy (fixture, FILE_NAME);
  g_assert_true (g_file_set_contents (fixture->path, "no number", -1, NULL));
  assert_busy (fixture, FILE_NAME);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (symlink ("/dev/zero", fixture->path), ==, 0);
  assert_busy (fixture, FILE_NAME);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  DialerPortLock *lock = dialer_port_lock_new (fixture->folder, DEVICE, &fixture->owner, NULL);

  g_assert_nonnull (lock);
  g_unlink (fixture->path);
  write_lock (fixture, getppid ());
  dialer_port_lock_free (lock);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;
  int owner;
  g_autoptr (DialerPortLock) lock = dialer_port_lock_new ("/nonexistent/lock", DEVICE, &owner, &error);

  g_assert_no_error (error);
  g_assert_nonnull (lock);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/system/port-lock/writes-and-removes-its-file", test_file);
  add ("/system/port-lock/slashes-become-underscores", test_slashes);
  add ("/system/port-lock/live-process-keeps-its-lock", test_live);
  add ("/system/port-lock/dead-process-loses-its-lock", test_dead);
  add ("/system/port-lock/sweep-leaves-the-living-alone", test_sweep);
  add ("/system/port-lock/looks-and-changes-nothing", test_find_owner);
  add ("/system/port-lock/former-process-of-our-number-loses-its-lock", test_own_number);
  add ("/system/port-lock/we-lock-only-once", test_own_lock);
  add ("/system/port-lock/file-without-number-counts-as-lock", test_unreadable);
  add ("/system/port-lock/links-are-not-followed", test_link);
  add ("/system/port-lock/another-ones-file-is-not-removed", test_replaced);
  g_test_add_func ("/system/port-lock/no-folder-no-locks", test_no_folder);
  return g_test_run ();
}
