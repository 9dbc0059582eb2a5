/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tells systemd that the main loop turns, if it wants to be told (WatchdogSec= of the unit). */
#pragma once

#include <glib.h>

typedef struct _DialerWatchdog DialerWatchdog;

/** dialer_watchdog_new: systemd is told from now on, twice as often as it has to be */
DialerWatchdog *dialer_watchdog_new (void);
void dialer_watchdog_free (DialerWatchdog *self);

/**
 * dialer_watchdog_set_urgent:
 * @urgent: whether a call may be up.  Then a daemon that hangs is to be killed after WatchdogSec=; else after ten
 *   minutes, so that a machine that only waits is left asleep.
 */
void dialer_watchdog_set_urgent (DialerWatchdog *self, gboolean urgent);
