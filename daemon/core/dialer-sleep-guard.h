/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* No line stays off-hook while the machine sleeps: nobody would be there to hang it up. */
#pragma once

#include "dialer-boot-dialer.h"
#include "dialer-manager.h"

#define DIALER_TYPE_SLEEP_GUARD (dialer_sleep_guard_get_type ())
G_DECLARE_FINAL_TYPE (DialerSleepGuard, dialer_sleep_guard, DIALER, SLEEP_GUARD, GObject)

/**
 * dialer_sleep_guard_new:
 * @boot_dialer: dials, after the machine has woken, what was in use before and is to be again
 *
 * Before the machine sleeps all sessions end, and it waits until their lines are proven down; until it has woken
 * nothing is dialled.
 */
DialerSleepGuard *dialer_sleep_guard_new (DialerManager *manager, DialerBootDialer *boot_dialer);
