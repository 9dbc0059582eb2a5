/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The plugin's end of the channel, when what comes is not what a daemon of its version sends. */
#include "dialer-pppd-channel.h"

#include <glib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int daemon_end = -1;
static int stop;

static void
set_up (gpointer *unused, gconstpointer data)
{
  int fds[2];

  stop = 0;
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds), ==, 0);
  daemon_end = fds[0];
  dialer_channel_set_fd (fds[1]);
}

static void
tear_down (gpointer *unused, gconstpointer data)
{
  if (daemon_end >= 0)
    close (daemon_end);
}

static gboolean
receive (const void *bytes, size_t length, DialerChannelMessage *message)
{
  static uint8_t inbox[DIALER_CHANNEL_MAX];

  memset (inbox, 0xaa, sizeof inbox);
  g_assert_cmpint (send (daemon_end, bytes, length, 0), ==, length);
  return dialer_channel_receive (message, inbox, 5000, &stop);
}

static void
test_message (gpointer *unused, gconstpointer data)
{
  static const char secret[] = "\1\101s3cret"; /* with the NUL behind */
  DialerChannelMessage message;

  g_assert_true (receive (secret, sizeof secret, &message));
  g_assert_cmpint (message.type, ==, DIALER_MESSAGE_SECRET);
  g_assert_cmpuint (message.n_fields, ==, 1);
  g_assert_cmpstr (message.fields[0], ==, "s3cret");
}

static void
test_refused (gpointer *unused, gconstpointer data)
{
#define PACKET(bytes) { bytes, sizeof bytes - 1 }
  static const struct
  {
    const char *bytes;
    size_t length;
  } packets[] = {
    PACKET ("\1"),             /* truncated: no type */
    PACKET ("\1\101s3cret"),   /* truncated: no end of the field */
    PACKET ("\2\101s3cret\0"), /* another version */
    PACKET ("\1\120s3cret\0"), /* unknown type */
  };
#undef PACKET
  DialerChannelMessage message;

  for (guint i = 0; i < G_N_ELEMENTS (packets); i++)
    g_assert_false (receive (packets[i].bytes, packets[i].length, &message));
}

/* Two fields: the plugin takes no secret of which a part would be missing. */
static void
test_embedded_nul (gpointer *unused, gconstpointer data)
{
  static const char secret[] = "\1\101s3\0cret";
  DialerChannelMessage message;

  g_assert_true (receive (secret, sizeof secret, &message));
  g_assert_cmpuint (message.n_fields, ==, 2);
}

/* Cut at the end of the room it would look whole. */
static void
test_oversized (gpointer *unused, gconstpointer data)
{
  uint8_t bytes[DIALER_CHANNEL_MAX + 1] = { DIALER_CHANNEL_VERSION, DIALER_MESSAGE_SECRET };
  DialerChannelMessage message;

  memset (bytes + 2, 'x', sizeof bytes - 2);
  bytes[DIALER_CHANNEL_MAX - 1] = '\0';
  bytes[DIALER_CHANNEL_MAX] = '\0';
  g_assert_true (receive (bytes, DIALER_CHANNEL_MAX, &message));
  g_assert_false (receive (bytes, DIALER_CHANNEL_MAX + 1, &message));
}

static void
test_daemon_gone (gpointer *unused, gconstpointer data)
{
  uint8_t inbox[DIALER_CHANNEL_MAX];
  DialerChannelMessage message;

  g_assert_false (dialer_channel_is_dead ());
  close (daemon_end);
  daemon_end = -1;
  g_assert_true (dialer_channel_is_dead ());
  g_assert_false (dialer_channel_receive (&message, inbox, -1, &stop));
}

static void
add (const char *path, void (*test) (gpointer *, gconstpointer))
{
  g_test_add (path, gpointer, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/pppd-plugin/channel/message", test_message);
  add ("/pppd-plugin/channel/refused", test_refused);
  add ("/pppd-plugin/channel/embedded-nul", test_embedded_nul);
  add ("/pppd-plugin/channel/oversized", test_oversized);
  add ("/pppd-plugin/channel/daemon-gone", test_daemon_gone);
  return g_test_run ();
}
