/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packets that wait for a line: what they tell, which cross, and from whom they then come. */
#include "dialer-packet-queue.h"

#include <string.h>

#include "dialer-trigger.h"

#define OURS 0xc0000008  /* 192.0.0.8 */
#define GIVEN 0xc633644d /* 198.51.100.77 */
#define SERVER 0xc6336435 /* 198.51.100.53 */
#define SECOND ((gint64) G_USEC_PER_SEC)

/* From 192.0.0.8 port 4660 to 198.51.100.53 port 53, with "abc"; its checksums are made by add_checksums(). */
static const guint8 udp[] = {
  0x45, 0, 0, 31, 0x12, 0x34, 0, 0, 64, 17, 0, 0, 192, 0, 0, 8, 198, 51, 100, 53,
  0x12, 0x34, 0, 53, 0, 11, 0, 0, 'a', 'b', 'c',
};
/* To port 80 there, without options. */
static const guint8 tcp[] = {
  0x45, 0, 0, 40, 0, 1, 0x40, 0, 64, 6, 0, 0, 192, 0, 0, 8, 198, 51, 100, 53,
  0x80, 0, 0, 80, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 2, 0xff, 0xff, 0, 0, 0, 0,
};
/* An echo with identifier 7. */
static const guint8 icmp[] = {
  0x45, 0, 0, 28, 0, 1, 0x40, 0, 64, 1, 0, 0, 192, 0, 0, 8, 198, 51, 100, 53, 8, 0, 0xf7, 0xf7, 0, 7, 0, 1,
};

/* RFC 1071. */
static guint32
add_up (const guint8 *bytes, gsize length, guint32 sum)
{
  for (gsize i = 0; i < length; i++)
    sum += i % 2 ? bytes[i] : (guint32) bytes[i] << 8;
  return sum;
}

static guint16
fold (guint32 sum)
{
  while (sum >> 16)
    sum = (sum & 0xffff) + (sum >> 16);
  return (guint16) ~sum;
}

/* Returns: 0 when the checksum of the payload, which counts in the pseudo-header of RFC 768 and 9293, is right. */
static guint16
sum_payload (const guint8 *bytes, gsize length)
{
  return fold (add_up (bytes + 20, length - 20, add_up (bytes + 12, 8, bytes[9] + (guint32) length - 20)));
}

static guint8 *
make (const guint8 *bytes, gsize length)
{
  guint8 *made = g_memdup2 (bytes, length);
  gsize place = made[9] == 6 ? 36 : 26;
  guint16 sum = fold (add_up (made, 20, 0));

  made[10] = (guint8) (sum >> 8);
  made[11] = (guint8) sum;
  if (made[9] == 1)
    return made;
  sum = sum_payload (made, length);
  made[place] = (guint8) (sum >> 8);
  made[place + 1] = (guint8) sum;
  return made;
}

static void
test_parse (void)
{
  DialerPacket packet;
  g_autofree char *name = NULL, *address = NULL;

  g_assert_true (dialer_packet_parse (&packet, udp, sizeof udp));
  g_assert_cmpuint (packet.source, ==, OURS);
  g_assert_cmpuint (packet.destination, ==, SERVER);
  g_assert_cmpuint (packet.source_port, ==, 0x1234);
  g_assert_cmpuint (packet.destination_port, ==, 53);
  name = dialer_packet_get_protocol_name (&packet);
  g_assert_cmpstr (name, ==, "udp");
  address = dialer_packet_format_address (packet.destination);
  g_assert_cmpstr (address, ==, "198.51.100.53");

  g_assert_true (dialer_packet_parse (&packet, icmp, sizeof icmp));
  g_assert_cmpuint (packet.source_port, ==, 7);
  g_assert_cmpuint (packet.destination_port, ==, 0);
}

static void
test_no_packet (void)
{
  guint8 bytes[sizeof udp];
  DialerPacket packet;

  for (gsize length = 0; length < sizeof udp; length++)
    g_assert_false (dialer_packet_parse (&packet, udp, length));
  memcpy (bytes, udp, sizeof udp);
  bytes[0] = 0x65; /* IPv6 */
  g_assert_false (dialer_packet_parse (&packet, bytes, sizeof bytes));
  bytes[0] = 0x44; /* a header of 16 bytes */
  g_assert_false (dialer_packet_parse (&packet, bytes, sizeof bytes));
  bytes[0] = 0x4f; /* one that is longer than the packet */
  g_assert_false (dialer_packet_parse (&packet, bytes, sizeof bytes));
}

static void
test_no_ports (void)
{
  guint8 bytes[sizeof udp];
  DialerPacket packet;

  memcpy (bytes, udp, sizeof udp);
  bytes[7] = 1; /* not the first fragment */
  g_assert_true (dialer_packet_parse (&packet, bytes, sizeof bytes));
  g_assert_cmpuint (packet.destination_port, ==, 0);
  memcpy (bytes, udp, sizeof udp);
  bytes[3] = 23; /* it ends within the ports */
  g_assert_true (dialer_packet_parse (&packet, bytes, sizeof bytes));
  g_assert_cmpuint (packet.destination_port, ==, 0);
}

