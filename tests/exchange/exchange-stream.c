/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Non-blocking reads and queued writes. */
#include "exchange-stream.h"

#include <errno.h>
#include <glib-unix.h>
#include <unistd.h>

#define QUEUE_MAX (1024 * 1024)

struct _ExchangeStream
{
  int fd;
  ExchangeReceived received;
  gpointer owner;
  guint in, out;
  GByteArray *queue;
};

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  ExchangeStream *self = user_data;
  guint8 bytes[4096];
  ssize_t length = read (fd, bytes, sizeof bytes);

  if (length < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (length > 0)
    {
      self->received (self->owner, bytes, length); /* may free the stream */
      return G_SOURCE_CONTINUE;
    }
  self->in = 0;
  self->received (self->owner, NULL, 0);
  return G_SOURCE_REMOVE;
}

/* As much as it takes now. */
static void
flush (ExchangeStream *self)
{
  while (self->queue->len)
    {
      ssize_t written = write (self->fd, self->queue->data, self->queue->len);

      if (written <= 0)
        break;
      g_byte_array_remove_range (self->queue, 0, written);
    }
}

static gboolean
on_writable (int fd, GIOCondition condition, gpointer user_data)
{
  ExchangeStream *self = user_data;

  flush (self);
  if (self->queue->len && !(condition & (G_IO_ERR | G_IO_HUP)))
    return G_SOURCE_CONTINUE;
  self->out = 0;
  return G_SOURCE_REMOVE;
}

ExchangeStream *
exchange_stream_new (int fd, ExchangeReceived received, gpointer owner)
{
  ExchangeStream *self = g_new0 (ExchangeStream, 1);

  g_unix_set_fd_nonblocking (fd, TRUE, NULL);
  self->fd = fd;
  self->received = received;
  self->owner = owner;
  self->queue = g_byte_array_new ();
  self->in = g_unix_fd_add (fd, G_IO_IN | G_IO_HUP, on_readable, self);
  return self;
}

void
exchange_stream_hold (ExchangeStream *self, gboolean hold)
{
  if (hold)
    g_clear_handle_id (&self->in, g_source_remove);
  else if (self->in == 0)
    self->in = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP, on_readable, self);
}

void
exchange_stream_free (ExchangeStream *self)
{
  g_clear_handle_id (&self->in, g_source_remove);
  g_clear_handle_id (&self->out, g_source_remove);
  g_byte_array_unref (self->queue);
  close (self->fd);
  g_free (self);
}

void
exchange_stream_write (ExchangeStream *self, const void *bytes, gsize length)
{
  if (self->queue->len + length > QUEUE_MAX)
    return;
  g_byte_array_append (self->queue, bytes, length);
  flush (self);
  if (self->queue->len && self->out == 0)
    self->out = g_unix_fd_add (self->fd, G_IO_OUT, on_writable, self);
}
