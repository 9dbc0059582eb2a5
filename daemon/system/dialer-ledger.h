/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The durable record of all calls.  One thread writes and reads; nobody waits for the disk. */
#pragma once

#include <gio/gio.h>

#include "dialer-attempt.h"
#include "dialer-call-record.h"
#include "dialer-history-query.h"
#include "dialer-ledger-rotation.h"
#include "dialer-tally.h"

/* How many rows one answer may have: a page. */
#define DIALER_LEDGER_PAGE 500

#define DIALER_TYPE_LEDGER (dialer_ledger_get_type ())
G_DECLARE_FINAL_TYPE (DialerLedger, dialer_ledger, DIALER, LEDGER, GObject)

/**
 * dialer_ledger_new:
 * @path: such as /var/lib/dialer/ledger.db; made (0600) when it is not there
 * @limits: what is kept
 *
 * Nothing that is wrong with the file keeps it from being made: each use tries again, as
 * dialer_database_open() describes.
 */
DialerLedger *dialer_ledger_new (const char *path, const DialerLedgerLimits *limits);

/** dialer_ledger_close: waits until all is on disk, or has failed; to be called before the last reference goes */
void dialer_ledger_close (DialerLedger *self);

/**
 * dialer_ledger_write_async:
 * @record: what is known now is written, and the lines that its log has got are taken
 *
 * What can't be written (the disk is full) is kept, and tried again when there is more to write; but no more than
 * the newest 200 of such.
 */
void dialer_ledger_write_async (DialerLedger *self, DialerCallRecord *record, GAsyncReadyCallback callback,
                                gpointer user_data);

/** dialer_ledger_write_finish: Returns: whether it is on disk; %FALSE with DIALER_ERROR_FAILED set */
gboolean dialer_ledger_write_finish (DialerLedger *self, GAsyncResult *result, GError **error);

/**
 * dialer_ledger_close_open_rows:
 *
 * For start-up, before any call: those without an end are given the reason "interrupted", and as their end the time
 * at which they were last written.
 */
void dialer_ledger_close_open_rows (DialerLedger *self, GAsyncReadyCallback callback, gpointer user_data);

/** dialer_ledger_close_open_rows_finish: Returns: how many there were, -1 with an error set */
int dialer_ledger_close_open_rows_finish (DialerLedger *self, GAsyncResult *result, GError **error);

/**
 * dialer_ledger_end_async:
 * @call: the id of a call that has an end already
 * @reason: why it ended, as is known now
 * @ended: when it was over, if that was later than its end; in seconds since 1970-01-01 UTC, 0 if it is not known
 */
void dialer_ledger_end_async (DialerLedger *self, const char *call, DialerReason reason, gint64 ended,
                              GAsyncReadyCallback callback, gpointer user_data);

/** dialer_ledger_end_finish: Returns: whether it is on disk; %FALSE with DIALER_ERROR_FAILED set */
gboolean dialer_ledger_end_finish (DialerLedger *self, GAsyncResult *result, GError **error);

/** dialer_ledger_read_async: asks for calls; of @query only as many as DIALER_LEDGER_PAGE */
void dialer_ledger_read_async (DialerLedger *self, const DialerHistoryQuery *query, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);

/** dialer_ledger_read_finish: Returns: (transfer full) (element-type DialerCallRecord) (nullable): newest first */
GPtrArray *dialer_ledger_read_finish (DialerLedger *self, GAsyncResult *result, GError **error);

/** dialer_ledger_add_up_async: adds calls up; @query's last and before do not count */
void dialer_ledger_add_up_async (DialerLedger *self, DialerTotalsBy by, const DialerHistoryQuery *query,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/** dialer_ledger_add_up_finish: Returns: (transfer full) (element-type DialerTotals) (nullable): by key */
GPtrArray *dialer_ledger_add_up_finish (DialerLedger *self, GAsyncResult *result, GError **error);

/** dialer_ledger_read_log_async: asks what was said in the call with the id @call */
void dialer_ledger_read_log_async (DialerLedger *self, const char *call, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

/** dialer_ledger_read_log_finish: Returns: (transfer full) (element-type DialerCallLogLine) (nullable): in order */
GPtrArray *dialer_ledger_read_log_finish (DialerLedger *self, GAsyncResult *result, GError **error);

/**
 * dialer_ledger_read_tally:
 * @since: of calls that began then or later, in seconds since 1970-01-01 UTC
 *
 * For start-up: waits for the answer.
 *
 * Returns: (transfer full) (element-type DialerTallyEntry) (nullable): what ended calls have taken, or %NULL with
 *   DIALER_ERROR_FAILED set
 */
GPtrArray *dialer_ledger_read_tally (DialerLedger *self, gint64 since, GError **error);

/** dialer_ledger_read_attempts_async: asks for the @last calls that have ended, of all profiles, for redials */
void dialer_ledger_read_attempts_async (DialerLedger *self, guint last, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);

/** dialer_ledger_read_attempts_finish: Returns: (transfer full) (element-type DialerAttempt) (nullable): by start */
GPtrArray *dialer_ledger_read_attempts_finish (DialerLedger *self, GAsyncResult *result, GError **error);
