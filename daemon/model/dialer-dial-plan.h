/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which numbers a session dials, and in which order. */
#pragma once

#include "dialer-reason.h"
#include "dialer-settings.h"

/**
 * DialerDialStep:
 * @number: as the modem gets it
 * @command: the whole dial command, such as "ATDT5551234"
 */
typedef struct
{
  char *number;
  char *command;
} DialerDialStep;

/**
 * dialer_dial_plan_make:
 * @settings: dial.numbers, dial.prefix and dial.command are taken from it
 * @number: (nullable): this one, in place of those of the profile
 *
 * Returns: (transfer full) (element-type DialerDialStep) (nullable): the steps, none when there is no number (a direct
 *   line), or %NULL with DIALER_ERROR_INVALID_ARGUMENT set
 */
GPtrArray *dialer_dial_plan_make (DialerSettings *settings, const char *number, GError **error);

/**
 * dialer_dial_plan_goes_on:
 * @reason: why the call to one number ended
 *
 * Returns: whether the next number of the plan is tried: under dial.order=next-on-busy after BUSY, under
 *   next-on-failure after every failure that another try may better
 */
gboolean dialer_dial_plan_goes_on (DialerSettings *settings, DialerReason reason);
