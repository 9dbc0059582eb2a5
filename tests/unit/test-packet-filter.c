/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which packets count, by libpcap, which pppd brings along. */
#include "dialer-packet-filter.h"

#include "dialer-error.h"

/* From 192.0.0.8 port 4660 to 198.51.100.53 port 53. */
static const guint8 query[] = {
  0x45, 0, 0, 31, 0x12, 0x34, 0, 0, 64, 17, 0, 0, 192, 0, 0, 8, 198, 51, 100, 53,
  0x12, 0x34, 0, 53, 0, 11, 0, 0, 'a', 'b', 'c',
};

static gboolean
matches (const char *expression)
{
  g_autoptr (GError) error = NULL;
  DialerPacketFilter *filter = dialer_packet_filter_new (expression, &error);
  gboolean result;

  g_assert_no_error (error);
  result = dialer_packet_filter_matches (filter, query, sizeof query);
  dialer_packet_filter_free (filter);
  return result;
}

static void
test_matches (void)
{
  g_assert_true (matches ("udp port 53"));
  g_assert_false (matches ("not udp port 53"));
  g_assert_true (matches ("outbound and dst host 198.51.100.53"));
  g_assert_false (matches ("inbound"));
  g_assert_false (matches ("icmp or tcp"));
  g_assert_true (matches (""));
}

static void
test_no_filter (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dialer_packet_filter_new ("not udp porto 53", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/packet-filter/matches", test_matches);
  g_test_add_func ("/system/packet-filter/no-filter", test_no_filter);
  return g_test_run ();
}
