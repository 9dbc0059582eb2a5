/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which calls of the ledger somebody wants to see, and may. */
#pragma once

#include <glib.h>

/* Who sees all. */
#define DIALER_VIEWER_ALL (-1)

/**
 * DialerHistoryQuery:
 * @profiles: (nullable): names or ids; %NULL is all
 * @call: (nullable): the id of one call, or the beginning of it
 * @since: only calls that began at this time or later, in seconds since 1970-01-01 UTC
 * @until: (nullable by 0): only calls that began before
 * @before: only calls whose serial is lower; 0 is all
 * @last: at most so many, the newest
 * @viewer: user id of who asks: only calls that he asked for, or of his profiles; DIALER_VIEWER_ALL is all
 */
typedef struct
{
  GStrv profiles;
  char *call;
  gint64 since;
  gint64 until;
  gint64 before;
  guint last;
  gint64 viewer;
} DialerHistoryQuery;

/** dialer_history_query_new: Returns: (transfer full): all calls, for everybody, at most @last */
DialerHistoryQuery *dialer_history_query_new (guint last);
DialerHistoryQuery *dialer_history_query_copy (const DialerHistoryQuery *self);
void dialer_history_query_free (DialerHistoryQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerHistoryQuery, dialer_history_query_free)

/**
 * DialerTotalsBy:
 *
 * What calls are added up by.
 */
typedef enum
{
  DIALER_TOTALS_MONTH, /* in which they began, such as "2026-11", in the time zone that the daemon had then */
  DIALER_TOTALS_PROFILE,
  DIALER_TOTALS_USER,
  DIALER_TOTALS_MODEM,
  DIALER_TOTALS_NUMBER,
  DIALER_TOTALS_REASON,
} DialerTotalsBy;

#define DIALER_N_TOTALS (DIALER_TOTALS_REASON + 1)

/** dialer_totals_by_from_string: Returns: whether @word, such as "month", is one; then @by is set */
gboolean dialer_totals_by_from_string (const char *word, DialerTotalsBy *by);

/**
 * DialerTotals:
 * @key: such as "2026-11"; "" where there was none
 * @calls: how many there were
 * @connected: how many of them came online
 * @seconds: online
 * @cost: in millionths of @currency; -1 if none of them has a tariff, or they are in several currencies
 * @currency: (nullable): likewise %NULL
 */
typedef struct
{
  char *key;
  guint64 calls;
  guint64 connected;
  guint64 seconds;
  guint64 rx_bytes;
  guint64 tx_bytes;
  gint64 cost;
  char *currency;
} DialerTotals;

/** dialer_totals_free: with its texts */
void dialer_totals_free (DialerTotals *self);
