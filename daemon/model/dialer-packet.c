/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every offset is held against the packet's length before it is read. */
#include "dialer-packet.h"

#include <string.h>

#define HEADER_MIN 20
#define OFFSET_PROTOCOL 9
#define OFFSET_CHECKSUM 10
#define OFFSET_SOURCE 12
#define OFFSET_DESTINATION 16
#define ICMP_ECHO 8
#define ICMP_OFFSET_IDENTIFIER 4

enum
{
  ICMP = 1,
  TCP = 6,
  UDP = 17,
  DCCP = 33,
  SCTP = 132,
  UDP_LITE = 136,
};

/* IANA, Protocol Numbers: those that a person may have heard of. */
static const struct
{
  guint8 number;
  const char *name;
} protocols[] = {
  { ICMP, "icmp" }, { 2, "igmp" },  { TCP, "tcp" }, { UDP, "udp" },   { DCCP, "dccp" },
  { 47, "gre" },    { 50, "esp" },  { 51, "ah" },   { SCTP, "sctp" }, { UDP_LITE, "udplite" },
};

static guint16
get_16 (const guint8 *bytes)
{
  return (guint16) (bytes[0] << 8 | bytes[1]);
}

static guint32
get_32 (const guint8 *bytes)
{
  return (guint32) get_16 (bytes) << 16 | get_16 (bytes + 2);
}

static void
set_16 (guint8 *bytes, guint16 value)
{
  bytes[0] = (guint8) (value >> 8);
  bytes[1] = (guint8) value;
}

static gsize
get_header_length (const guint8 *bytes)
{
  return (bytes[0] & 0xf) * 4u;
}

static gboolean
is_whole (const guint8 *bytes, gsize length)
{
  return length >= HEADER_MIN && bytes[0] >> 4 == 4 && get_header_length (bytes) >= HEADER_MIN
         && get_16 (bytes + 2) >= get_header_length (bytes) && get_16 (bytes + 2) <= length;
}

/* Returns: whether what follows the IP header is the beginning of what was sent. */
static gboolean
is_first_fragment (const guint8 *bytes)
{
  return (get_16 (bytes + 6) & 0x1fff) == 0;
}

static void
parse_ports (DialerPacket *self, const guint8 *payload, gsize length)
{
  switch (self->protocol)
    {
    case TCP:
    case UDP:
    case DCCP:
    case SCTP:
    case UDP_LITE:
      if (length < 4)
        break;
      self->source_port = get_16 (payload);
      self->destination_port = get_16 (payload + 2);
      break;
    case ICMP:
      if (length >= ICMP_OFFSET_IDENTIFIER + 2 && payload[0] == ICMP_ECHO)
        self->source_port = get_16 (payload + ICMP_OFFSET_IDENTIFIER);
      break;
    default:
      break;
    }
}

gboolean
dialer_packet_parse (DialerPacket *self, const guint8 *bytes, gsize length)
{
  gsize header;

  if (!is_whole (bytes, length))
    return FALSE;
  header = get_header_length (bytes);
  *self = (DialerPacket){ .protocol = bytes[OFFSET_PROTOCOL], .source = get_32 (bytes + OFFSET_SOURCE),
                          .destination = get_32 (bytes + OFFSET_DESTINATION) };
  if (is_first_fragment (bytes))
    parse_ports (self, bytes + header, get_16 (bytes + 2) - header);
  return TRUE;
}

gboolean
dialer_packet_is_for_one (const DialerPacket *self)
{
  guint8 first = (guint8) (self->destination >> 24);

  return first != 0 && first != 127 && first < 224 && self->destination >> 16 != (169 << 8 | 254);
}

char *
dialer_packet_get_protocol_name (const DialerPacket *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    if (protocols[i].number == self->protocol)
      return g_strdup (protocols[i].name);
  return g_strdup_printf ("%u", self->protocol);
}

char *
dialer_packet_format_address (guint32 address)
{
  return g_strdup_printf ("%u.%u.%u.%u", address >> 24, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
}

guint32
dialer_packet_parse_address (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text ? text : "", ".", 5);
  guint32 address = 0;

  if (g_strv_length (parts) != 4)
    return 0;
  for (guint i = 0; i < 4; i++)
    {
      guint64 part;

      if (!g_ascii_string_to_unsigned (parts[i], 10, 0, 255, &part, NULL))
        return 0;
      address = address << 8 | (guint32) part;
    }
  return address;
}

/* RFC 1624, equation 3, for each half of an address. */
static void
adjust_checksum (guint8 *checksum, guint32 old, guint32 new)
{
  guint32 sum = (guint16) ~get_16 (checksum);

  sum += (guint16) ~(old >> 16);
  sum += (guint16) ~old;
  sum += new >> 16;
  sum += new & 0xffff;
  while (sum >> 16)
    sum = (sum & 0xffff) + (sum >> 16);
  set_16 (checksum, (guint16) ~sum);
}

/* Returns: where in the payload the checksum of a protocol is that counts the address in; 0 if it has none. */
static gsize
get_checksum_offset (guint8 protocol)
{
  switch (protocol)
    {
    case TCP:
      return 16;
    case UDP:
    case UDP_LITE:
    case DCCP:
      return 6;
    default:
      return 0;
    }
}

/* A UDP checksum of zero is none, and one that comes out as zero is written as its other form (RFC 768). */
static void
adjust_payload (guint8 protocol, guint8 *checksum, guint32 old, guint32 new)
{
  if (protocol == UDP && get_16 (checksum) == 0)
    return;
  adjust_checksum (checksum, old, new);
  if (protocol == UDP && get_16 (checksum) == 0)
    set_16 (checksum, 0xffff);
}

void
dialer_packet_set_source (guint8 *bytes, gsize length, guint32 source)
{
  gsize header = get_header_length (bytes), offset = get_checksum_offset (bytes[OFFSET_PROTOCOL]);
  guint32 old = get_32 (bytes + OFFSET_SOURCE);

  g_return_if_fail (is_whole (bytes, length));
  if (offset && is_first_fragment (bytes) && header + offset + 2 <= get_16 (bytes + 2))
    adjust_payload (bytes[OFFSET_PROTOCOL], bytes + header + offset, old, source);
  set_16 (bytes + OFFSET_SOURCE, (guint16) (source >> 16));
  set_16 (bytes + OFFSET_SOURCE + 2, (guint16) source);
  adjust_checksum (bytes + OFFSET_CHECKSUM, old, source);
}
