/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each budget leaves something; the least of them is what a call has. */
#include "dialer-budget.h"

#include <string.h>

#include "dialer-list.h"
#include "dialer-zone.h"

static const struct
{
  const char *key;
  DialerReason reason;
} kinds[] = {
  [DIALER_BUDGET_COST] = { "cost", DIALER_REASON_COST_LIMIT },
  [DIALER_BUDGET_DURATION] = { "duration", DIALER_REASON_TIME_LIMIT },
  [DIALER_BUDGET_DATA] = { "data", DIALER_REASON_DATA_LIMIT },
};

static const char *const periods[] = {
  [DIALER_PERIOD_CALL] = "call",
  [DIALER_PERIOD_DAY] = "day",
  [DIALER_PERIOD_WEEK] = "week",
  [DIALER_PERIOD_MONTH] = "month",
};

/* ---- what is written ---- */

const char *
dialer_budget_kind_to_key (DialerBudgetKind kind)
{
  return kinds[kind].key;
}

gboolean
dialer_budget_find_period (const char *word, DialerPeriod *period)
{
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    if (g_str_equal (periods[i], word))
      {
        *period = i;
        return TRUE;
      }
  return FALSE;
}

static void
clear_budget (gpointer data)
{
  g_free (((DialerBudget *) data)->text);
}

GArray *
dialer_budget_new_list (void)
{
  GArray *budgets = g_array_new (FALSE, FALSE, sizeof (DialerBudget));

  g_array_set_clear_func (budgets, clear_budget);
  return budgets;
}

static gboolean
parse_amount (DialerBudgetKind kind, const char *text, guint64 *amount)
{
  gint64 nano;

  if (kind != DIALER_BUDGET_COST)
    return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, amount, NULL);
  if (!dialer_money_parse (text, &nano))
    return FALSE;
  *amount = (guint64) nano / (DIALER_MONEY_NANO / DIALER_MONEY_MICRO);
  return TRUE;
}

void
dialer_budget_add (GArray *budgets, DialerBudgetKind kind, const char *value)
{
  g_auto (GStrv) members = dialer_list_split (value);

  for (guint i = 0; members[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (members[i], "/", 2);
      DialerBudget budget = { .kind = kind };

      if (parts[1] == NULL || !dialer_budget_find_period (parts[1], &budget.period)
          || !parse_amount (kind, parts[0], &budget.amount))
        continue; /* plain; or what has been let in once, before it was checked so */
      budget.text = g_strdup (members[i]);
      g_array_append_val (budgets, budget);
    }
}

guint64
dialer_budget_get_plain (const char *value)
{
  g_auto (GStrv) members = dialer_list_split (value);

  for (guint i = 0; members[i]; i++)
    if (strchr (members[i], '/') == NULL)
      return g_ascii_strtoull (members[i], NULL, 10);
  return 0;
}

/* ---- periods ---- */

/* The first day of the month that @day is in, or of one @months later; days are since 1970-01-01. */
static gint64
get_month (gint64 day, guint months)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint) (day + DIALER_ZONE_EPOCH));
  g_date_set_day (&date, 1);
  g_date_add_months (&date, months);
  return (gint64) g_date_get_julian (&date) - DIALER_ZONE_EPOCH;
}

/* @n: 0 for this one, 1 for the next */
static gint64
get_bound (DialerPeriod period, gint64 time, GTimeZone *zone, guint n)
{
  gint64 day = dialer_zone_get_time (zone, time).day;
  gint64 weekday = day + DIALER_ZONE_EPOCH_WEEKDAY - dialer_zone_divide_down (day + DIALER_ZONE_EPOCH_WEEKDAY, 7) * 7;

  switch (period)
    {
    case DIALER_PERIOD_CALL:
      return n ? G_MAXINT64 : time;
    case DIALER_PERIOD_DAY:
      return dialer_zone_get_midnight (zone, day + n);
    case DIALER_PERIOD_WEEK:
      return dialer_zone_get_midnight (zone, day - weekday + 7 * n);
    case DIALER_PERIOD_MONTH:
      return dialer_zone_get_midnight (zone, get_month (day, n));
    }
  g_return_val_if_reached (time);
}

gint64
dialer_period_get_begin (DialerPeriod period, gint64 time, GTimeZone *zone)
{
  return get_bound (period, time, zone, 0);
}

gint64
dialer_period_get_end (DialerPeriod period, gint64 time, GTimeZone *zone)
{
  return get_bound (period, time, zone, 1);
}

/* ---- what is left ---- */

static guint64
get_spent (const DialerBudgetCase *what, const DialerBudget *budget)
{
  const char *currency = what->tariff ? dialer_tariff_get_currency (what->tariff) : NULL;
  DialerTallyEntry sum;

  if (budget->period == DIALER_PERIOD_CALL)
    return 0;
  sum = dialer_tally_sum (what->tally, what->profile, dialer_period_get_begin (budget->period, what->now, what->zone),
                          currency);
  switch (budget->kind)
    {
    case DIALER_BUDGET_COST:
      return (guint64) sum.cost;
    case DIALER_BUDGET_DURATION:
      return sum.seconds;
    case DIALER_BUDGET_DATA:
      return sum.bytes;
    }
  g_return_val_if_reached (0);
}

/* Puts what @left is enough for into @verdict.  Returns: whether a call is worth while. */
static gboolean
leave (const DialerBudgetCase *what, DialerBudgetVerdict *verdict, DialerBudgetKind kind, guint64 left)
{
  gint64 paid;

  switch (kind)
    {
    case DIALER_BUDGET_COST:
      /* Without a tariff nothing is known, and nothing can be kept to. */
      paid = what->tariff
               ? dialer_tariff_get_seconds (what->tariff, what->answered, (gint64) MIN (left, G_MAXINT64), what->zone)
               : -1;
      verdict->paid = MIN (verdict->paid, paid);
      return paid > DIALER_BUDGET_HANG_UP_S;
    case DIALER_BUDGET_DURATION:
      verdict->online = MIN (verdict->online, (gint64) MIN (left, G_MAXINT64));
      return left > 0;
    case DIALER_BUDGET_DATA:
      verdict->bytes = MIN (verdict->bytes, left);
      return left > 0;
    }
  g_return_val_if_reached (FALSE);
}

static void
judge (const DialerBudgetCase *what, DialerBudgetVerdict *verdict, const DialerBudget *budget)
{
  guint64 spent = get_spent (what, budget);
  guint64 left = spent < budget->amount ? budget->amount - spent : 0;
  gint64 again;

  if (leave (what, verdict, budget->kind, left))
    return;
  again = dialer_period_get_end (budget->period, what->now, what->zone);
  if (verdict->used_up && again <= verdict->again)
    return;
  verdict->reason = kinds[budget->kind].reason;
  verdict->used_up = budget;
  verdict->spent = spent;
  verdict->again = again;
}

DialerBudgetVerdict
dialer_budget_judge (const DialerBudgetCase *what)
{
  DialerBudgetVerdict verdict = { .paid = G_MAXINT64, .online = G_MAXINT64, .bytes = G_MAXUINT64 };

  for (guint i = 0; i < what->budgets->len; i++)
    judge (what, &verdict, &g_array_index (what->budgets, DialerBudget, i));
  return verdict;
}
