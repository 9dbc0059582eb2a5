/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Hears of it before the machine goes to sleep, which waits for us, and after it has woken: systemd-logind says so. */
#pragma once

#include <gio/gio.h>

#define DIALER_TYPE_SLEEP_WATCH (dialer_sleep_watch_get_type ())
G_DECLARE_FINAL_TYPE (DialerSleepWatch, dialer_sleep_watch, DIALER, SLEEP_WATCH, GObject)

/** dialer_sleep_watch_new: Returns: (transfer full): one that never says anything where no logind runs */
DialerSleepWatch *dialer_sleep_watch_new (void);

/** dialer_sleep_watch_allow: all is done that "falling-asleep" made necessary */
void dialer_sleep_watch_allow (DialerSleepWatch *self);

/**
 * DialerSleepWatch::falling-asleep:
 *
 * The machine is about to sleep.  It waits for dialer_sleep_watch_allow(), but no longer than InhibitDelayMaxSec= of
 * logind.conf(5), 5 s by default.
 *
 * DialerSleepWatch::woken:
 *
 * It has slept, or could not.
 */
