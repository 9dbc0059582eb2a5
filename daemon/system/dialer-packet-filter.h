/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A filter in the language of pcap-filter(7), held against packets as pppd's active-filter holds it. */
#pragma once

#include <glib.h>

typedef struct _DialerPacketFilter DialerPacketFilter;

/**
 * dialer_packet_filter_new:
 * @expression: such as "not udp port 123"; it may name hosts
 *
 * Blocks for as long as these names take: for a thread.
 *
 * Returns: (transfer full) (nullable): the filter, or %NULL with DIALER_ERROR_INVALID_ARGUMENT (it is none) or
 *   DIALER_ERROR_FAILED (libpcap is not installed) set
 */
DialerPacketFilter *dialer_packet_filter_new (const char *expression, GError **error);
void dialer_packet_filter_free (DialerPacketFilter *self);

/**
 * dialer_packet_filter_matches:
 * @bytes: an IPv4 packet on its way out
 *
 * Returns: whether it counts
 */
gboolean dialer_packet_filter_matches (DialerPacketFilter *self, const guint8 *bytes, gsize length);
