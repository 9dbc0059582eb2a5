/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A question to the kernel about its network (rtnetlink(7)), which it answers at once. */
#pragma once

#include <glib.h>
#include <netlink/netlink.h>

typedef struct nl_sock DialerNetlink;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerNetlink, nl_socket_free)

/** dialer_netlink_connect: Returns: (transfer full) (nullable): a new socket; %NULL with DIALER_ERROR_FAILED set */
DialerNetlink *dialer_netlink_connect (GError **error);

/**
 * dialer_netlink_check:
 * @code: what a function of libnl has returned
 * @name: of the interface
 * @what: was done
 *
 * Returns: whether it went well; %FALSE with DIALER_ERROR_FAILED set
 */
gboolean dialer_netlink_check (int code, const char *name, const char *what, GError **error);
