/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the calls of each profile have taken of late, for budgets. */
#pragma once

#include <glib.h>

/* A month and a week: what is older counts in no budget. */
#define DIALER_TALLY_DAYS 40

/**
 * DialerTallyEntry:
 * @profile: its id
 * @started: of the calls, in seconds since 1970-01-01 UTC
 * @currency: (nullable): of @cost
 * @cost: in DIALER_MONEY_MICRO
 * @seconds: online
 * @bytes: received and sent
 */
typedef struct
{
  char *profile;
  gint64 started;
  char *currency;
  gint64 cost;
  guint64 seconds;
  guint64 bytes;
} DialerTallyEntry;

void dialer_tally_entry_free (DialerTallyEntry *entry);

/** DialerTally: holds no more than a quarter of an hour apart, at which a day begins in any zone */
typedef struct _DialerTally DialerTally;

/* Seconds: calls that began within the same such time are one. */
#define DIALER_TALLY_GRAIN 900

DialerTally *dialer_tally_new (void);
void dialer_tally_free (DialerTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerTally, dialer_tally_free)

/** dialer_tally_add: counts a call that has ended, or several; forgets what is DIALER_TALLY_DAYS older than it */
void dialer_tally_add (DialerTally *self, const DialerTallyEntry *entry);

/**
 * dialer_tally_sum:
 * @since: when calls must have begun, in seconds since 1970-01-01 UTC
 * @currency: (nullable): what was paid in others is not added up
 *
 * Returns: cost, seconds and bytes of the calls of @profile since then
 */
DialerTallyEntry dialer_tally_sum (DialerTally *self, const char *profile, gint64 since, const char *currency);
