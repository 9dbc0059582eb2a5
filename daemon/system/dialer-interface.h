/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The kernel's view of a network interface. */
#pragma once

#include <glib.h>

/**
 * dialer_interface_read_counters:
 * @name: such as "ppp0"
 * @rx_bytes: (out): received since the interface exists
 * @tx_bytes: (out): sent
 *
 * Returns: %FALSE, and nothing set, when there is no such interface
 */
gboolean dialer_interface_read_counters (const char *name, guint64 *rx_bytes, guint64 *tx_bytes);
