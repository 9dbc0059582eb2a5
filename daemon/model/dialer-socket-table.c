/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * proc(5), /proc/net/tcp: a line a socket, addresses in hexadecimal digits as the processor reads their bytes.  A
 * socket of IPv6 may send IPv4 (RFC 4291 2.5.5.2); its last four bytes are the address then.
 */
#include "dialer-socket-table.h"

#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#define ADDRESS_DIGITS 8

typedef struct
{
  guint32 address;
  guint port;
} End;

const char *
dialer_socket_table_get_name (const DialerPacket *packet, guint place)
{
  static const char *const tcp[] = { "tcp", "tcp6", NULL };
  static const char *const udp[] = { "udp", "udp6", NULL };
  static const char *const icmp[] = { "icmp", "raw", NULL };
  static const char *const other[] = { "raw", NULL };
  const char *const *names = other;

  if (packet->protocol == IPPROTO_TCP)
    names = tcp;
  else if (packet->protocol == IPPROTO_UDP)
    names = udp;
  else if (packet->protocol == IPPROTO_ICMP)
    names = icmp;
  return place < g_strv_length ((GStrv) names) ? names[place] : NULL;
}

/* "0800000C:1234", or with 32 digits before the colon. */
static gboolean
parse_end (const char *text, End *end)
{
  const char *colon = strchr (text, ':');
  unsigned int bytes, port;

  if (colon == NULL || colon - text < ADDRESS_DIGITS || sscanf (colon - ADDRESS_DIGITS, "%8x:%4x", &bytes, &port) != 2)
    return FALSE;
  *end = (End){ ntohl (bytes), port };
  return TRUE;
}

/* What a socket has not bound itself to, or connected to, is zero. */
static gboolean
fits (const End *end, guint32 address, guint port)
{
  return (end->address == 0 || end->address == address) && (end->port == 0 || end->port == port);
}

static gboolean
has_ports (const DialerPacket *packet)
{
  return packet->protocol == IPPROTO_TCP || packet->protocol == IPPROTO_UDP;
}

/* A raw socket has the protocol where others have their port (raw(7)). */
static gboolean
is_sender (const End *local, const End *remote, const DialerPacket *packet)
{
  guint port = packet->source_port;

  if (!has_ports (packet) && local->port == packet->protocol)
    port = packet->protocol;
  return local->port != 0 && fits (local, packet->source, port)
         && fits (remote, packet->destination, packet->destination_port);
}

static guint64
read_line (const char *line, const DialerPacket *packet)
{
  char local_text[48], remote_text[48];
  unsigned long long inode;
  End local, remote;

  if (sscanf (line, " %*d: %47s %47s %*s %*s %*s %*s %*s %*s %llu", local_text, remote_text, &inode) != 3
      || !parse_end (local_text, &local) || !parse_end (remote_text, &remote) || !is_sender (&local, &remote, packet))
    return 0;
  return inode;
}

guint64
dialer_socket_table_find (const char *text, const DialerPacket *packet)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint64 found = 0;

  for (guint i = 0; lines[i]; i++)
    {
      guint64 inode = read_line (lines[i], packet);

      if (inode && found && inode != found)
        return 0;
      if (inode)
        found = inode;
    }
  return found;
}
