/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sends whole IP packets over an interface, past routes, filters and our own sandbox, which speaks no IP. */
#pragma once

#include <glib.h>

/**
 * dialer_packet_socket_send:
 * @interface: where there is one peer only, as with PPP; one that needs a link address drops them
 * @packets: (element-type GByteArray): each an IPv4 packet
 *
 * What can't be sent is dropped, as on any network.
 *
 * Returns: how many were sent
 */
guint dialer_packet_socket_send (const char *interface, GPtrArray *packets);
