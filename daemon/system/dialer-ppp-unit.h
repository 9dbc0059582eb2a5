/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the kernel knows of a PPP interface beside its counters (linux/ppp-ioctl.h). */
#pragma once

#include <glib.h>

/**
 * dialer_ppp_unit_read_idle:
 * @interface: such as "ppp0"
 * @idle: (out): for how long no packet has passed either way, in microseconds; packets that pppd's active-filter leaves
 *   out do not count, nor do those of LCP
 *
 * Returns: %FALSE, and nothing set, when it is no PPP interface, or has another name than pppd gave it
 */
gboolean dialer_ppp_unit_read_idle (const char *interface, gint64 *idle);
