/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions about other processes, and what becomes of them when the helper is not there, or dies. */
#include "dialer-port-user.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define DEVICE "/dev/full" /* which hardly anybody has open */

typedef struct
{
  char *folder;
  char *path;
  int listening;
  const char *says; /* instead of an answer; NULL for the real one */
  gboolean served;
} Helper;

static void
set_up (Helper *helper, gconstpointer says)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  helper->says = says;
  helper->folder = g_dir_make_tmp (NULL, NULL);
  helper->path = g_build_filename (helper->folder, "socket", NULL);
  helper->listening = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_strlcpy (address.sun_path, helper->path, sizeof address.sun_path);
  g_assert_cmpint (bind (helper->listening, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (helper->listening, 1), ==, 0);
}

static void
tear_down (Helper *helper, gconstpointer unused)
{
  close (helper->listening);
  g_unlink (helper->path);
  g_rmdir (helper->folder);
  g_free (helper->path);
  g_free (helper->folder);
}

static gpointer
serve_one (gpointer data)
{
  Helper *helper = data;
  int fd = accept (helper->listening, NULL, NULL);

  if (helper->says)
    helper->served = send (fd, helper->says, strlen (helper->says), MSG_NOSIGNAL) >= 0;
  else
    helper->served = dialer_port_user_serve (fd);
  close (fd);
  return NULL;
}

static gboolean
ask (Helper *helper, const char *question, char **answer, GError **error)
{
  GThread *thread = g_thread_new ("helper", serve_one, helper);
  gboolean answered = dialer_port_user_ask (helper->path, question, answer, error);

  g_thread_join (thread);
  return answered;
}

static void
test_process (Helper *helper, gconstpointer unused)
{
  g_autofree char *number = g_strdup_printf ("%d", (int) getpid ());
  g_autofree char *expected = g_strdup_printf ("test-port-user (process %d)", (int) getpid ());
  g_autofree char *answer = NULL;

  g_assert_true (ask (helper, number, &answer, NULL));
  g_assert_cmpstr (answer, ==, expected);
}

/* Who asks may have the port open himself. */
static void
test_asker_does_not_count (Helper *helper, gconstpointer unused)
{
  int fd = open (DEVICE, O_RDONLY | O_CLOEXEC);
  g_autofree char *answer = NULL;

  g_assert_true (ask (helper, DEVICE, &answer, NULL));
  close (fd);
  g_assert_null (answer);
}

static void
test_no_question (Helper *helper, gconstpointer unused)
{
  g_autofree char *much = g_strnfill (5000, '1');
  const char *questions[] = { "", "tty", "-1", "1x", "99999999999", much };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *answer = NULL;

      g_assert_false (ask (helper, questions[i], &answer, &error));
      g_assert_nonnull (error);
      g_assert_null (answer);
      g_assert_false (helper->served);
    }
}

/* Nobody is an answer too: no answer must not look like it. */
static void
test_no_answer (Helper *helper, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  g_assert_false (ask (helper, DEVICE, &answer, &error));
  g_assert_nonnull (error);
  g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND));
  g_assert_null (answer);
}

static void
test_no_helper (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  g_assert_false (dialer_port_user_ask ("/nonexistent/socket", DEVICE, &answer, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/system/port-user/process", Helper, NULL, set_up, test_process, tear_down);
  g_test_add ("/system/port-user/asker-does-not-count", Helper, NULL, set_up, test_asker_does_not_count, tear_down);
  g_test_add ("/system/port-user/no-question", Helper, NULL, set_up, test_no_question, tear_down);
  g_test_add ("/system/port-user/silent", Helper, "", set_up, test_no_answer, tear_down);
  g_test_add ("/system/port-user/half-an-answer", Helper, "agetty (pro", set_up, test_no_answer, tear_down);
  g_test_add ("/system/port-user/no-text", Helper, "\xff\n", set_up, test_no_answer, tear_down);
  g_test_add_func ("/system/port-user/no-helper", test_no_helper);
  return g_test_run ();
}
