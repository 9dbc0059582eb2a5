/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The kernel's tables of sockets, such as /proc/net/udp: whose a packet is. */
#pragma once

#include "dialer-packet.h"

/**
 * dialer_socket_table_get_name:
 * @place: 0 for the first
 *
 * Returns: (transfer none) (nullable): of the tables in which the socket that has sent @packet may be, the next, such
 *   as "udp"; %NULL when there are no more
 */
const char *dialer_socket_table_get_name (const DialerPacket *packet, guint place);

/**
 * dialer_socket_table_find:
 * @text: a table
 *
 * Returns: the inode of the socket that may have sent @packet; 0 if there is none, and if it is not clear which
 */
guint64 dialer_socket_table_find (const char *text, const DialerPacket *packet);
