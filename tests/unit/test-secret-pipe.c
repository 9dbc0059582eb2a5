/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Secrets through pipes, and the many things that are no pipe or not a good one. */
#include "dialer-secret-pipe.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <libsecret/secret.h>
#include <string.h>
#include <sys/socket.h>

#include "dialer-error.h"
#include "folder-fixture.h"

typedef struct
{
  int read_end;
  int write_end;
  guint descriptors;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  int ends[2];

  fixture->descriptors = folder_count_entries ("/proc/self/fd");
  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  fixture->read_end = ends[0];
  fixture->write_end = ends[1];
}

static void
close_write_end (Fixture *fixture)
{
  if (fixture->write_end >= 0)
    close (fixture->write_end);
  fixture->write_end = -1;
}

/* The read end is the daemon's to close, whatever came through it. */
static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  close_write_end (fixture);
  g_assert_cmpuint (folder_count_entries ("/proc/self/fd"), ==, fixture->descriptors);
}

static void
write_bytes (Fixture *fixture, const char *bytes, gsize length)
{
  g_assert_cmpint (write (fixture->write_end, bytes, length), ==, length);
}

static char *
read_secret (int fd, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dialer_secret_pipe_read_async (fd, NULL, on_result, &result);
  return dialer_secret_pipe_read_finish (wait_for_result (&result), error);
}

static void
assert_read (int fd, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *secret = read_secret (fd, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  secret_password_free (secret);
}

static void
assert_refused (int fd, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_secret (fd, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, word));
}

static void
test_good (Fixture *fixture, gconstpointer unused)
{
  write_bytes (fixture, "p\303\244ss w\xf6rd", 10);
  close_write_end (fixture);
  assert_read (fixture->read_end, "p\303\244ss w\xf6rd");
}

static void
test_longest (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *secret = g_strnfill (DIALER_SECRET_MAX, 'x');

  write_bytes (fixture, secret, DIALER_SECRET_MAX);
  close_write_end (fixture);
  assert_read (fixture->read_end, secret);
}

static void
test_too_long (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *secret = g_strnfill (DIALER_SECRET_MAX + 1, 'x');

  /* The write end stays open: enough has been seen. */
  write_bytes (fixture, secret, DIALER_SECRET_MAX + 1);
  assert_refused (fixture->read_end, "longer than 255 bytes");
}

static void
test_in_pieces (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *secret;

  dialer_secret_pipe_read_async (fixture->read_end, NULL, on_result, &result);
  write_bytes (fixture, "in ", 3);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result);
  write_bytes (fixture, "pieces", 6);
  close_write_end (fixture);
  secret = dialer_secret_pipe_read_finish (wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "in pieces");
  secret_password_free (secret);
}

static void
test_empty (Fixture *fixture, gconstpointer unused)
{
  close_write_end (fixture);
  assert_refused (fixture->read_end, "empty");
}

static void
test_line_end (Fixture *fixture, gconstpointer unused)
{
  write_bytes (fixture, "secret\n", 7);
  close_write_end (fixture);
  assert_refused (fixture->read_end, "line end");
}

static void
test_zero_byte (Fixture *fixture, gconstpointer unused)
{
  write_bytes (fixture, "sec\0ret", 7);
  close_write_end (fixture);
  assert_refused (fixture->read_end, "zero byte");
}

static void
test_no_pipe (Fixture *fixture, gconstpointer unused)
{
  int sockets[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, sockets), ==, 0);
  assert_refused (sockets[0], "pipe");
  close (sockets[1]);
  assert_refused (open ("/dev/zero", O_RDONLY), "pipe");
  assert_refused (open ("/etc/passwd", O_RDONLY), "pipe");
  assert_refused (-1, "pipe");
  assert_refused (dup (fixture->write_end), "pipe");
  close (fixture->read_end);
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dialer_secret_pipe_read_async (fixture->read_end, cancellable, on_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (dialer_secret_pipe_read_finish (wait_for_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The client can make its side of the pipe block again, which must not matter to ours. */
static void
test_never_written (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int shared = dup (fixture->read_end);
  gint64 begun = g_get_monotonic_time ();

  dialer_secret_pipe_read_async (fixture->read_end, NULL, on_result, &result);
  g_assert_cmpint (fcntl (shared, F_SETFL, 0), ==, 0);
  write_bytes (fixture, "half a sec", 10);
  g_assert_null (dialer_secret_pipe_read_finish (wait_for_result (&result), &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - begun, >=, 4900 * 1000);
  close (shared);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_main_context_default ();       /* their descriptors stay, and are no leak */
  g_object_unref (g_task_new (NULL, NULL, NULL, NULL));

#define ADD(name, function) g_test_add ("/system/secret-pipe/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("good", test_good);
  ADD ("longest", test_longest);
  ADD ("too-long", test_too_long);
  ADD ("in-pieces", test_in_pieces);
  ADD ("empty", test_empty);
  ADD ("line-end", test_line_end);
  ADD ("zero-byte", test_zero_byte);
  ADD ("no-pipe", test_no_pipe);
  ADD ("cancelled", test_cancelled);
  ADD ("never-written", test_never_written);
#undef ADD

  return g_test_run ();
}
