/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A socket of packets, a message each. */
#include "dialctl-talk.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define MESSAGE_MAX 4096 /* bytes, see Profile.Dial */

struct _DialctlTalk
{
  int fd;
  int far_end; /* -1 once it is handed over */
  guint read_id;
  gboolean ended;
  DialctlTalkFunc func;
  gpointer user_data;
};

DialctlTalk *
dialctl_talk_new (DialctlTalkFunc func, gpointer user_data, GError **error)
{
  DialctlTalk *self;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "no socket can be made: %s",
                   g_strerror (errno));
      return NULL;
    }
  self = g_new0 (DialctlTalk, 1);
  self->fd = ends[0];
  self->far_end = ends[1];
  self->func = func;
  self->user_data = user_data;
  return self;
}

void
dialctl_talk_free (DialctlTalk *self)
{
  g_clear_handle_id (&self->read_id, g_source_remove);
  close (self->fd);
  if (self->far_end >= 0)
    close (self->far_end);
  g_free (self);
}

GUnixFDList *
dialctl_talk_hand_over (DialctlTalk *self)
{
  int fd = self->far_end;

  g_return_val_if_fail (fd >= 0, NULL);
  self->far_end = -1;
  return g_unix_fd_list_new_from_array (&fd, 1); /* takes fd */
}

/* Returns: whether there was one, or the end. */
static gboolean
take_message (DialctlTalk *self)
{
  char packet[MESSAGE_MAX + 1];
  ssize_t length;

  if (self->ended)
    return FALSE;
  length = recv (self->fd, packet, MESSAGE_MAX, MSG_DONTWAIT);
  if (length < 0 && (errno == EAGAIN || errno == EINTR))
    return FALSE;
  self->ended = length <= 0;
  packet[MAX (length, 0)] = '\0';
  if (self->ended)
    self->func ('\0', "", 0, self->user_data);
  else
    self->func (packet[0], packet + 1, (gsize) length - 1, self->user_data);
  return TRUE;
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  DialctlTalk *self = data;

  take_message (self);
  if (!self->ended)
    return G_SOURCE_CONTINUE;
  self->read_id = 0;
  return G_SOURCE_REMOVE;
}

void
dialctl_talk_set_listening (DialctlTalk *self, gboolean listening)
{
  if (!listening)
    g_clear_handle_id (&self->read_id, g_source_remove);
  else if (self->read_id == 0 && !self->ended)
    self->read_id = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, on_readable, self);
}

gboolean
dialctl_talk_has_ended (DialctlTalk *self)
{
  return self->ended;
}

void
dialctl_talk_drain (DialctlTalk *self)
{
  while (take_message (self))
    continue;
}

static gboolean
send_message (DialctlTalk *self, char kind, const char *text, gsize length)
{
  struct iovec parts[] = { { &kind, 1 }, { (char *) text, length } };
  struct msghdr message = { .msg_iov = parts, .msg_iovlen = G_N_ELEMENTS (parts) };
  ssize_t sent;

  do
    sent = sendmsg (self->fd, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent >= 0;
}

void
dialctl_talk_send (DialctlTalk *self, char kind, const char *text, gsize length)
{
  gsize sent = 0;

  do
    {
      gsize part = MIN (length - sent, MESSAGE_MAX - 1);

      if (!send_message (self, kind, text + sent, part))
        return;
      sent += part;
    }
  while (sent < length);
}
