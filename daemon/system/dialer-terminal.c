/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A socket of packets; one whose other end does not read is closed rather than waited for. */
#include "dialer-terminal.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dialer-error.h"

/* A packet a byte would fill the socket: what comes within this time goes together. */
#define SHOW_MS 20

struct _DialerTerminal
{
  GObject parent_instance;

  int fd; /* -1 once it is closed */
  gboolean by_hand;
  GString *text; /* to be shown */
  guint show_id;
  guint read_id;
  guint deaf_id; /* he takes nothing any more, which is to be told */
};

enum
{
  SAID,
  LEFT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerTerminal, dialer_terminal, G_TYPE_OBJECT)

static void
drop (DialerTerminal *self)
{
  g_clear_handle_id (&self->show_id, g_source_remove);
  g_clear_handle_id (&self->read_id, g_source_remove);
  g_clear_handle_id (&self->deaf_id, g_source_remove);
  if (self->fd >= 0)
    {
      shutdown (self->fd, SHUT_RDWR); /* the message that brought it holds it as well, until that is answered */
      close (self->fd);
    }
  self->fd = -1;
}

static void
leave (DialerTerminal *self)
{
  drop (self);
  g_signal_emit (self, signals[LEFT], 0);
}

static gboolean
on_deaf (gpointer user_data)
{
  g_autoptr (DialerTerminal) self = g_object_ref (user_data);

  self->deaf_id = 0;
  leave (self);
  return G_SOURCE_REMOVE;
}

static void
send_message (DialerTerminal *self, char kind, const char *text, gsize length)
{
  struct iovec parts[] = { { &kind, 1 }, { (char *) text, MIN (length, DIALER_TERMINAL_MAX - 1) } };
  struct msghdr message = { .msg_iov = parts, .msg_iovlen = G_N_ELEMENTS (parts) };

  if (self->fd < 0 || self->deaf_id || sendmsg (self->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0)
    return;
  self->deaf_id = g_idle_add (on_deaf, self); /* not from within our caller */
}

static void
send_text (DialerTerminal *self)
{
  g_clear_handle_id (&self->show_id, g_source_remove);
  if (self->text->len)
    send_message (self, 'T', self->text->str, self->text->len);
  g_string_truncate (self->text, 0);
}

static gboolean
on_show (gpointer user_data)
{
  DialerTerminal *self = user_data;

  self->show_id = 0;
  send_text (self);
  return G_SOURCE_REMOVE;
}

void
dialer_terminal_show (DialerTerminal *self, const char *text, gsize length)
{
  if (self->fd < 0)
    return;
  g_string_append_len (self->text, text, length);
  if (self->text->len >= DIALER_TERMINAL_MAX / 2)
    send_text (self);
  else if (self->show_id == 0)
    self->show_id = g_timeout_add (SHOW_MS, on_show, self);
}

void
dialer_terminal_tell (DialerTerminal *self, char kind, const char *text)
{
  send_text (self);
  send_message (self, kind, text, strlen (text));
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr (DialerTerminal) self = g_object_ref (user_data);
  char packet[DIALER_TERMINAL_MAX];
  ssize_t length = recv (fd, packet, sizeof packet, MSG_DONTWAIT);
  g_autoptr (GBytes) bytes = NULL;

  if (length < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (length <= 0)
    {
      self->read_id = 0;
      leave (self);
      return G_SOURCE_REMOVE;
    }
  bytes = g_bytes_new (packet + 1, length - 1);
  explicit_bzero (packet + 1, length - 1); /* a password may have been typed */
  g_signal_emit (self, signals[SAID], 0, packet[0], bytes);
  return self->read_id ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
dialer_terminal_set_listening (DialerTerminal *self, gboolean listening)
{
  if (!listening)
    g_clear_handle_id (&self->read_id, g_source_remove);
  else if (self->read_id == 0 && self->fd >= 0)
    self->read_id = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
}

void
dialer_terminal_close (DialerTerminal *self)
{
  send_text (self);
  drop (self);
}

gboolean
dialer_terminal_is_by_hand (DialerTerminal *self)
{
  return self->by_hand;
}

gboolean
dialer_terminal_is_open (DialerTerminal *self)
{
  return self->fd >= 0;
}

static void
dialer_terminal_finalize (GObject *object)
{
  DialerTerminal *self = DIALER_TERMINAL (object);

  drop (self);
  g_string_free (self->text, TRUE);
  G_OBJECT_CLASS (dialer_terminal_parent_class)->finalize (object);
}

static void
dialer_terminal_class_init (DialerTerminalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_terminal_finalize;

  signals[SAID] = g_signal_new ("said", DIALER_TYPE_TERMINAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                G_TYPE_CHAR, G_TYPE_BYTES);
  signals[LEFT] = g_signal_new ("left", DIALER_TYPE_TERMINAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dialer_terminal_init (DialerTerminal *self)
{
  self->fd = -1;
  self->text = g_string_new (NULL);
}

/* Anything may have been handed over: a file, a pipe, a listening socket. */
static gboolean
is_packet_socket (int fd)
{
  struct sockaddr_storage address;
  socklen_t address_length = sizeof address;
  int type = 0;
  socklen_t length = sizeof type;

  return getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_SEQPACKET
         && getpeername (fd, (struct sockaddr *) &address, &address_length) == 0 && address.ss_family == AF_UNIX;
}

DialerTerminal *
dialer_terminal_new (int fd, gboolean by_hand, GError **error)
{
  DialerTerminal *self;

  if (!is_packet_socket (fd))
    {
      close (fd);
      g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                           "a terminal is a connected Unix socket of type SOCK_SEQPACKET");
      return NULL;
    }
  self = g_object_new (DIALER_TYPE_TERMINAL, NULL);
  self->fd = fd;
  self->by_hand = by_hand;
  return self;
}
