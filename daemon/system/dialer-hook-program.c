/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-hook-program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dialer-error.h"

#define GRACE_SECONDS 5 /* from SIGTERM to SIGKILL */

static gboolean
is_program_name (const char *name)
{
  static const char *const put_aside[] = { ".dpkg-old", ".dpkg-dist", ".dpkg-new", ".dpkg-tmp", ".rpmsave", ".rpmnew" };

  for (guint i = 0; i < G_N_ELEMENTS (put_aside); i++)
    if (g_str_has_suffix (name, put_aside[i]))
      return FALSE;
  return *name != '.' && strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-.") == strlen (name);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
dialer_hook_program_list (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new ();
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (is_program_name (name))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare);
  g_ptr_array_add (paths, NULL);
  return (GStrv) g_ptr_array_free (paths, FALSE);
}

static gboolean
belongs_to_root_alone (const char *path, mode_t type)
{
  struct stat status;

  return lstat (path, &status) == 0 && (status.st_mode & S_IFMT) == type && status.st_uid == 0
         && !(status.st_mode & (S_IWGRP | S_IWOTH));
}

gboolean
dialer_hook_program_check (const char *path, GError **error)
{
  g_autofree char *real = realpath (path, NULL);
  gboolean sound = real && belongs_to_root_alone (real, S_IFREG) && access (real, X_OK) == 0;

  for (char *slash = sound ? strrchr (real, '/') : NULL; slash && sound; slash = strrchr (real, '/'))
    {
      *slash = '\0';
      sound = belongs_to_root_alone (*real ? real : "/", S_IFDIR);
    }
  if (!sound)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED,
                 "%s is not run: it must be a program of root's, in folders of root's, where nobody else may write",
                 path);
  return sound;
}

static gboolean
start (const char *path, const char *const *environment, pid_t *pid)
{
  char *const arguments[] = { (char *) path, NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none;
  int result;

  sigemptyset (&none);
  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_addopen (&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawnattr_init (&attributes);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setpgroup (&attributes, 0);
  posix_spawnattr_setsigmask (&attributes, &none);
  result = posix_spawn (pid, path, &actions, &attributes, arguments, (char *const *) environment);
  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&actions);
  errno = result;
  return result == 0;
}

/* Returns: whether it has ended; SIGCHLD is blocked, and so waits for us. */
static gboolean
wait_for (pid_t pid, guint seconds, int *status)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  sigset_t ended;
  pid_t found;

  sigemptyset (&ended);
  sigaddset (&ended, SIGCHLD);
  while ((found = waitpid (pid, status, WNOHANG)) == 0)
    {
      gint64 left = end - g_get_monotonic_time ();
      struct timespec time = { left / G_USEC_PER_SEC, left % G_USEC_PER_SEC * 1000 };

      if (left <= 0)
        return FALSE;
      sigtimedwait (&ended, NULL, &time);
    }
  return found == pid;
}

static void
block_sigchld (void)
{
  sigset_t ended;

  sigemptyset (&ended);
  sigaddset (&ended, SIGCHLD);
  sigprocmask (SIG_BLOCK, &ended, NULL);
}

gboolean
dialer_hook_program_run (const char *path, const char *const *environment, guint seconds, GError **error)
{
  pid_t pid;
  int status = 0;

  block_sigchld ();
  if (!start (path, environment, &pid))
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s can't be run: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (!wait_for (pid, seconds, &status))
    {
      kill (-pid, SIGTERM);
      if (!wait_for (pid, GRACE_SECONDS, &status))
        {
          kill (-pid, SIGKILL);
          waitpid (pid, &status, 0);
        }
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s was ended, it took longer than %u s", path, seconds);
      return FALSE;
    }
  return g_spawn_check_wait_status (status, error) || (g_prefix_error (error, "%s: ", path), FALSE);
}
