/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What stands in the ledger: from values to rows, and back.  All of it blocks. */
#pragma once

#include "dialer-attempt.h"
#include "dialer-call-record.h"
#include "dialer-database.h"
#include "dialer-history-query.h"
#include "dialer-tally.h"

/**
 * dialer_ledger_rows_write:
 * @record: a call as it is now; its row is made, or replaced
 * @lines: (nullable) (element-type DialerCallLogLine): what was said since the last time
 * @now: in microseconds since 1970-01-01 UTC
 *
 * For a transaction of the caller's.
 */
gboolean dialer_ledger_rows_write (DialerDatabase *db, const DialerCallRecord *record, GPtrArray *lines, gint64 now,
                                   GError **error);

/** dialer_ledger_rows_close: as dialer_ledger_close_open_rows(); Returns: how many were open, -1 with an error set */
int dialer_ledger_rows_close (DialerDatabase *db, GError **error);

/** dialer_ledger_rows_end: as dialer_ledger_end_async() */
gboolean dialer_ledger_rows_end (DialerDatabase *db, const char *call, DialerReason reason, gint64 ended,
                                 GError **error);

/** dialer_ledger_rows_read: Returns: (transfer full) (element-type DialerCallRecord) (nullable): the newest first */
GPtrArray *dialer_ledger_rows_read (DialerDatabase *db, const DialerHistoryQuery *query, GError **error);

/** dialer_ledger_rows_add_up: Returns: (transfer full) (element-type DialerTotals) (nullable): by key, at most 1000 */
GPtrArray *dialer_ledger_rows_add_up (DialerDatabase *db, DialerTotalsBy by, const DialerHistoryQuery *query,
                                      GError **error);

/** dialer_ledger_rows_read_attempts: Returns: (transfer full) (element-type DialerAttempt) (nullable): oldest first */
GPtrArray *dialer_ledger_rows_read_attempts (DialerDatabase *db, guint last, GError **error);

/** dialer_ledger_rows_read_log: Returns: (transfer full) (element-type DialerCallLogLine) (nullable): in order */
GPtrArray *dialer_ledger_rows_read_log (DialerDatabase *db, const char *id, GError **error);

/** dialer_ledger_rows_read_tally: Returns: (transfer full) (element-type DialerTallyEntry) (nullable): by start */
GPtrArray *dialer_ledger_rows_read_tally (DialerDatabase *db, gint64 since, GError **error);
