/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a router's advertisement has beside what the kernel makes use of itself (RFC 4861 4.2). */
#pragma once

#include <glib.h>

/**
 * dialer_router_option_read_servers:
 * @bytes: options of a Router Advertisement, perhaps hostile
 * @servers: (out) (transfer full): addresses of name servers, none when they are not to be asked any more
 *
 * Returns: whether there is an option of name servers (RFC 8106 5.1); %FALSE, and nothing set, if not
 */
gboolean dialer_router_option_read_servers (const guint8 *bytes, gsize length, GStrv *servers);
