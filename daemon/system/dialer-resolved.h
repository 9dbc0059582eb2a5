/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* systemd-resolved, which has name servers for each link: org.freedesktop.resolve1(5). */
#pragma once

#include <gio/gio.h>

#include "dialer-dns.h"

/**
 * dialer_resolved_is_in_charge:
 * @resolv_conf: such as /etc/resolv.conf
 *
 * Returns: whether programs that heed this file ask resolved
 */
gboolean dialer_resolved_is_in_charge (const char *resolv_conf);

/** dialer_resolved_set_link_async: gives the link its name servers in place of any others */
void dialer_resolved_set_link_async (const char *interface, const DialerDnsServers *servers, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);

/** dialer_resolved_revert_link_async: takes all from the link; that it has gone is no error */
void dialer_resolved_revert_link_async (const char *interface, GAsyncReadyCallback callback, gpointer user_data);

/** dialer_resolved_finish: of both; Returns: %FALSE with an error of D-Bus set */
gboolean dialer_resolved_finish (GAsyncResult *result, GError **error);
