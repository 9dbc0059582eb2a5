/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever the peer sends, what the plugin in pppd tells the daemon of it are messages of printable text. */
#include "dialer-pppd-snoop.h"

#include <string.h>
#include <sys/socket.h>

#include "dialer-pppd-channel.h"
#include "fuzz-target.h"

static int
open_channel (void)
{
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds), ==, 0);
  dialer_channel_set_fd (fds[1]);
  return fds[0];
}

static void
check_message (const uint8_t *bytes, size_t length)
{
  DialerChannelMessage message;

  g_assert_true (dialer_channel_message_parse (&message, bytes, length));
  g_assert_cmpint (message.type, <, DIALER_MESSAGE_LINE_READY);
  for (unsigned i = 0; i < message.n_fields; i++)
    for (const char *c = message.fields[i]; *c; c++)
      g_assert_true (g_ascii_isprint (*c));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static int daemon_end = -1;
  uint8_t bytes[DIALER_CHANNEL_MAX + 1];
  g_autofree uint8_t *frame = size ? g_memdup2 (data, size) : NULL;
  ssize_t length;

  if (daemon_end < 0)
    daemon_end = open_channel ();
  dialer_snoop_received (frame, (int) size);
  while ((length = recv (daemon_end, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
    check_message (bytes, length);
  return 0;
}
