/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The calls of all profiles, as far as redials and budgets want to know of them. */
#pragma once

#include "dialer-attempt.h"
#include "dialer-call-record.h"
#include "dialer-ledger.h"
#include "dialer-tally.h"

typedef struct _DialerHistory DialerHistory;

/** dialer_history_new: Returns: (transfer full): a history without a call */
DialerHistory *dialer_history_new (void);
void dialer_history_free (DialerHistory *self);

/**
 * dialer_history_load:
 * @attempts: (element-type DialerAttempt) (transfer full): calls of before the daemon's start, in the order of time
 *
 * Puts them before those that are there.
 */
void dialer_history_load (DialerHistory *self, GPtrArray *attempts);

/**
 * dialer_history_read:
 * @ledger: what lasts
 *
 * Asks it for the calls of before the daemon's start, and loads them when they have come; but for what they have taken
 * of budgets it waits.
 */
void dialer_history_read (DialerHistory *self, DialerLedger *ledger);

/**
 * dialer_history_add:
 * @record: of a call that has just ended
 *
 * Returns: (transfer none): what is kept of it, until the next is added
 */
const DialerAttempt *dialer_history_add (DialerHistory *self, const DialerCallRecord *record);

/** dialer_history_get_tally: Returns: (transfer none): what they have taken */
DialerTally *dialer_history_get_tally (DialerHistory *self);

/** dialer_history_get_attempts: Returns: (transfer none) (element-type DialerAttempt): all, in the order of time */
GPtrArray *dialer_history_get_attempts (DialerHistory *self);
