/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* CLIENT and CLIENTSERVER, the words of the null-modem "modem" of Windows. */
#include "dialer-handshake.h"

#include <string.h>

#include "dialer-error.h"

#define CALL "CLIENT"
#define ANSWER "SERVER"       /* the end of either answer */
#define PPP_START "~\xff"     /* flag and address of a frame (RFC 1662 3.1) */
#define REPEAT_MS 2000        /* a host that did not listen yet has not heard the first one */

typedef struct
{
  DialerSerialPort *port;
  char heard[sizeof ANSWER - 1]; /* the last bytes */
  gulong received_id;
  gulong gone_id;
  GSource *repeat;
  GSource *time_limit;
  GSource *cancelled;
} Handshake;

static void
clear_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* From now on nothing happens any more. */
static void
stop (Handshake *self)
{
  clear_source (&self->repeat);
  clear_source (&self->time_limit);
  clear_source (&self->cancelled);
  g_clear_signal_handler (&self->received_id, self->port);
  g_clear_signal_handler (&self->gone_id, self->port);
  dialer_serial_port_set_reading (self->port, FALSE);
  dialer_serial_port_set_chunk (self->port, 0);
}

static void
handshake_free (gpointer data)
{
  Handshake *self = data;

  g_object_unref (self->port);
  g_free (self);
}

/* Takes the reference that the handshake has to its task. */
static void
fail (GTask *task, GQuark domain, int code, const char *message)
{
  stop (g_task_get_task_data (task));
  g_task_return_new_error (task, domain, code, "%s", message);
  g_object_unref (task);
}

static void
succeed (GTask *task)
{
  stop (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
has_heard (Handshake *self, const char *word)
{
  gsize length = strlen (word);

  return memcmp (self->heard + sizeof self->heard - length, word, length) == 0;
}

static void
on_received (DialerSerialPort *port, GBytes *bytes, gpointer user_data)
{
  GTask *task = user_data;
  Handshake *self = g_task_get_task_data (task);
  const char *byte = g_bytes_get_data (bytes, NULL); /* one: see set_chunk() below */

  memmove (self->heard, self->heard + 1, sizeof self->heard - 1);
  self->heard[sizeof self->heard - 1] = *byte;
  if (has_heard (self, ANSWER) || has_heard (self, PPP_START))
    succeed (task);
}

static void
on_gone (DialerSerialPort *port, const char *message, gpointer user_data)
{
  fail (user_data, DIALER_ERROR, DIALER_ERROR_FAILED, message);
}

static gboolean
on_repeat (gpointer user_data)
{
  Handshake *self = g_task_get_task_data (user_data);

  dialer_serial_port_write (self->port, CALL, strlen (CALL));
  return G_SOURCE_CONTINUE;
}

static gboolean
on_late (gpointer user_data)
{
  fail (user_data, DIALER_ERROR, DIALER_ERROR_TIMED_OUT,
        "no CLIENTSERVER came in answer to CLIENT: the other computer is to accept a direct connection, "
        "at the same line.speed");
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  fail (user_data, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the handshake was cancelled");
  return G_SOURCE_REMOVE;
}

/* No reference: the source goes before the task does. */
static GSource *
attach (GTask *task, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, task, NULL);
  g_source_attach (source, g_task_get_context (task));
  return source;
}

gboolean
dialer_handshake_is_wanted (DialerSettings *settings)
{
  return g_str_equal (dialer_settings_get (settings, "line.handshake"), "windows");
}

void
dialer_handshake_async (DialerSerialPort *port, DialerSettings *settings, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Handshake *self = g_new0 (Handshake, 1);
  guint seconds = dialer_settings_get_uint (settings, "login.timeout");

  self->port = g_object_ref (port);
  g_task_set_task_data (task, self, handshake_free);
  self->received_id = g_signal_connect (port, "received", G_CALLBACK (on_received), task);
  self->gone_id = g_signal_connect (port, "gone", G_CALLBACK (on_gone), task);
  self->repeat = attach (task, g_timeout_source_new (REPEAT_MS), on_repeat);
  self->time_limit = attach (task, g_timeout_source_new_seconds (seconds), on_late);
  if (cancellable)
    self->cancelled = attach (task, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled));
  dialer_serial_port_set_chunk (port, 1); /* what is behind the answer is not ours */
  dialer_serial_port_write (port, CALL, strlen (CALL)); /* it may emit "gone", and be the end */
}

gboolean
dialer_handshake_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
