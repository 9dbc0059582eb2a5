/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which number is dialled on which modem and when, or why none is: a pure function of the settings, of earlier calls
 * and of the time.
 */
#pragma once

#include "dialer-attempt-list.h"
#include "dialer-settings.h"

/* Seconds online after which a call counts as a good one. */
#define DIALER_REDIAL_LASTING 60

/**
 * DialerRedialCase:
 * @settings: dial.order, the group "redial" and limit.windows are taken from it
 * @numbers: as the modem is told them; one %NULL where nothing is dialled
 * @n_numbers: at least 1
 * @modems: (nullable): ids of those that would do, the best first, ended by %NULL
 * @history: earlier calls, in the order of time
 * @now: microseconds since 1970-01-01 UTC
 * @zone: whose clock hours of day and limit.windows mean
 * @dice: any number
 */
typedef struct
{
  DialerSettings *settings;
  const char *const *numbers;
  guint n_numbers;
  const char *const *modems;
  GPtrArray *history;
  gint64 now;
  GTimeZone *zone;
  guint32 dice;
} DialerRedialCase;

/**
 * DialerRedialProgress:
 * @round: how many times the numbers have been gone through since the last good call, this time included
 * @tried: (array length=n_numbers): which were dialled this time
 */
typedef struct
{
  guint round;
  gboolean *tried;
} DialerRedialProgress;

/**
 * DialerRedialStep:
 * @dials: whether there is another call
 * @number: its place in the case's numbers
 * @modem: (nullable): the one of the case's modems that is to be taken, %NULL for the best that is free
 * @at: when, in microseconds since 1970-01-01 UTC, not before now
 * @refusal: why there is none where the settings would have one: DIALER_REASON_OUTSIDE_WINDOW, or NONE
 */
typedef struct
{
  gboolean dials;
  guint number;
  const char *modem;
  gint64 at;
  DialerReason refusal;
} DialerRedialStep;

/**
 * dialer_redial_policy_begin:
 *
 * Returns: the first call of a session, which is made at once; @progress is that of a new session
 */
DialerRedialStep dialer_redial_policy_begin (const DialerRedialCase *what, DialerRedialProgress *progress);

/**
 * dialer_redial_policy_get_rest:
 * @what: its numbers are that of @last alone, its modems likewise
 * @last: the last call of a session that has ended
 *
 * Returns: when what dials by itself may begin another session, in microseconds since 1970-01-01 UTC: at once if
 *   nobody used the line any more; after a failure when a redial might be made; when somebody or a limit has ended it
 *   after the longest pause; %G_MAXINT64 when only a person can mend it
 */
gint64 dialer_redial_policy_get_rest (const DialerRedialCase *what, const DialerAttempt *last);

/**
 * dialer_redial_policy_go_on:
 * @last: the call that has just ended; in the history too
 *
 * Returns: what follows; @progress goes on with it
 */
DialerRedialStep dialer_redial_policy_go_on (const DialerRedialCase *what, DialerRedialProgress *progress,
                                             const DialerAttempt *last);
