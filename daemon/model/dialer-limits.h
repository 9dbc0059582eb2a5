/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* When a call has lasted long enough: a pure computation, that says too when it is to be made again. */
#pragma once

#include "dialer-budget.h"
#include "dialer-reason.h"
#include "dialer-settings.h"
#include "dialer-windows.h"

/** DialerLimit: what a limit is of; in the order in which they are blamed when several are reached at once */
typedef enum
{
  DIALER_LIMIT_DURATION,
  DIALER_LIMIT_WINDOWS,
  DIALER_LIMIT_DATA,
  DIALER_LIMIT_COST,
  DIALER_LIMIT_IDLE,
} DialerLimit;

#define DIALER_N_LIMITS (DIALER_LIMIT_IDLE + 1)
#define DIALER_LIMITS_NEVER G_MAXINT64

/** dialer_limit_to_string: Returns: (transfer none): its key in the group "limit", such as "idle" */
const char *dialer_limit_to_string (DialerLimit limit);

/**
 * DialerLimits:
 * @duration: microseconds, 0 for none
 * @idle: likewise
 * @data: bytes, 0 for none
 * @windows: (nullable): %NULL for any time
 * @budgets: whether the following count
 * @paid: for how long the line may be off-hook by the budgets, in microseconds; DIALER_LIMITS_NEVER for ever
 * @budget_online: how long the call may be online, likewise
 * @budget_bytes: what may pass in it; %G_MAXUINT64 for any number
 */
typedef struct
{
  gint64 duration;
  gint64 idle;
  guint64 data;
  DialerWindows *windows;
  gboolean budgets;
  gint64 paid;
  gint64 budget_online;
  guint64 budget_bytes;
} DialerLimits;

/** dialer_limits_init: fills @self from the group "limit", without its budgets */
void dialer_limits_init (DialerLimits *self, DialerSettings *settings);
void dialer_limits_clear (DialerLimits *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DialerLimits, dialer_limits_clear)

/** dialer_limits_set_budgets: adds what budgets leave to the call */
void dialer_limits_set_budgets (DialerLimits *self, const DialerBudgetVerdict *budgets);

/** dialer_limits_lift_budgets: takes that away again */
void dialer_limits_lift_budgets (DialerLimits *self);

/** dialer_limits_are_none: Returns: whether nothing of it can ever end a call */
gboolean dialer_limits_are_none (const DialerLimits *self);

/**
 * dialer_limits_find_end:
 * @time: when the far end answers and the call is online, in seconds since 1970-01-01 UTC
 * @zone: whose clock the windows mean
 * @limit: (out): which one ends it
 *
 * Returns: after how many seconds the first call of a session will have been ended, however much passes in it;
 *   DIALER_LIMITS_NEVER if no limit ends it
 */
gint64 dialer_limits_find_end (const DialerLimits *self, gint64 time, GTimeZone *zone, DialerLimit *limit);

/** dialer_limits_get_bytes: Returns: how many bytes may pass in it; %G_MAXUINT64 for any number */
guint64 dialer_limits_get_bytes (const DialerLimits *self);

/**
 * DialerLimitsSituation:
 * @online: how long the session has been online in all, in microseconds
 * @idle: for how long nothing has passed, as far as is known
 * @idle_is_sampled: that something has passed is only seen by looking
 * @bytes: what has passed in the session in all
 * @speed: bit/s of the line, 0 if unknown
 * @time: seconds since 1970-01-01 UTC
 * @zone: whose clock the windows mean
 * @grace: for how many microseconds to come nothing is to end the call but a budget
 * @connecting: it is not online yet: only windows and the budget of money count
 * @connected: for how long the line has been paid for, in microseconds
 * @call_online: how long this call has been online
 * @call_bytes: what has passed in it
 */
typedef struct
{
  gint64 online;
  gint64 idle;
  gboolean idle_is_sampled;
  guint64 bytes;
  guint speed;
  gint64 time;
  GTimeZone *zone;
  gint64 grace;
  gboolean connecting;
  gint64 connected;
  gint64 call_online;
  guint64 call_bytes;
} DialerLimitsSituation;

/**
 * DialerLimitsVerdict:
 * @reason: why the call is to be ended now, or DIALER_REASON_NONE
 * @near: a bit (1 << DialerLimit) for each limit of which a warning is due
 * @left: until then, for these: seconds, of data bytes
 * @look_again: when to judge anew, in microseconds from now; DIALER_LIMITS_NEVER if nothing can come of it
 */
typedef struct
{
  DialerReason reason;
  guint near;
  guint64 left[DIALER_N_LIMITS];
  gint64 look_again;
} DialerLimitsVerdict;

/**
 * dialer_limits_judge:
 *
 * A warning is due for the last quarter of a time, but not more than its last minute; for the last tenth of data.
 */
DialerLimitsVerdict dialer_limits_judge (const DialerLimits *self, const DialerLimitsSituation *situation);
