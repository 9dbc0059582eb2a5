/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The numbers are gone through in rounds: within one the next is dialled at once, between two there is a pause.
 * redial.attempts counts rounds.
 */
#include "dialer-redial-policy.h"

#include <string.h>

#include "dialer-windows.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * SECOND)
/* 2^31 times any pause is longer than the longest. */
#define MOST_FAILURES 32
/* One round in so many begins with the number that was not dialled for longest, for it may have become better. */
#define EXPLORES_ONE_IN 20

static gboolean
has_order (const DialerRedialCase *what, const char *order)
{
  return g_str_equal (dialer_settings_get (what->settings, "dial.order"), order);
}

/* ---- holds: what the modems refuse ---- */

/* Returns: until when no modem dials the number; @modem: which does, %NULL for any. */
static gint64
get_hold_end (const DialerRedialCase *what, guint number, gint64 at, const char **modem)
{
  gint64 soonest = G_MAXINT64;
  gboolean held = FALSE;
  const char *found = NULL;

  for (guint i = 0; what->modems && what->modems[i]; i++)
    {
      gint64 end = dialer_attempt_list_get_hold_end (what->history, what->numbers[number], what->modems[i]);

      held |= end > at;
      if (MAX (end, at) >= soonest)
        continue;
      soonest = MAX (end, at);
      found = what->modems[i];
    }
  *modem = held ? found : NULL;
  return held ? soonest : at;
}

/* ---- order ---- */

static guint
get_fastest (const DialerRedialCase *what)
{
  guint fastest = 0;

  for (guint i = 0; i < what->n_numbers; i++)
    fastest = MAX (fastest, dialer_attempt_list_get_speed (what->history, what->numbers[i]));
  return fastest;
}

static gint64
get_last_time (const DialerRedialCase *what, guint number)
{
  const DialerAttempt *last = dialer_attempt_list_find_last (what->history, what->numbers[number]);

  return last ? last->started : G_MININT64;
}

/* The place behind the number that was dialled last. */
static guint
get_begin_of_rotation (const DialerRedialCase *what)
{
  gint64 latest = G_MININT64;
  guint begin = 0;

  for (guint i = 0; i < what->n_numbers; i++)
    {
      gint64 time = get_last_time (what, i);

      if (time <= latest)
        continue;
      latest = time;
      begin = (i + 1) % what->n_numbers;
    }
  return begin;
}

/* Returns: (transfer full): a rank for each: the smallest goes first, of equal ones the first in the list. */
static double *
rank (const DialerRedialCase *what)
{
  double *ranks = g_new (double, what->n_numbers);
  gboolean best = has_order (what, "best"), explores = best && what->dice % EXPLORES_ONE_IN == 0;
  guint begin = has_order (what, "rotate") ? get_begin_of_rotation (what) : 0;
  guint fastest = best && !explores ? get_fastest (what) : 0;

  for (guint i = 0; i < what->n_numbers; i++)
    if (explores)
      ranks[i] = (double) get_last_time (what, i);
    else if (best)
      ranks[i] = -dialer_attempt_list_rate (what->history, what->numbers[i], fastest, what->now, what->zone);
    else
      ranks[i] = (i + what->n_numbers - begin) % what->n_numbers;
  return ranks;
}

/* One of those that were not tried, and can be dialled soonest; @at: not before then. */
static DialerRedialStep
choose (const DialerRedialCase *what, const double *ranks, const DialerRedialProgress *progress, gint64 at)
{
  DialerRedialStep step = { .at = G_MAXINT64 };
  double best = 0;

  for (guint i = 0; i < what->n_numbers; i++)
    {
      const char *modem;
      gint64 possible = progress->tried[i] ? 0 : get_hold_end (what, i, at, &modem);

      if (progress->tried[i] || (step.dials && (possible > step.at || (possible == step.at && ranks[i] >= best))))
        continue;
      step = (DialerRedialStep){ .dials = TRUE, .number = i, .modem = modem, .at = possible };
      best = ranks[i];
    }
  return step;
}

/* ---- time ---- */

static gint64
get_seconds (const DialerRedialCase *what, const char *path)
{
  return dialer_settings_get_uint (what->settings, path) * SECOND;
}

/* Doubled with each failure after the first. */
static gint64
grow (gint64 pause, gint64 most, guint failures)
{
  for (guint i = 1; i < failures && pause < most; i++)
    pause *= 2;
  return MIN (pause, most);
}

/* Up to a quarter more, so that two who wait for one number do not always meet. */
static gint64
make_pause (gint64 wanted, gint64 least, guint32 dice)
{
  gint64 pause = MAX (wanted, least);

  return pause + pause / 1000 * (dice % 251);
}

