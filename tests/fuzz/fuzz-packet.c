/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever programs send, what is told of it stays within it; and a changed sender, changed back, changes nothing. */
#include "dialer-packet-queue.h"

#include <string.h>

#include "fuzz-target.h"

#define OTHER 0xc6336442 /* 198.51.100.66 */

static void
check_texts (const DialerPacket *packet)
{
  g_autofree char *protocol = dialer_packet_get_protocol_name (packet);
  g_autofree char *address = dialer_packet_format_address (packet->destination);

  g_assert_true (*protocol != '\0');
  g_assert_cmpuint (dialer_packet_parse_address (address), ==, packet->destination);
}

static void
check_source (const DialerPacket *packet, const uint8_t *data, size_t size)
{
  g_autofree uint8_t *bytes = g_memdup2 (data, size);
  DialerPacket changed;

  dialer_packet_set_source (bytes, size, OTHER);
  g_assert_true (dialer_packet_parse (&changed, bytes, size));
  g_assert_cmpuint (changed.source, ==, OTHER);
  g_assert_cmpuint (changed.destination, ==, packet->destination);
  g_assert_cmpuint (changed.protocol, ==, packet->protocol);
}

static void
check_queue (const DialerPacket *packet, const uint8_t *data, size_t size)
{
  DialerPacketQueue *queue = dialer_packet_queue_new ();
  g_autoptr (GPtrArray) taken = NULL;

  dialer_packet_queue_add (queue, data, size, 0);
  taken = dialer_packet_queue_take (queue, packet->source, packet->source, 1);
  g_assert_cmpuint (taken->len, ==, packet->protocol == 6 ? 0 : 1);
  dialer_packet_queue_free (queue);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree uint8_t *exact = size ? g_memdup2 (data, size) : NULL; /* so that a byte too far is seen */
  DialerPacket packet;

  if (exact == NULL || !dialer_packet_parse (&packet, exact, size))
    return 0;
  check_texts (&packet);
  check_source (&packet, exact, size);
  check_queue (&packet, exact, size);
  return 0;
}
