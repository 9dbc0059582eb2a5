/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What calls may take in a day, a week or a month: a pure computation. */
#pragma once

#include "dialer-reason.h"
#include "dialer-settings.h"
#include "dialer-tally.h"
#include "dialer-tariff.h"

/* A call is ended so many seconds before the unit that would be too much begins: hanging up takes its time. */
#define DIALER_BUDGET_HANG_UP_S 5

typedef enum
{
  DIALER_BUDGET_COST,     /* DIALER_MONEY_MICRO */
  DIALER_BUDGET_DURATION, /* seconds online */
  DIALER_BUDGET_DATA,     /* bytes */
} DialerBudgetKind;

typedef enum
{
  DIALER_PERIOD_CALL,
  DIALER_PERIOD_DAY,
  DIALER_PERIOD_WEEK, /* from Monday on */
  DIALER_PERIOD_MONTH,
} DialerPeriod;

/** DialerBudget: @text: as it is written, such as "5/day" */
typedef struct
{
  DialerBudgetKind kind;
  DialerPeriod period;
  guint64 amount;
  char *text;
} DialerBudget;

/** dialer_budget_find_period: Returns: whether @word is that of a period; then @period is set */
gboolean dialer_budget_find_period (const char *word, DialerPeriod *period);

/**
 * dialer_budget_add:
 * @budgets: (element-type DialerBudget): what they are added to; make it with dialer_budget_new_list()
 * @kind: whose setting it is from
 * @value: of limit.cost, limit.duration or limit.data; members without a period are passed over
 */
void dialer_budget_add (GArray *budgets, DialerBudgetKind kind, const char *value);

/** dialer_budget_new_list: Returns: (transfer full) (element-type DialerBudget): an empty list */
GArray *dialer_budget_new_list (void);

/** dialer_budget_get_plain: Returns: the member of @value that has no period, as a number; 0 if there is none */
guint64 dialer_budget_get_plain (const char *value);

/** dialer_budget_kind_to_key: Returns: (transfer none): such as "cost", in the group "limit" */
const char *dialer_budget_kind_to_key (DialerBudgetKind kind);

/**
 * dialer_period_get_begin:
 * @time: seconds since 1970-01-01 UTC
 *
 * Returns: when the day, week or month begins that @time is in; @time for a call
 */
gint64 dialer_period_get_begin (DialerPeriod period, gint64 time, GTimeZone *zone);

/** dialer_period_get_end: Returns: when the next one begins; %G_MAXINT64 for a call */
gint64 dialer_period_get_end (DialerPeriod period, gint64 time, GTimeZone *zone);

/**
 * DialerBudgetCase:
 * @budgets: (element-type DialerBudget)
 * @tally: what the profile's calls took before
 * @profile: its id
 * @tariff: (nullable): what a call costs
 * @now: when the call begins, in seconds since 1970-01-01 UTC: it counts in the period in which it began
 * @answered: when the far end answers, likewise
 */
typedef struct
{
  GArray *budgets;
  DialerTally *tally;
  const char *profile;
  DialerTariff *tariff;
  gint64 now;
  gint64 answered;
  GTimeZone *zone;
} DialerBudgetCase;

/**
 * DialerBudgetVerdict:
 * @paid: how many seconds the line may be off-hook; %G_MAXINT64 if no budget says
 * @online: how many seconds a call may be online, likewise
 * @bytes: how many bytes may pass, %G_MAXUINT64 likewise
 * @reason: why no call may be made, or DIALER_REASON_NONE
 * @used_up: (nullable): the budget that forbids it, of several that for the longest time
 * @spent: of that
 * @again: when it begins anew, in seconds since 1970-01-01 UTC; %G_MAXINT64 for never
 */
typedef struct
{
  gint64 paid;
  gint64 online;
  guint64 bytes;
  DialerReason reason;
  const DialerBudget *used_up;
  guint64 spent;
  gint64 again;
} DialerBudgetVerdict;

/** dialer_budget_judge: Returns: what all budgets together leave to a call */
DialerBudgetVerdict dialer_budget_judge (const DialerBudgetCase *what);
