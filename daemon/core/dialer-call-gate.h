/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What must be so before a call may be made, whatever line it would take. */
#pragma once

#include "dialer-allowance.h"
#include "dialer-profile.h"
#include "dialer-reason.h"
#include "dialer-tools.h"

/**
 * dialer_call_gate_check:
 * @settings: the profile's, with what the dial puts in their place
 * @plan: (element-type DialerDialStep): all numbers, as for dialer_number_gate_check()
 * @allowance: of the call
 * @reason: (out): why no call may be made now
 *
 * Returns: (transfer full) (nullable): %NULL if one may, else the detail behind @reason, for people
 */
char *dialer_call_gate_check (const DialerTools *tools, DialerProfile *profile, DialerSettings *settings,
                              GPtrArray *plan, DialerAllowance *allowance, DialerReason *reason);
