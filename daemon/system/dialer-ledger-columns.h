/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The columns of a call in the ledger, and the members of its record. */
#pragma once

#include <sqlite3.h>

#include "dialer-call-record.h"

/**
 * dialer_ledger_columns_get_write_sql:
 *
 * Returns: (transfer none): a statement that makes the row of a call or replaces it; its parameters are named after
 *   the columns, and those that no record has are :seconds, :month and :seen
 */
const char *dialer_ledger_columns_get_write_sql (void);

/** dialer_ledger_columns_bind: gives that statement what @record knows */
void dialer_ledger_columns_bind (sqlite3_stmt *statement, const DialerCallRecord *record);

/** dialer_ledger_columns_list: Returns: (transfer full): what to SELECT for dialer_ledger_columns_read() */
char *dialer_ledger_columns_list (void);

/** dialer_ledger_columns_read: Returns: (transfer full): the record in the current row, without a log */
DialerCallRecord *dialer_ledger_columns_read (sqlite3_stmt *statement);
