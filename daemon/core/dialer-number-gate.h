/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The last look at numbers before they are dialled. */
#pragma once

#include "dialer-dial-plan.h"
#include "dialer-never-dial.h"
#include "dialer-settings.h"

/**
 * dialer_number_gate_check:
 * @lists: that no profile switches off
 * @profile: whose limit.numbers count
 * @settings: dial.command and dial.prefix are taken from it, and limit.numbers, which a dial can only add to
 * @plan: (element-type DialerDialStep): each may be dialled sooner or later
 *
 * Returns: (transfer full) (nullable): %NULL if all of @plan may be dialled, else the pattern that forbids it and where
 *   that is written, for people
 */
char *dialer_number_gate_check (DialerNeverDial *lists, DialerSettings *profile, DialerSettings *settings,
                                GPtrArray *plan);
