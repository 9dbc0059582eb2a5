/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whose a packet is, by the kernel's tables. */
#include "dialer-socket-table.h"

#define HEAD "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref\n"
#define REST " 00000000:00000000 00:00000000 00000000  1000        0 "

/* As the kernel of this machine would write an address in the network's byte order. */
static char *
write_address (const char *address)
{
  return g_strdup_printf ("%08X", GUINT32_TO_BE (dialer_packet_parse_address (address)));
}

static char *
write_line (const char *local, guint local_port, const char *remote, guint remote_port, guint inode)
{
  g_autofree char *here = write_address (local), *there = write_address (remote);

  return g_strdup_printf ("  123: %s:%04X %s:%04X 07" REST "%u 2 0000000000000000 0\n", here, local_port, there,
                          remote_port, inode);
}

static const DialerPacket query = { .protocol = 17, .source = 0xc0000008, .destination = 0xc6336435,
                                    .source_port = 40000, .destination_port = 53 };

static void
test_connected (void)
{
  g_autofree char *other = write_line ("192.0.0.8", 40001, "198.51.100.53", 53, 7);
  g_autofree char *ours = write_line ("192.0.0.8", 40000, "198.51.100.53", 53, 4711);
  g_autofree char *text = g_strconcat (HEAD, other, ours, NULL);

  g_assert_cmpuint (dialer_socket_table_find (text, &query), ==, 4711);
  g_assert_cmpuint (dialer_socket_table_find (HEAD, &query), ==, 0);
  g_assert_cmpuint (dialer_socket_table_find ("", &query), ==, 0);
  g_assert_cmpuint (dialer_socket_table_find ("0: : :\n1: 1:1 1:1 0 0 0 0 0 0 9\n", &query), ==, 0);
}

static void
test_unbound (void)
{
  g_autofree char *other = write_line ("0.0.0.0", 40000, "203.0.113.1", 53, 7);
  g_autofree char *ours = write_line ("0.0.0.0", 40000, "0.0.0.0", 0, 4711);
  g_autofree char *text = g_strconcat (HEAD, other, ours, NULL);

  g_assert_cmpuint (dialer_socket_table_find (text, &query), ==, 4711);
}

static void
test_ip6 (void)
{
  g_autofree char *here = write_address ("192.0.0.8"), *there = write_address ("198.51.100.53");
  g_autofree char *mapped = write_address ("0.0.255.255");
  g_autofree char *text
    = g_strdup_printf (HEAD "   1: 0000000000000000%s%s:9C40 0000000000000000%s%s:0035 07" REST "4711 2 0 0\n", mapped,
                       here, mapped, there);

  g_assert_cmpuint (dialer_socket_table_find (text, &query), ==, 4711);
}

/* Two programs that have an echo each on its way have a raw socket each. */
static void
test_raw (void)
{
  DialerPacket echo = { .protocol = 1, .source = query.source, .destination = query.destination, .source_port = 7 };
  g_autofree char *one = write_line ("0.0.0.0", 1, "0.0.0.0", 0, 4711);
  g_autofree char *two = write_line ("0.0.0.0", 1, "0.0.0.0", 0, 4712);
  g_autofree char *both = g_strconcat (one, two, NULL);

  g_assert_cmpuint (dialer_socket_table_find (one, &echo), ==, 4711);
  g_assert_cmpuint (dialer_socket_table_find (both, &echo), ==, 0);
}

static void
test_names (void)
{
  DialerPacket packet = { .protocol = 1 };

  g_assert_cmpstr (dialer_socket_table_get_name (&query, 0), ==, "udp");
  g_assert_cmpstr (dialer_socket_table_get_name (&query, 1), ==, "udp6");
  g_assert_null (dialer_socket_table_get_name (&query, 2));
  g_assert_cmpstr (dialer_socket_table_get_name (&packet, 1), ==, "raw");
  packet.protocol = 47;
  g_assert_cmpstr (dialer_socket_table_get_name (&packet, 0), ==, "raw");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/socket-table/connected", test_connected);
  g_test_add_func ("/model/socket-table/unbound", test_unbound);
  g_test_add_func ("/model/socket-table/ip6", test_ip6);
  g_test_add_func ("/model/socket-table/raw", test_raw);
  g_test_add_func ("/model/socket-table/names", test_names);
  return g_test_run ();
}
