/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Messages between the daemon and its plugin in pppd, there and back, and what is no message. */
#include "dialer-channel-message.h"

#include <glib.h>
#include <string.h>

static void
test_round_trip (void)
{
  static const struct
  {
    DialerMessageType type;
    unsigned n_fields;
    const char *fields[DIALER_CHANNEL_FIELDS];
  } rows[] = {
    { DIALER_MESSAGE_HELLO, 1, { "2.4.9" } },
    { DIALER_MESSAGE_LINE_WANTED, 0, { NULL } },
    { DIALER_MESSAGE_PHASE, 1, { "8" } },
    { DIALER_MESSAGE_AUTH_RESULT, 2, { "failed", "Gr\xc3\xbc\xc3\x9f Gott: E=691 R=0" } },
    { DIALER_MESSAGE_PEER_TERMINATES, 1, { "" } },
    { DIALER_MESSAGE_IP4_UP, 5, { "ppp0", "192.0.2.7", "192.0.2.1", "", "192.0.2.54" } },
    { DIALER_MESSAGE_STATISTICS, 2, { "18446744073709551615", "0" } },
    { DIALER_MESSAGE_SECRET, 1, { "s e\tc\xffret" } },
    { DIALER_MESSAGE_NO_SECRET, 8, { "1", "2", "3", "4", "5", "6", "7", "" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint8 bytes[DIALER_CHANNEL_MAX];
      size_t length = dialer_channel_message_format (bytes, rows[i].type, rows[i].fields, rows[i].n_fields);
      DialerChannelMessage message;

      g_assert_true (dialer_channel_message_parse (&message, bytes, length));
      g_assert_cmpint (message.type, ==, rows[i].type);
      g_assert_cmpuint (message.n_fields, ==, rows[i].n_fields);
      for (guint j = 0; j < DIALER_CHANNEL_FIELDS; j++)
        g_assert_cmpstr (message.fields[j], ==, j < rows[i].n_fields ? rows[i].fields[j] : "");
    }
}

/* So that a daemon and a plugin of one version understand each other whoever compiled them. */
static void
test_bytes (void)
{
  static const char *const fields[] = { "ok", "" };
  static const guint8 expected[] = { 1, DIALER_MESSAGE_AUTH_RESULT, 'o', 'k', 0, 0 };
  guint8 bytes[DIALER_CHANNEL_MAX];
  size_t length = dialer_channel_message_format (bytes, DIALER_MESSAGE_AUTH_RESULT, fields, 2);

  g_assert_cmpmem (bytes, length, expected, sizeof expected);
}

static void
test_hostile (void)
{
#define PACKET(bytes) { bytes, sizeof bytes - 1 }
  static const struct
  {
    const char *bytes;
    size_t length;
  } packets[] = {
    PACKET (""),
    PACKET ("\1"),
    PACKET ("\0\1"),                 /* no version */
    PACKET ("\2\1x\0"),              /* another version */
    PACKET ("\xff\1x\0"),            /* another version */
    PACKET ("\1\0x\0"),              /* no type */
    PACKET ("\1\15x\0"),             /* one more than the plugin knows */
    PACKET ("\1\77x\0"),             /* one before the daemon's */
    PACKET ("\1\103x\0"),            /* one after them */
    PACKET ("\1\377x\0"),
    PACKET ("\1\1x"),                /* a field without its end */
    PACKET ("\1\1x\0y"),             /* likewise, the second */
    PACKET ("\1\1\0\0\0\0\0\0\0\0\0"), /* nine fields */
  };
#undef PACKET
  DialerChannelMessage message;

  for (guint i = 0; i < G_N_ELEMENTS (packets); i++)
    {
      /* A copy of its own, so that a sanitizer sees a step too far. */
      g_autofree guint8 *bytes = g_memdup2 (packets[i].bytes, packets[i].length);

      g_test_message ("packet %u", i);
      g_assert_false (dialer_channel_message_parse (&message, bytes, packets[i].length));
      for (guint j = 0; j < DIALER_CHANNEL_FIELDS; j++)
        g_assert_nonnull (message.fields[j]);
    }
}

static void
test_length (void)
{
  guint8 bytes[DIALER_CHANNEL_MAX + 1] = { DIALER_CHANNEL_VERSION, DIALER_MESSAGE_HELLO };
  DialerChannelMessage message;

  memset (bytes + 2, 'x', sizeof bytes - 2);
  bytes[DIALER_CHANNEL_MAX - 1] = '\0';
  g_assert_true (dialer_channel_message_parse (&message, bytes, DIALER_CHANNEL_MAX));
  g_assert_cmpuint (strlen (message.fields[0]), ==, DIALER_CHANNEL_MAX - 3);
  bytes[DIALER_CHANNEL_MAX] = '\0';
  g_assert_false (dialer_channel_message_parse (&message, bytes, DIALER_CHANNEL_MAX + 1));
}

static void
test_too_long_is_cut (void)
{
  g_autofree char *much = g_strnfill (3 * DIALER_CHANNEL_MAX, 'x');
  const char *fields[] = { "first", much, "last" };
  guint8 bytes[DIALER_CHANNEL_MAX + 8];
  DialerChannelMessage message;
  size_t length;

  memset (bytes, 0xaa, sizeof bytes);
  length = dialer_channel_message_format (bytes, DIALER_MESSAGE_AUTH_RESULT, fields, 3);
  g_assert_cmpuint (length, ==, DIALER_CHANNEL_MAX);
  for (guint i = DIALER_CHANNEL_MAX; i < sizeof bytes; i++)
    g_assert_cmphex (bytes[i], ==, 0xaa);
  g_assert_true (dialer_channel_message_parse (&message, bytes, length));
  g_assert_cmpuint (message.n_fields, ==, 2);
  g_assert_cmpstr (message.fields[0], ==, "first");
  g_assert_true (g_str_has_prefix (much, message.fields[1]));
}

/* pppd.h's numbers: the plugin passes them on as they are. */
static void
test_phases (void)
{
  g_assert_cmpint (DIALER_PPP_PHASE_ESTABLISH, ==, 4);
  g_assert_cmpint (DIALER_PPP_PHASE_AUTHENTICATE, ==, 5);
  g_assert_cmpint (DIALER_PPP_PHASE_NETWORK, ==, 7);
  g_assert_cmpint (DIALER_PPP_PHASE_RUNNING, ==, 8);
  g_assert_cmpint (DIALER_PPP_PHASE_TERMINATE, ==, 9);
  g_assert_cmpint (DIALER_PPP_PHASE_MASTER, ==, 12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/channel-message/round-trip", test_round_trip);
  g_test_add_func ("/model/channel-message/bytes", test_bytes);
  g_test_add_func ("/model/channel-message/hostile", test_hostile);
  g_test_add_func ("/model/channel-message/length", test_length);
  g_test_add_func ("/model/channel-message/too-long-is-cut", test_too_long_is_cut);
  g_test_add_func ("/model/channel-message/phases", test_phases);
  return g_test_run ();
}
