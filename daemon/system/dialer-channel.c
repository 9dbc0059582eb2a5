/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A SOCK_SEQPACKET socket in the main loop. */
#include "dialer-channel.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dialer-config.h"

struct _DialerChannel
{
  GObject parent_instance;

  int fd;
  guint source;
};

enum
{
  MESSAGE,
  BROKEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerChannel, dialer_channel, G_TYPE_OBJECT)

static void
refuse (DialerChannel *self, const char *version)
{
  g_autofree char *why = version ? g_strdup_printf ("the plugin in pppd is of dialer %s, this is %s: restart dialerd",
                                                    *version ? version : "before 0.1", DIALER_VERSION)
                                 : g_strdup ("the plugin in pppd does not speak as this dialerd does: restart dialerd");

  dialer_channel_close (self);
  g_signal_emit (self, signals[BROKEN], 0, why);
}

/* After an upgrade a daemon that was not restarted finds the new plugin. */
static gboolean
is_foreign (const DialerChannelMessage *message)
{
  return message->type == DIALER_MESSAGE_HELLO && !g_str_equal (message->fields[1], DIALER_VERSION);
}

/* One packet; FALSE when there is none now. */
static gboolean
receive (DialerChannel *self)
{
  guint8 bytes[DIALER_CHANNEL_MAX];
  DialerChannelMessage message;
  ssize_t length = self->fd < 0 ? -1 : recv (self->fd, bytes, sizeof bytes, MSG_DONTWAIT | MSG_TRUNC);

  if (length < 0)
    return FALSE;
  if (length == 0)
    {
      dialer_channel_close (self);
      return FALSE;
    }
  if (!dialer_channel_message_parse (&message, bytes, length) || is_foreign (&message))
    {
      refuse (self, message.type == DIALER_MESSAGE_HELLO ? message.fields[1] : NULL);
      return FALSE;
    }
  g_signal_emit (self, signals[MESSAGE], 0, &message);
  return TRUE;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr (DialerChannel) self = g_object_ref (user_data);

  receive (self);
  return self->source != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
dialer_channel_dispose (GObject *object)
{
  dialer_channel_close (DIALER_CHANNEL (object));
  G_OBJECT_CLASS (dialer_channel_parent_class)->dispose (object);
}

static void
dialer_channel_class_init (DialerChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_channel_dispose;

  signals[MESSAGE] = g_signal_new ("message", DIALER_TYPE_CHANNEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_POINTER);
  signals[BROKEN] = g_signal_new ("broken", DIALER_TYPE_CHANNEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_STRING);
}

static void
dialer_channel_init (DialerChannel *self)
{
  self->fd = -1;
}

DialerChannel *
dialer_channel_new (int *other, GError **error)
{
  g_autoptr (DialerChannel) self = g_object_new (DIALER_TYPE_CHANNEL, NULL);
  int fds[2];

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "no channel to pppd: %s", g_strerror (errno));
      return NULL;
    }
  self->fd = fds[0];
  *other = fds[1];
  self->source = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP, on_readable, self);
  return g_steal_pointer (&self);
}

void
dialer_channel_send (DialerChannel *self, DialerMessageType type, const char *field)
{
  guint8 bytes[DIALER_CHANNEL_MAX];
  gsize length = dialer_channel_message_format (bytes, type, &field, field ? 1 : 0);

  if (self->fd >= 0)
    (void) !send (self->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  explicit_bzero (bytes, sizeof bytes);
}

void
dialer_channel_drain (DialerChannel *self)
{
  while (receive (self))
    ;
}

void
dialer_channel_close (DialerChannel *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}
