/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What earlier calls tell of a number.  A list is a GPtrArray of #DialerAttempt, of all profiles, in the order of time.
 * Only calls that were dialled count, for others say nothing of the number; and only the last 300 of the list.
 */
#pragma once

#include "dialer-attempt.h"

/** dialer_attempt_list_find_last: Returns: (transfer none) (nullable): the latest call of @number */
const DialerAttempt *dialer_attempt_list_find_last (GPtrArray *self, const char *number);

/**
 * dialer_attempt_list_count_failures:
 * @lasting: seconds online that make a call a good one; a lost link that was shorter is a failure
 * @memory: after so long a rest (microseconds) what was before is forgotten
 * @now: microseconds since 1970-01-01 UTC
 * @most: where counting stops
 *
 * Returns: how many calls of @number have failed since the last good one; those that somebody here has ended
 *   count neither way
 */
guint dialer_attempt_list_count_failures (GPtrArray *self, const char *number, guint64 lasting,
                                          gint64 memory, gint64 now, guint most);

/**
 * dialer_attempt_list_get_hold_end:
 *
 * A modem that has answered DELAYED or BLACKLISTED refuses the number for a time, as some countries' rules want it;
 * these modems do not tell for how long.
 *
 * Returns: until when @modem is not to be told to dial @number, in microseconds since 1970-01-01 UTC; 0 if it may
 */
gint64 dialer_attempt_list_get_hold_end (GPtrArray *self, const char *number, const char *modem);

/**
 * dialer_attempt_list_rate:
 * @fastest: bit/s that count as full speed, 0 if speed is not to count
 *
 * How well @number works at this time of day, from 0 to 1: its calls of the last 30 days; those of the same hour of
 * day, give or take one, count four times.
 */
double dialer_attempt_list_rate (GPtrArray *self, const char *number, guint fastest, gint64 now,
                                 GTimeZone *zone);

/** dialer_attempt_list_get_speed: Returns: bit/s of the latest CONNECT of @number, 0 if unknown */
guint dialer_attempt_list_get_speed (GPtrArray *self, const char *number);
