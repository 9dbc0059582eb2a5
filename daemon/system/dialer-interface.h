/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A network interface of the kernel: its counters, addresses and routes. */
#pragma once

#include <glib.h>

/**
 * DialerAddressing:
 * @address: ours, IPv4
 * @prefix: length of the prefix of its network, in bits
 * @gateway: (nullable): through which all else is reached
 * @dns: (nullable): name servers
 * @mtu: bytes, 0 to leave it
 */
typedef struct
{
  char *address;
  guint prefix;
  char *gateway;
  GStrv dns;
  guint mtu;
} DialerAddressing;

/** dialer_addressing_clear: frees what is in it */
void dialer_addressing_clear (DialerAddressing *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DialerAddressing, dialer_addressing_clear)

/**
 * DialerRoute:
 * @network: what is reached, such as "10.0.0.0/8"; "0.0.0.0/0" or "::/0" is all there is
 * @gateway: (nullable): through whom; not heeded where there is one peer only, as in PPP
 * @metric: of several routes to a network that with the smallest is taken
 * @window: bytes that a TCP peer may have under way to us, on each connection; 0 if nobody says
 * @segment: bytes of data in a packet of a TCP peer, at most; 0 if nobody says
 */
typedef struct
{
  const char *network;
  const char *gateway;
  guint metric;
  guint window;
  guint segment;
} DialerRoute;

/**
 * dialer_interface_read_counters:
 * @name: such as "ppp0"
 * @rx_bytes: (out): received since the interface exists
 * @tx_bytes: (out): sent
 *
 * Returns: %FALSE, and nothing set, when there is no such interface
 */
gboolean dialer_interface_read_counters (const char *name, guint64 *rx_bytes, guint64 *tx_bytes);

/** dialer_interface_get_mtu: Returns: bytes of the largest packet that it sends, 0 when there is no such interface */
guint dialer_interface_get_mtu (const char *name);

/** dialer_interface_is_up: Returns: whether somebody has taken it up; that says nothing of its carrier */
gboolean dialer_interface_is_up (const char *name);

/** dialer_interface_set_up: up or down; Returns: %FALSE with DIALER_ERROR_FAILED set */
gboolean dialer_interface_set_up (const char *name, gboolean up, GError **error);

/**
 * dialer_interface_configure:
 *
 * Brings it up with this address in place of any other.  Routes and name servers are not touched.  A question to the
 * kernel alone, which answers at once.
 *
 * Returns: %FALSE with DIALER_ERROR_FAILED set
 */
gboolean dialer_interface_configure (const char *name, const DialerAddressing *addressing, GError **error);

/**
 * dialer_interface_add_route:
 * @name: of an interface that is up
 *
 * Adds a route behind all others, of which none is changed; that it is there already is no error.  It goes with the
 * interface, or by dialer_interface_clear().  A question to the kernel alone.
 *
 * Returns: %FALSE with DIALER_ERROR_FAILED set
 */
gboolean dialer_interface_add_route (const char *name, const DialerRoute *route, GError **error);

/** dialer_interface_clear: takes its IPv4 addresses and routes away; it may have gone */
void dialer_interface_clear (const char *name);
