/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the router at the other end of a link has told by IPv6, and the kernel has made of it. */
#pragma once

#include <glib-object.h>

#define DIALER_TYPE_ROUTER (dialer_router_get_type ())
G_DECLARE_FINAL_TYPE (DialerRouter, dialer_router, DIALER, ROUTER, GObject)

/**
 * dialer_router_new:
 *
 * Begins to listen.  To be called before there is a link: of name servers the kernel tells once for each advertisement.
 *
 * Returns: (transfer full) (nullable): %NULL with DIALER_ERROR_FAILED set
 */
DialerRouter *dialer_router_new (GError **error);

/**
 * dialer_router_follow:
 * @interface: has its link-local address (RFC 5072)
 *
 * From now on "changed" tells of this interface.  The kernel is told to take its addresses from advertisements (RFC
 * 4862), be this machine a router or not, and to set no default route by them: that is for routes as others are.
 *
 * Returns: %FALSE with an error set when it could not be told
 */
gboolean dialer_router_follow (DialerRouter *self, const char *interface, GError **error);

/** dialer_router_get_address: Returns: (transfer none) (nullable): ours, which can be reached from everywhere */
const char *dialer_router_get_address (DialerRouter *self);

/** dialer_router_get_servers: Returns: (transfer none): the name servers it has told (RFC 8106) */
const char *const *dialer_router_get_servers (DialerRouter *self);

/** DialerRouter::changed: address or name servers have */
