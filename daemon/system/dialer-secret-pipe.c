/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reading from a descriptor that may be anything, and whose other end may do anything. */
#include "dialer-secret-pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <libsecret/secret.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-locked-page.h"

#define TIME_LIMIT_MS 5000

typedef struct
{
  int fd;
  int own[2]; /* a pipe that nobody else has */
  char *page;
  gsize length;
  GSource *readable;
  GSource *time_limit;
  GSource *cancelled;
} PipeRead;

static void
clear_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
close_if_open (int *fd)
{
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
}

/* On every way out; the sources hold the task, which holds this. */
static void
stop_reading (PipeRead *self)
{
  clear_source (&self->readable);
  clear_source (&self->time_limit);
  clear_source (&self->cancelled);
  g_clear_pointer (&self->page, dialer_locked_page_free);
  close_if_open (&self->fd);
  close_if_open (&self->own[0]);
  close_if_open (&self->own[1]);
}

static void
pipe_read_free (gpointer data)
{
  PipeRead *self = data;

  stop_reading (self);
  g_free (self);
}

static void
fail (GTask *task, DialerError code, const char *message)
{
  stop_reading (g_task_get_task_data (task));
  g_task_return_new_error (task, DIALER_ERROR, code, "%s", message);
}

static void
free_secret (gpointer secret)
{
  secret_password_free (secret);
}

static void
return_secret (GTask *task)
{
  PipeRead *self = g_task_get_task_data (task);
  SecretValue *value = secret_value_new (self->page, self->length, "text/plain");
  gsize length;

  stop_reading (self);
  g_task_return_pointer (task, secret_value_unref_to_password (value, &length), free_secret);
}

/* What pppd, libsecret and a person's keyboard can all do. */
static const char *
find_fault (const PipeRead *self)
{
  if (self->length == 0)
    return "the secret is empty";
  if (memchr (self->page, '\0', self->length))
    return "the secret has a zero byte in it";
  if (memchr (self->page, '\n', self->length) || memchr (self->page, '\r', self->length))
    return "the secret has a line end in it";
  return NULL;
}

static void
finish (GTask *task)
{
  const char *fault = find_fault (g_task_get_task_data (task));

  if (fault)
    fail (task, DIALER_ERROR_INVALID_ARGUMENT, fault);
  else
    return_secret (task);
}

/*
 * O_NONBLOCK belongs to what both sides share, so the client could take it away again while we read, and then the
 * daemon would hang for as long as the client likes.  splice() does not wait, whatever the client does; and it needs
 * no right to open the client's pipe anew.
 */
static gssize
read_some (PipeRead *self)
{
  gsize room = DIALER_SECRET_MAX + 1 - self->length;
  gssize n = TEMP_FAILURE_RETRY (splice (self->fd, NULL, self->own[1], NULL, room, SPLICE_F_NONBLOCK));

  return n > 0 ? TEMP_FAILURE_RETRY (read (self->own[0], self->page + self->length, room)) : n;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  GTask *task = user_data;
  PipeRead *self = g_task_get_task_data (task);
  gssize n;

  /* One byte more than may be: that is how too much shows. */
  while (self->length <= DIALER_SECRET_MAX)
    {
      n = read_some (self);
      if (n < 0 && errno == EAGAIN)
        return G_SOURCE_CONTINUE;
      if (n < 0)
        fail (task, DIALER_ERROR_INVALID_ARGUMENT, "the secret's pipe can't be read");
      else if (n == 0)
        finish (task);
      if (n <= 0)
        return G_SOURCE_REMOVE;
      self->length += n;
    }
  fail (task, DIALER_ERROR_INVALID_ARGUMENT,
        "the secret is longer than " G_STRINGIFY (DIALER_SECRET_MAX) " bytes");
  return G_SOURCE_REMOVE;
}

static gboolean
on_time_limit_passed (gpointer user_data)
{
  fail (user_data, DIALER_ERROR_TIMED_OUT, "the secret did not come through its pipe in time");
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  stop_reading (g_task_get_task_data (user_data));
  g_task_return_error_if_cancelled (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
is_read_end (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0
         && S_ISFIFO (status.st_mode)
         && (fcntl (fd, F_GETFL) & O_ACCMODE) == O_RDONLY;
}

static void
start_reading (GTask *task)
{
  PipeRead *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->page = dialer_locked_page_new ();
  self->readable = g_unix_fd_source_new (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_task_attach_source (task, self->readable, G_SOURCE_FUNC (on_readable));
  self->time_limit = g_timeout_source_new (TIME_LIMIT_MS);
  g_task_attach_source (task, self->time_limit, on_time_limit_passed);
  if (cancellable)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, self->cancelled, G_SOURCE_FUNC (on_cancelled));
    }
}

void
dialer_secret_pipe_read_async (int fd, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PipeRead *self = g_new0 (PipeRead, 1);

  g_task_set_source_tag (task, dialer_secret_pipe_read_async);
  g_task_set_task_data (task, self, pipe_read_free);
  self->fd = fd;
  self->own[0] = self->own[1] = -1;
  if (!is_read_end (fd) || pipe2 (self->own, O_NONBLOCK | O_CLOEXEC) < 0)
    fail (task, DIALER_ERROR_INVALID_ARGUMENT,
          "a secret comes through the read end of a pipe, which this is not");
  else
    start_reading (task);
}

char *
dialer_secret_pipe_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_secret_pipe_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
