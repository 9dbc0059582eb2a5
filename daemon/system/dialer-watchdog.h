/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tells systemd that the main loop turns. */
#pragma once

#include <glib.h>

/**
 * dialer_watchdog_start:
 *
 * If systemd wants to be told (WatchdogSec= of the unit), tells it from now on, twice as often as it has to be.
 *
 * Returns: the source in the main loop, 0 if nobody wants to be told
 */
guint dialer_watchdog_start (void);
