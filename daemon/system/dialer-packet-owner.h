/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which process has sent a packet, as far as that can be known. */
#pragma once

#include <gio/gio.h>

#include "dialer-packet.h"

/**
 * dialer_packet_owner_find_async:
 * @packet: one that has just been sent on this machine
 *
 * Looks for its socket, and asks dialerd-port-user who has that open.  Takes milliseconds, at most twenty seconds.
 */
void dialer_packet_owner_find_async (const DialerPacket *packet, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_packet_owner_find_finish:
 *
 * Returns: (transfer full) (nullable): such as "ping (process 812)"; %NULL if the packet was forwarded, the process
 *   has ended, several might have sent it, or the search was cancelled
 */
char *dialer_packet_owner_find_finish (GAsyncResult *result);
