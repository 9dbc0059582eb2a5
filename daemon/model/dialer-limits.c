/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each limit says how much is left, whether that is little, and when it could be less than that. */
#include "dialer-limits.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define WARNING (60 * SECOND)
#define SHORTEST_LOOK SECOND
#define LONGEST_LOOK (60 * SECOND)
/* Bytes a second of a line whose speed nobody knows: no slower than any. */
#define ANY_RATE G_GUINT64_CONSTANT (12500000)
/* How much more than its speed a line may carry, with the modem's compression and pppd's. */
#define COMPRESSION 8

static const struct
{
  const char *word;
  DialerReason reason;
} limits[DIALER_N_LIMITS] = {
  [DIALER_LIMIT_DURATION] = { "duration", DIALER_REASON_TIME_LIMIT },
  [DIALER_LIMIT_WINDOWS] = { "windows", DIALER_REASON_OUTSIDE_WINDOW },
  [DIALER_LIMIT_DATA] = { "data", DIALER_REASON_DATA_LIMIT },
  [DIALER_LIMIT_COST] = { "cost", DIALER_REASON_COST_LIMIT },
  [DIALER_LIMIT_IDLE] = { "idle", DIALER_REASON_IDLE },
};

const char *
dialer_limit_to_string (DialerLimit limit)
{
  return limits[limit].word;
}

void
dialer_limits_init (DialerLimits *self, DialerSettings *settings)
{
  self->duration = (gint64) dialer_budget_get_plain (dialer_settings_get (settings, "limit.duration")) * SECOND;
  self->idle = dialer_settings_get_uint (settings, "limit.idle") * SECOND;
  self->data = dialer_budget_get_plain (dialer_settings_get (settings, "limit.data"));
  self->windows = dialer_windows_parse (dialer_settings_get (settings, "limit.windows"));
}

static gint64
to_microseconds (gint64 seconds)
{
  return seconds > G_MAXINT64 / SECOND ? DIALER_LIMITS_NEVER : seconds * SECOND;
}

void
dialer_limits_set_budgets (DialerLimits *self, const DialerBudgetVerdict *budgets)
{
  self->budgets = budgets->paid != G_MAXINT64 || budgets->online != G_MAXINT64 || budgets->bytes != G_MAXUINT64;
  self->paid = to_microseconds (budgets->paid);
  if (self->paid != DIALER_LIMITS_NEVER)
    self->paid = MAX (self->paid - DIALER_BUDGET_HANG_UP_S * SECOND, 0);
  self->budget_online = to_microseconds (budgets->online);
  self->budget_bytes = budgets->bytes;
}

void
dialer_limits_lift_budgets (DialerLimits *self)
{
  self->budgets = FALSE;
}

void
dialer_limits_clear (DialerLimits *self)
{
  g_clear_pointer (&self->windows, dialer_windows_free);
}

gboolean
dialer_limits_are_none (const DialerLimits *self)
{
  return self->duration == 0 && self->idle == 0 && self->data == 0 && self->windows == NULL && !self->budgets;
}

static void
cut (DialerLimitsVerdict *verdict, DialerLimit limit)
{
  if (verdict->reason == DIALER_REASON_NONE)
    verdict->reason = limits[limit].reason;
}

static void
warn (DialerLimitsVerdict *verdict, DialerLimit limit, guint64 left)
{
  gboolean is_near = (verdict->near & (1u << limit)) != 0;

  verdict->left[limit] = is_near ? MIN (verdict->left[limit], left) : left;
  verdict->near |= 1u << limit;
}

static void
look_in (DialerLimitsVerdict *verdict, gint64 microseconds)
{
  verdict->look_again = MIN (verdict->look_again, microseconds);
}

static gint64
get_warning (gint64 whole)
{
  return MIN (WARNING, whole / 4);
}

/* @warning: for how long before the end */
static void
judge_time (DialerLimitsVerdict *verdict, DialerLimit limit, gint64 left, gint64 warning, gint64 grace)
{
  left = MAX (left, grace);
  if (left <= 0)
    {
      cut (verdict, limit);
      return;
    }
  if (left <= warning)
    warn (verdict, limit, (left + SECOND - 1) / SECOND);
  look_in (verdict, left > warning ? left - warning : left);
}

static gint64
get_window_left (DialerWindows *windows, const DialerLimitsSituation *situation)
{
  gint64 change;

  if (!dialer_windows_contains (windows, situation->time, situation->zone))
    return 0;
  change = dialer_windows_get_change (windows, situation->time, situation->zone);
  return change == G_MAXINT64 ? DIALER_LIMITS_NEVER : (change - situation->time) * SECOND;
}

static void
end_in (gint64 left, DialerLimit limit, gint64 *end, DialerLimit *first)
{
  if (left >= *end)
    return;
  *end = left;
  *first = limit;
}

