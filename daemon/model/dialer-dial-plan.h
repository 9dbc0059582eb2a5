/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which numbers a session dials; in which order is the redial policy's. */
#pragma once

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

/** dialer_dial_plan_list_numbers: Returns: (transfer full): the number of each step */
GStrv dialer_dial_plan_list_numbers (GPtrArray *plan);

/** dialer_dial_plan_list_commands: Returns: (transfer full): the command of each step */
GStrv dialer_dial_plan_list_commands (GPtrArray *plan);
