/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The socket, and its use as a guard. */
#include "dialer-pppd-channel.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

/* pppd loads us once, and gives its hooks no place for data of ours. */
static int channel = -1;

void
dialer_channel_set_fd (int fd)
{
  channel = fd;
  fcntl (fd, F_SETFD, FD_CLOEXEC);
}

void
dialer_channel_send (DialerMessageType type, unsigned n_fields, const char *const *fields)
{
  uint8_t bytes[DIALER_CHANNEL_MAX];
  size_t length = dialer_channel_message_format (bytes, type, fields, n_fields);

  (void) !send (channel, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
}

bool
dialer_channel_receive (DialerChannelMessage *message, uint8_t *bytes, int timeout_ms, const volatile int *stop)
{
  struct pollfd wait = { .fd = channel, .events = POLLIN };
  ssize_t length;
  int ready;

  do
    ready = *stop ? 0 : poll (&wait, 1, timeout_ms);
  while (ready < 0 && errno == EINTR);
  if (ready <= 0)
    return false;
  /* With MSG_TRUNC the length is that of the packet, so that one which was cut does not pass for whole. */
  length = recv (channel, bytes, DIALER_CHANNEL_MAX, MSG_TRUNC);
  return length > 0 && length <= DIALER_CHANNEL_MAX && dialer_channel_message_parse (message, bytes, length);
}

void
dialer_channel_guard (void)
{
  struct pollfd now = { .fd = channel, .events = POLLIN };

  fcntl (channel, F_SETOWN, getpid ());
  fcntl (channel, F_SETSIG, SIGTERM);
  fcntl (channel, F_SETFL, fcntl (channel, F_GETFL) | O_ASYNC);
  /* It may have gone before we asked to be told. */
  if (poll (&now, 1, 0) > 0)
    raise (SIGTERM);
}

void
dialer_channel_unguard (void)
{
  fcntl (channel, F_SETFL, fcntl (channel, F_GETFL) & ~O_ASYNC);
}

bool
dialer_channel_is_dead (void)
{
  struct pollfd now = { .fd = channel };

  return poll (&now, 1, 0) > 0 && (now.revents & (POLLHUP | POLLERR)) != 0;
}
