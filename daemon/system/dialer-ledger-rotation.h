/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the ledger forgets, so that no disk fills up. */
#pragma once

#include "dialer-database.h"

/**
 * DialerLedgerLimits:
 * @days: a call is forgotten after so many days
 * @log_days: what was said in it after so many
 * @keep: the newest calls and logs, so many, are not too old whatever the clock says, for it may be wrong
 * @bytes: when the file has more in it, the oldest logs go, and when there is none left, the oldest calls
 */
typedef struct
{
  guint days;
  guint log_days;
  guint keep;
  guint64 bytes;
} DialerLedgerLimits;

/** Those of dialerd(8): five years, 90 days, 1000 calls, 64 MiB. */
extern const DialerLedgerLimits dialer_ledger_default_limits;

/**
 * dialer_ledger_rotate:
 * @now: in microseconds since 1970-01-01 UTC
 *
 * Blocks.
 *
 * Returns: %FALSE with an error set; some may have been forgotten all the same
 */
gboolean dialer_ledger_rotate (DialerDatabase *db, const DialerLedgerLimits *limits, gint64 now, GError **error);
