/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What must be so before a call may be made, whatever line it would take. */
#pragma once

#include "dialer-allowance.h"
#include "dialer-profile.h"
#include "dialer-reason.h"
#include "dialer-tools.h"

/** DialerCallRefusal: @reason: why no call may be made now; @detail: what is behind it, for people */
typedef struct
{
  DialerReason reason;
  char *detail;
} DialerCallRefusal;

/**
 * dialer_call_gate_list:
 * @settings: the profile's, with what the dial puts in their place
 * @plan: (element-type DialerDialStep): all numbers, as for dialer_number_gate_check()
 * @allowance: of the call
 *
 * Returns: (transfer full) (element-type DialerCallRefusal): all that keeps it from being made; none if it may be
 */
GPtrArray *dialer_call_gate_list (const DialerTools *tools, DialerProfile *profile, DialerSettings *settings,
                                  GPtrArray *plan, DialerAllowance *allowance);
