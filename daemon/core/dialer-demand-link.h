/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface that stands in for a link that is not up: takes its packets, and has them wait. */
#pragma once

#include <gio/gio.h>

#include "dialer-packet.h"
#include "dialer-settings.h"

#define DIALER_TYPE_DEMAND_LINK (dialer_demand_link_get_type ())
G_DECLARE_FINAL_TYPE (DialerDemandLink, dialer_demand_link, DIALER, DEMAND_LINK, GObject)

/**
 * DialerDemandLinkFunc:
 * @packet: one that wants out
 * @bytes: of it
 *
 * May not free the link.
 *
 * Returns: whether it is worth waiting
 */
typedef gboolean (*DialerDemandLinkFunc) (const DialerPacket *packet, const guint8 *bytes, gsize length,
                                          gpointer user_data);

/**
 * dialer_demand_link_new:
 * @settings: as for dialer_network_plan_new()
 *
 * Returns: (transfer full) (nullable): a link that takes nothing yet, or %NULL with DIALER_ERROR_FAILED set
 */
DialerDemandLink *dialer_demand_link_new (DialerSettings *settings, DialerDemandLinkFunc func, gpointer user_data,
                                          GError **error);

/** dialer_demand_link_get_interface: Returns: (transfer none): its name */
const char *dialer_demand_link_get_interface (DialerDemandLink *self);

/**
 * dialer_demand_link_open:
 *
 * Gives the interface an address, and the routes that the profile would have, behind all others; and the name servers
 * that the profile names, so that a name can be looked up.
 *
 * Returns: %FALSE with DIALER_ERROR_FAILED set
 */
gboolean dialer_demand_link_open (DialerDemandLink *self, GError **error);

/** dialer_demand_link_is_open: Returns: whether it takes packets */
gboolean dialer_demand_link_is_open (DialerDemandLink *self);

/** dialer_demand_link_drop: what waits is dropped */
void dialer_demand_link_drop (DialerDemandLink *self);

/**
 * dialer_demand_link_pass_on:
 * @interface: of the link that is up now
 * @address: (nullable): ours there
 *
 * What waits goes there, as dialer_packet_queue_take() says.
 */
void dialer_demand_link_pass_on (DialerDemandLink *self, const char *interface, const char *address);

/**
 * dialer_demand_link_close_async:
 * @callback: (nullable)
 *
 * Takes address and routes away at once, and name servers within ten seconds.
 */
void dialer_demand_link_close_async (DialerDemandLink *self, GAsyncReadyCallback callback, gpointer user_data);
