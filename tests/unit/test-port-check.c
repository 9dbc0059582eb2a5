/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who has a device open. */
#include "dialer-port-check.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define DEVICE "/dev/full" /* which hardly anybody has open; what kind of device it is does not matter here */

/* Returns: the id of a process that has DEVICE open. */
static pid_t
start_user (void)
{
  int ready[2];
  char byte;
  pid_t pid;

  g_assert_cmpint (pipe (ready), ==, 0);
  pid = fork ();
  if (pid == 0)
    {
      if (open (DEVICE, O_RDONLY) >= 0 && write (ready[1], "x", 1) == 1)
        pause ();
      _exit (1);
    }
  close (ready[1]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);
  return pid;
}

static void
test_user (void)
{
  pid_t pid = start_user ();
  g_autofree char *expected = g_strdup_printf ("(process %d)", (int) pid);
  g_autofree char *user = dialer_port_find_user (DEVICE);
  g_autofree char *nobody = NULL;

  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  nobody = dialer_port_find_user (DEVICE);
  g_assert_nonnull (user);
  g_assert_nonnull (strstr (user, expected));
  g_assert_cmpstr (nobody, ==, NULL);
}

/* A getty that waits for a carrier has opened nothing yet. */
static void
test_getty (void)
{
  char *argv[] = { (char *) "/sbin/getty", (char *) "-f", (char *) "/dev/null", (char *) "full", NULL };
  pid_t pid = fork ();
  g_autofree char *user = NULL;

  if (pid == 0)
    {
      execv ("/usr/bin/tail", argv);
      _exit (1);
    }
  for (guint tries = 0; user == NULL && tries < 1000; tries++, g_usleep (1000))
    user = dialer_port_find_user (DEVICE);
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  g_assert_nonnull (user);
  g_assert_true (g_str_has_prefix (user, "tail (process "));
}

static void
test_describe (void)
{
  g_autofree char *own = dialer_port_describe_process (getpid ());
  g_autofree char *none = dialer_port_describe_process (0x7fffffff);
  g_autofree char *expected = g_strdup_printf ("test-port-check (process %d)", (int) getpid ());

  g_assert_cmpstr (own, ==, expected);
  g_assert_cmpstr (none, ==, "process 2147483647");
}

static void
test_socket (void)
{
  static const char *const others[] = { "socket:[]", "socket:[1", "socket:[1]x", "socket:[x]", "/dev/full", "12",
                                        "socket:[99999999999999999999]" };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *link = g_file_read_link (path, NULL);
  g_autofree char *expected = g_strdup_printf ("test-port-check (process %d)", (int) getpid ());
  g_autofree char *user = NULL, *nobody = NULL;

  g_assert_true (dialer_port_is_socket (link));
  user = dialer_port_look_for_socket (link);
  close (fd);
  nobody = dialer_port_look_for_socket (link);
  g_assert_cmpstr (user, ==, expected);
  g_assert_cmpstr (nobody, ==, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (dialer_port_is_socket (others[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/port-check/finds-who-has-it-open", test_user);
  g_test_add_func ("/system/port-check/finds-a-getty-that-waits", test_getty);
  g_test_add_func ("/system/port-check/describes-a-process", test_describe);
  g_test_add_func ("/system/port-check/finds-who-has-a-socket", test_socket);
  return g_test_run ();
}