static gint64
get_wanted_pause (const DialerRedialCase *what, const DialerRedialProgress *progress, const DialerAttempt *last,
                  guint number)
{
  gint64 most = get_seconds (what, "redial.pause-max");
  const char *name = what->numbers[number];
  guint failures = 0;

  if (last->reason == DIALER_REASON_BUSY && *dialer_settings_get (what->settings, "redial.busy-pause"))
    return get_seconds (what, "redial.busy-pause");
  if (name)
    failures = dialer_attempt_list_count_failures (what->history, name, DIALER_REDIAL_LASTING, HOUR + 2 * most,
                                                   what->now, MOST_FAILURES);
  return grow (get_seconds (what, "redial.pause"), most, MAX (failures, progress->round));
}

static gboolean
is_within_window (const DialerRedialCase *what, gint64 at)
{
  g_autoptr (DialerWindows) windows
    = dialer_windows_parse (dialer_settings_get (what->settings, "limit.windows"));

  return windows == NULL || dialer_windows_contains (windows, at / SECOND, what->zone);
}

/* ---- what follows ---- */

static void
begin_round (const DialerRedialCase *what, DialerRedialProgress *progress)
{
  memset (progress->tried, 0, what->n_numbers * sizeof (gboolean));
  progress->round++;
}

static DialerRedialStep
take (DialerRedialProgress *progress, DialerRedialStep step)
{
  progress->tried[step.number] = TRUE;
  return step;
}

DialerRedialStep
dialer_redial_policy_begin (const DialerRedialCase *what, DialerRedialProgress *progress)
{
  g_autofree double *ranks = rank (what);
  DialerRedialStep step;

  progress->round = 0;
  begin_round (what, progress);
  step = choose (what, ranks, progress, what->now);
  step.at = what->now; /* somebody has asked for it */
  return take (progress, step);
}

/* Whether another number may do better than that which @last was for. */
static gboolean
goes_to_next_number (const DialerRedialCase *what, const DialerAttempt *last)
{
  if (last->modem == NULL || last->reached >= DIALER_STATE_ONLINE)
    return FALSE;
  if (last->reason == DIALER_REASON_BUSY)
    return TRUE;
  return !has_order (what, "next-on-busy")
         && (last->reason == DIALER_REASON_BLACKLISTED || dialer_reason_is_worth_redial (last->reason));
}

static gboolean
may_begin_round (const DialerRedialCase *what, const DialerRedialProgress *progress, const DialerAttempt *last)
{
  guint most = dialer_settings_get_uint (what->settings, "redial.attempts");

  if (!dialer_reason_is_worth_redial (last->reason))
    return FALSE;
  if (last->reached >= DIALER_STATE_ONLINE && !dialer_settings_get_boolean (what->settings, "redial.reconnect"))
    return FALSE;
  return most == 0 || progress->round < most;
}

static DialerRedialStep
redial (const DialerRedialCase *what, const double *ranks, DialerRedialProgress *progress, const DialerAttempt *last)
{
  g_autofree gboolean *none = g_new0 (gboolean, what->n_numbers);
  DialerRedialProgress next = { .tried = none };
  DialerRedialStep step = choose (what, ranks, &next, what->now);
  gint64 least = last->reached >= DIALER_STATE_ONLINE ? 0 : SECOND; /* only a lost link is dialled again at once */
  gint64 pause = make_pause (get_wanted_pause (what, progress, last, step.number), least, what->dice);

  step = choose (what, ranks, &next, MAX (what->now, last->ended + pause));
  if (!is_within_window (what, step.at))
    return (DialerRedialStep){ .refusal = DIALER_REASON_OUTSIDE_WINDOW };
  begin_round (what, progress);
  return take (progress, step);
}

DialerRedialStep
dialer_redial_policy_go_on (const DialerRedialCase *what, DialerRedialProgress *progress, const DialerAttempt *last)
{
  g_autofree double *ranks = rank (what);
  DialerRedialStep step = { .dials = FALSE };

  if (last->reached >= DIALER_STATE_ONLINE && last->online_seconds >= DIALER_REDIAL_LASTING)
    progress->round = 0;
  if (goes_to_next_number (what, last))
    step = choose (what, ranks, progress, what->now);
  /* A round does not wait for a number. */
  if (step.dials && step.at <= what->now && is_within_window (what, step.at))
    return take (progress, step);
  if (!may_begin_round (what, progress, last))
    return (DialerRedialStep){ .dials = FALSE };
  return redial (what, ranks, progress, last);
}

gint64
dialer_redial_policy_get_rest (const DialerRedialCase *what, const DialerAttempt *last)
{
  g_autofree double *ranks = rank (what);
  g_autofree gboolean *none = g_new0 (gboolean, what->n_numbers);
  DialerRedialProgress progress = { .round = 1, .tried = none };

  if (last->reason == DIALER_REASON_IDLE)
    return what->now;
  if (dialer_attempt_was_ended_here (last))
    return last->ended + make_pause (get_seconds (what, "redial.pause-max"), SECOND, what->dice);
  if (last->reason != DIALER_REASON_BLACKLISTED && !dialer_reason_is_worth_redial (last->reason))
    return G_MAXINT64;
  return choose (what, ranks, &progress,
                 last->ended + make_pause (get_wanted_pause (what, &progress, last, 0), SECOND, what->dice)).at;
}
