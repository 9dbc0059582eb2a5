/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeps the limits of a call that is paid for.  Without limits there is none, and nothing wakes up. */
#pragma once

#include "dialer-call-record.h"
#include "dialer-limits.h"

typedef struct _DialerLimitWatch DialerLimitWatch;

/**
 * DialerLimitWatchFuncs:
 * @near: the call is going to be ended: @left seconds, of data bytes, are left; once for each limit as long as it stays
 *   near; it may not free the watch
 * @reached: the call is to be ended; the last that is heard, and it may free the watch
 */
typedef struct
{
  void (*near) (DialerLimit limit, guint64 left, gpointer user_data);
  void (*reached) (DialerReason reason, gpointer user_data);
} DialerLimitWatchFuncs;

/**
 * dialer_limit_watch_new:
 * @settings: the group "limit" is taken from it, without its budgets
 * @budgets: (nullable): what these leave to the call
 * @record: of a call whose far end has just answered
 * @seconds: for how long the session was online in earlier calls
 * @bytes: what has passed in these
 *
 * Returns: (transfer full) (nullable): %NULL if there is no limit to watch
 */
DialerLimitWatch *dialer_limit_watch_new (DialerSettings *settings, const DialerBudgetVerdict *budgets,
                                          DialerCallRecord *record, guint64 seconds, guint64 bytes,
                                          const DialerLimitWatchFuncs *funcs, gpointer user_data);
void dialer_limit_watch_free (DialerLimitWatch *self);

/** dialer_limit_watch_go_online: the call is online now, if it was not before */
void dialer_limit_watch_go_online (DialerLimitWatch *self);

/** dialer_limit_watch_lift_budgets: no budget ends the call any more */
void dialer_limit_watch_lift_budgets (DialerLimitWatch *self);

/** dialer_limit_watch_extend: no limit but a budget ends the call in the next @seconds */
void dialer_limit_watch_extend (DialerLimitWatch *self, guint seconds);

/** dialer_limit_watch_hold: @held: whether the line counts as used even if nothing passes */
void dialer_limit_watch_hold (DialerLimitWatch *self, gboolean held);

/**
 * dialer_limit_watch_find_closed:
 * @settings: limit.windows is taken from it
 *
 * Returns: (transfer full) (nullable): %NULL if calls may be made now, else when they may, for people
 */
char *dialer_limit_watch_find_closed (DialerSettings *settings);
