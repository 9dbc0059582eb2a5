/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call costs, and how much of it the budgets of its profile leave. */
#pragma once

#include "dialer-budget.h"
#include "dialer-profile.h"
#include "dialer-tariff.h"
#include "dialer-tools.h"

typedef struct _DialerAllowance DialerAllowance;

/**
 * dialer_allowance_new:
 * @profile: whose budgets and tariff go before
 * @settings: what the dial itself brings along; it can only add to the budgets
 * @lifted: whether the budgets do not count
 *
 * What is wrong with the tariff is told in the log.
 *
 * Returns: (transfer full): that of a call which is to begin now
 */
DialerAllowance *dialer_allowance_new (const DialerTools *tools, DialerProfile *profile, DialerSettings *settings,
                                       gboolean lifted);
void dialer_allowance_free (DialerAllowance *self);

/** dialer_allowance_get_tariff: Returns: (transfer none) (nullable): %NULL if there is none, or it can't be used */
DialerTariff *dialer_allowance_get_tariff (DialerAllowance *self);

/** dialer_allowance_note_answer: what it costs begins at @time, in seconds since 1970-01-01 UTC */
void dialer_allowance_note_answer (DialerAllowance *self, gint64 time);

/** dialer_allowance_lift_budgets: no budget counts from the next dialer_allowance_note_answer() on */
void dialer_allowance_lift_budgets (DialerAllowance *self);

/** dialer_allowance_get_budgets: Returns: (transfer none): what the budgets leave to it */
const DialerBudgetVerdict *dialer_allowance_get_budgets (DialerAllowance *self);

/**
 * dialer_allowance_find_refusal:
 * @reason: (out): set if there is one
 *
 * Returns: (transfer full) (nullable): %NULL if the budgets let a call begin, else which does not, and when one may,
 *   for people
 */
char *dialer_allowance_find_refusal (DialerAllowance *self, DialerReason *reason);