static void
test_for_one (void)
{
  static const struct
  {
    const char *destination;
    gboolean one;
  } cases[] = {
    { "198.51.100.53", TRUE }, { "10.1.2.3", TRUE },     { "223.255.255.255", TRUE }, { "224.0.0.251", FALSE },
    { "255.255.255.255", FALSE }, { "169.254.1.1", FALSE }, { "127.0.0.1", FALSE },      { "0.0.0.0", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DialerPacket packet = { .destination = dialer_packet_parse_address (cases[i].destination) };

      g_assert_cmpint (dialer_packet_is_for_one (&packet), ==, cases[i].one);
    }
}

static void
test_address (void)
{
  static const char *const none[] = { NULL, "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.x", "1.2.3.-1" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpuint (dialer_packet_parse_address (none[i]), ==, 0);
  g_assert_cmpuint (dialer_packet_parse_address ("192.0.0.8"), ==, OURS);
}

static void
check_source (const guint8 *bytes, gsize length)
{
  g_autofree guint8 *made = make (bytes, length);
  DialerPacket packet;

  dialer_packet_set_source (made, length, GIVEN);
  g_assert_true (dialer_packet_parse (&packet, made, length));
  g_assert_cmpuint (packet.source, ==, GIVEN);
  g_assert_cmpuint (fold (add_up (made, 20, 0)), ==, 0);
  if (packet.protocol != 1)
    g_assert_cmpuint (sum_payload (made, length), ==, 0);
  else
    g_assert_cmpmem (made + 20, length - 20, bytes + 20, length - 20);
}

static void
test_source (void)
{
  g_autofree guint8 *unsummed = g_memdup2 (udp, sizeof udp);

  check_source (udp, sizeof udp);
  check_source (tcp, sizeof tcp);
  check_source (icmp, sizeof icmp);
  /* RFC 768: none stays none. */
  dialer_packet_set_source (unsummed, sizeof udp, GIVEN);
  g_assert_cmpuint (unsummed[26] | unsummed[27], ==, 0);
}

static guint
count_taken (DialerPacketQueue *queue, guint32 from, guint32 to, gint64 now)
{
  g_autoptr (GPtrArray) taken = dialer_packet_queue_take (queue, from, to, now);

  for (guint i = 0; i < taken->len; i++)
    {
      GByteArray *bytes = taken->pdata[i];
      DialerPacket packet;

      g_assert_true (dialer_packet_parse (&packet, bytes->data, bytes->len));
      g_assert_cmpuint (packet.source, ==, to);
    }
  return taken->len;
}

static void
test_what_crosses (void)
{
  DialerPacketQueue *queue = dialer_packet_queue_new ();

  dialer_packet_queue_add (queue, udp, sizeof udp, 0);
  dialer_packet_queue_add (queue, icmp, sizeof icmp, 0);
  dialer_packet_queue_add (queue, tcp, sizeof tcp, 0); /* finds its new address by itself */
  g_assert_cmpuint (count_taken (queue, OURS, GIVEN, 1), ==, 2);
  g_assert_cmpuint (count_taken (queue, OURS, GIVEN, 1), ==, 0);

  dialer_packet_queue_add (queue, udp, sizeof udp, 0); /* somebody else's */
  g_assert_cmpuint (count_taken (queue, SERVER, GIVEN, 1), ==, 0);
  dialer_packet_queue_free (queue);
}

static void
test_bounds (void)
{
  DialerPacketQueue *queue = dialer_packet_queue_new ();

  dialer_packet_queue_add (queue, icmp, sizeof icmp, 0);
  for (guint i = 0; i < 2 * DIALER_PACKET_QUEUE_MAX; i++)
    dialer_packet_queue_add (queue, udp, sizeof udp, SECOND);
  g_assert_cmpuint (count_taken (queue, OURS, GIVEN, SECOND), ==, DIALER_PACKET_QUEUE_MAX);

  dialer_packet_queue_add (queue, udp, sizeof udp, 0);
  dialer_packet_queue_add (queue, udp, sizeof udp, SECOND);
  g_assert_cmpuint (count_taken (queue, OURS, GIVEN, DIALER_PACKET_QUEUE_AGE + SECOND), ==, 1);

  dialer_packet_queue_add (queue, udp, sizeof udp, 0);
  dialer_packet_queue_clear (queue);
  g_assert_cmpuint (count_taken (queue, OURS, GIVEN, 0), ==, 0);
  dialer_packet_queue_free (queue);
}

static void
test_trigger (void)
{
  g_autoptr (DialerTrigger) name = dialer_trigger_new ("udp", "192.0.2.53", 53, "dig (process 812)");
  g_autoptr (DialerTrigger) echo = dialer_trigger_new ("icmp", "192.0.2.1", 0, NULL);
  g_autofree char *text = dialer_trigger_describe (name), *other = dialer_trigger_describe (echo);

  g_assert_cmpstr (text, ==, "udp to 192.0.2.53 port 53 from dig (process 812)");
  g_assert_cmpstr (other, ==, "icmp to 192.0.2.1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/model/packet/" name, function)
  ADD ("parse", test_parse);
  ADD ("no-packet", test_no_packet);
  ADD ("no-ports", test_no_ports);
  ADD ("for-one", test_for_one);
  ADD ("address", test_address);
  ADD ("source", test_source);
  ADD ("what-crosses", test_what_crosses);
  ADD ("bounds", test_bounds);
  ADD ("trigger", test_trigger);
#undef ADD
  return g_test_run ();
}
