/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A DHCP client for one interface: udhcpc (of busybox), which tells what it got and changes nothing by itself. */
#pragma once

#include <gio/gio.h>

#include "dialer-interface.h"

#define DIALER_TYPE_DHCP (dialer_dhcp_get_type ())
G_DECLARE_FINAL_TYPE (DialerDhcp, dialer_dhcp, DIALER, DHCP, GObject)

/**
 * dialer_dhcp_start:
 * @interface: one that is up
 *
 * Asks for a lease (RFC 2131), and renews it until dialer_dhcp_stop().
 *
 * Returns: (transfer full) (nullable): the client, or %NULL with DIALER_ERROR_FAILED set when there is no udhcpc
 */
DialerDhcp *dialer_dhcp_start (const char *interface, GError **error);

/** dialer_dhcp_stop: gives the lease back and ends the client, which is not waited for; nothing is emitted any more */
void dialer_dhcp_stop (DialerDhcp *self);

/**
 * dialer_dhcp_parse:
 * @line: what data/dhcp/dialer-dhcp-event prints
 * @addressing: (out): to be cleared with dialer_addressing_clear(); nothing of the default route is known
 *
 * Returns: whether the line tells of a lease
 */
gboolean dialer_dhcp_parse (const char *line, DialerAddressing *addressing);

/**
 * DialerDhcp::leased:
 * @addressing: (type gpointer): a #DialerAddressing
 *
 * There is a lease, or it has been renewed.
 *
 * DialerDhcp::failed:
 * @message: why
 *
 * Nobody answered, or the lease is over.  May come more than once.
 */
