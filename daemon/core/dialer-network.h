/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What makes a link with addresses useful: a queue that fits the line, routes and name servers. */
#pragma once

#include <gio/gio.h>

#include "dialer-call-record.h"
#include "dialer-settings.h"

#define DIALER_TYPE_NETWORK (dialer_network_get_type ())
G_DECLARE_FINAL_TYPE (DialerNetwork, dialer_network, DIALER, NETWORK, GObject)

/**
 * dialer_network_new:
 * @settings: of them, the groups ipv4, ipv6 and probe, line.queue and line.speed
 * @record: of a call whose link has addresses; its field dns becomes that of the name servers in use
 *
 * Returns: (transfer full): a network that is not up yet
 */
DialerNetwork *dialer_network_new (DialerSettings *settings, DialerCallRecord *record);

/**
 * dialer_network_bring_up_async:
 *
 * Sets a queue, where the line is slow, then routes, then name servers; then, once, tries whether the link is of use.
 * May be called again when addresses have changed.  That there is no queue, names can't be looked up, or nothing can
 * be tried, is noted, and no failure.
 */
void dialer_network_bring_up_async (DialerNetwork *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

/** dialer_network_bring_up_finish: Returns: %FALSE with an error of DIALER_REASON_ERROR set */
gboolean dialer_network_bring_up_finish (DialerNetwork *self, GAsyncResult *result, GError **error);

/**
 * dialer_network_take_down_async:
 *
 * Takes back what does not go with the interface.  Does not wait for more than ten seconds.
 */
void dialer_network_take_down_async (DialerNetwork *self, GAsyncReadyCallback callback, gpointer user_data);

/** dialer_network_take_down_finish: what is left is noted */
void dialer_network_take_down_finish (DialerNetwork *self, GAsyncResult *result);
