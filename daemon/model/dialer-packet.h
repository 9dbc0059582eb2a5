/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an IPv4 packet on its way out tells of itself (RFC 791), and the change of who has sent it. */
#pragma once

#include <glib.h>

/**
 * DialerPacket:
 * @protocol: as in its header, such as 17 for UDP
 * @source: address, in the host's byte order
 * @destination: likewise
 * @source_port: 0 where there is none, as in a fragment behind the first; of an ICMP echo its identifier
 * @destination_port: 0 where there is none
 */
typedef struct
{
  guint8 protocol;
  guint32 source;
  guint32 destination;
  guint16 source_port;
  guint16 destination_port;
} DialerPacket;

/**
 * dialer_packet_parse:
 * @bytes: from the first of its header on
 *
 * Returns: whether it is a whole IPv4 packet; if not, @self is not set
 */
gboolean dialer_packet_parse (DialerPacket *self, const guint8 *bytes, gsize length);

/**
 * dialer_packet_is_for_one:
 *
 * Returns: whether it is for one host that may be far away: not for a group, for all hosts of a network, for this
 *   host, or for a link without a router (RFC 6890); such are sent to every interface, and no reason to dial
 */
gboolean dialer_packet_is_for_one (const DialerPacket *self);

/** dialer_packet_get_protocol_name: Returns: (transfer full): such as "udp", or the number */
char *dialer_packet_get_protocol_name (const DialerPacket *self);

/** dialer_packet_format_address: Returns: (transfer full): such as "192.0.2.1" */
char *dialer_packet_format_address (guint32 address);

/** dialer_packet_parse_address: Returns: the address, in the host's byte order; 0 if @text (nullable) is none */
guint32 dialer_packet_parse_address (const char *text);

/**
 * dialer_packet_set_source:
 * @bytes: what dialer_packet_parse() takes for a packet
 *
 * Gives it another sender, and has its checksums go with that (RFC 1624): that of the header, and those of TCP, UDP,
 * UDP-Lite and DCCP, which count the address in; ICMP's does not.
 */
void dialer_packet_set_source (guint8 *bytes, gsize length, guint32 source);
