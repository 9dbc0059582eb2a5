/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* By a descriptor of the process, so that no signal can hit another. */
#include "dialer-process.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BOOT_ID "/proc/sys/kernel/random/boot_id"
#define NAME_MAX_IN_STAT 15 /* TASK_COMM_LEN - 1 */
#define START_TIME 22       /* the field of proc(5), which counts from 1 */

typedef struct
{
  int fd;
  guint source; /* its end */
  guint timer;
  gboolean killed;
} Ending;

static void
ending_free (gpointer data)
{
  Ending *self = data;

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

static gboolean
read_stat (GPid pid, char **text)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pid);

  return pid > 0 && g_file_get_contents (path, text, NULL, NULL);
}

/* The name stands in brackets, and may have brackets and blanks in it. */
static const char *
find_start_time (const char *stat)
{
  const char *rest = strrchr (stat, ')');

  for (guint field = 2; rest && field < START_TIME; field++)
    rest = strchr (rest + 1, ' ');
  return rest ? rest + 1 : "";
}

static gboolean
has_name (const char *stat, const char *program)
{
  g_autofree char *name = g_strdup_printf (" (%.*s) ", NAME_MAX_IN_STAT, program);

  return strstr (stat, name) != NULL;
}

char *
dialer_process_identify (GPid pid)
{
  g_autofree char *boot = NULL, *stat = NULL;

  if (!read_stat (pid, &stat) || !g_file_get_contents (BOOT_ID, &boot, NULL, NULL))
    return NULL;
  return g_strdup_printf ("%d %" G_GUINT64_FORMAT " %s", (int) pid,
                          g_ascii_strtoull (find_start_time (stat), NULL, 10), g_strchomp (boot));
}

/* Returns: a descriptor of the process, -1 if it is not there. */
static int
find (const char *identity, const char *program)
{
  GPid pid = (GPid) g_ascii_strtoll (identity, NULL, 10);
  int fd = pid > 0 ? (int) syscall (SYS_pidfd_open, pid, 0) : -1;
  /* Only now, while the number can't become another's unnoticed. */
  g_autofree char *there = fd < 0 ? NULL : dialer_process_identify (pid);
  g_autofree char *stat = NULL;

  if (there && g_str_equal (there, identity) && read_stat (pid, &stat) && has_name (stat, program))
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

gboolean
dialer_process_exists (const char *identity, const char *program)
{
  int fd = find (identity, program);

  if (fd >= 0)
    close (fd);
  return fd >= 0;
}

static void
send_signal (Ending *self, int number)
{
  (void) !syscall (SYS_pidfd_send_signal, self->fd, number, NULL, 0);
}

static void
finish (GTask *task, gboolean gone)
{
  Ending *self = g_task_get_task_data (task);

  self->source = 0;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_task_return_boolean (task, gone);
  g_object_unref (task);
}

static gboolean
on_gone (int fd, GIOCondition condition, gpointer user_data)
{
  finish (user_data, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
on_late (gpointer user_data)
{
  GTask *task = user_data;
  Ending *self = g_task_get_task_data (task);

  if (!self->killed)
    {
      self->killed = TRUE;
      send_signal (self, SIGKILL);
      return G_SOURCE_CONTINUE;
    }
  self->timer = 0;
  g_source_remove (self->source);
  finish (task, FALSE);
  return G_SOURCE_REMOVE;
}

void
dialer_process_end_async (const char *identity, const char *program, guint patience_ms, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Ending *self = g_new0 (Ending, 1);

  self->fd = find (identity, program);
  g_task_set_task_data (task, self, ending_free);
  if (self->fd < 0)
    {
      finish (task, TRUE);
      return;
    }
  /* These have the reference to the task. */
  self->source = g_unix_fd_add (self->fd, G_IO_IN, on_gone, task);
  self->timer = g_timeout_add (patience_ms, on_late, task);
  send_signal (self, SIGTERM);
}

gboolean
dialer_process_end_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