gint64
dialer_limits_find_end (const DialerLimits *self, gint64 time, GTimeZone *zone, DialerLimit *limit)
{
  DialerLimitsSituation situation = { .time = time, .zone = zone };
  gint64 end = DIALER_LIMITS_NEVER;

  if (self->duration)
    end_in (self->duration, DIALER_LIMIT_DURATION, &end, limit);
  if (self->windows)
    end_in (get_window_left (self->windows, &situation), DIALER_LIMIT_WINDOWS, &end, limit);
  if (self->budgets)
    {
      end_in (self->paid, DIALER_LIMIT_COST, &end, limit);
      end_in (self->budget_online, DIALER_LIMIT_DURATION, &end, limit);
    }
  return end == DIALER_LIMITS_NEVER ? end : end / SECOND;
}

guint64
dialer_limits_get_bytes (const DialerLimits *self)
{
  guint64 bytes = self->data ? self->data : G_MAXUINT64;

  return self->budgets ? MIN (bytes, self->budget_bytes) : bytes;
}

static void
judge_windows (DialerLimitsVerdict *verdict, DialerWindows *windows, const DialerLimitsSituation *situation)
{
  gint64 left = get_window_left (windows, situation);

  if (left != DIALER_LIMITS_NEVER)
    judge_time (verdict, DIALER_LIMIT_WINDOWS, left, WARNING, situation->grace);
}

/* Nothing tells of bytes: they are counted again when so many could have passed. */
static gint64
get_time_of (guint64 bytes, guint speed)
{
  guint64 rate = speed ? (guint64) speed / 8 * COMPRESSION : ANY_RATE;
  guint64 seconds = bytes / MAX (rate, 1);

  return seconds > LONGEST_LOOK / SECOND ? LONGEST_LOOK : MAX ((gint64) seconds * SECOND, SHORTEST_LOOK);
}

static void
judge_data (DialerLimitsVerdict *verdict, guint64 most, guint64 bytes, guint speed, gint64 grace)
{
  guint64 warned_from = most - most / 10;
  guint64 left = bytes < most ? most - bytes : 0;

  if (left == 0 && grace <= 0)
    {
      cut (verdict, DIALER_LIMIT_DATA);
      return;
    }
  if (bytes >= warned_from)
    warn (verdict, DIALER_LIMIT_DATA, left);
  if (left == 0)
    look_in (verdict, grace);
  else if (bytes < warned_from)
    look_in (verdict, get_time_of (warned_from - bytes, speed));
  else
    look_in (verdict, get_time_of (left, speed));
}

static void
judge_idle (DialerLimitsVerdict *verdict, gint64 most, const DialerLimitsSituation *situation)
{
  judge_time (verdict, DIALER_LIMIT_IDLE, most - situation->idle, get_warning (most), situation->grace);
  if (situation->idle_is_sampled)
    look_in (verdict, MAX (most / 8, SHORTEST_LOOK));
}

/* Nobody may put these off who has not the right to; a call that has no budget left has none from the beginning. */
static void
judge_budgets (DialerLimitsVerdict *verdict, const DialerLimits *self, const DialerLimitsSituation *situation)
{
  if (self->paid != DIALER_LIMITS_NEVER)
    judge_time (verdict, DIALER_LIMIT_COST, self->paid - situation->connected, get_warning (self->paid), 0);
  if (situation->connecting)
    return;
  if (self->budget_online != DIALER_LIMITS_NEVER)
    judge_time (verdict, DIALER_LIMIT_DURATION, self->budget_online - situation->call_online,
                get_warning (self->budget_online), 0);
  if (self->budget_bytes != G_MAXUINT64)
    judge_data (verdict, self->budget_bytes, situation->call_bytes, situation->speed, 0);
}

static void
judge_session (DialerLimitsVerdict *verdict, const DialerLimits *self, const DialerLimitsSituation *situation)
{
  if (self->duration)
    judge_time (verdict, DIALER_LIMIT_DURATION, self->duration - situation->online, get_warning (self->duration),
                situation->grace);
  if (self->data)
    judge_data (verdict, self->data, situation->bytes, situation->speed, situation->grace);
  if (self->idle)
    judge_idle (verdict, self->idle, situation);
}

DialerLimitsVerdict
dialer_limits_judge (const DialerLimits *self, const DialerLimitsSituation *situation)
{
  DialerLimitsVerdict verdict = { .reason = DIALER_REASON_NONE, .look_again = DIALER_LIMITS_NEVER };

  if (self->budgets)
    judge_budgets (&verdict, self, situation);
  if (self->windows)
    judge_windows (&verdict, self->windows, situation);
  if (!situation->connecting)
    judge_session (&verdict, self, situation);
  return verdict;
}
