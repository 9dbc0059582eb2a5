/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Follows all sessions, and has the ledger write down what becomes of their calls. */
#pragma once

#include "dialer-ledger.h"
#include "dialer-manager.h"

#define DIALER_TYPE_RECORDER (dialer_recorder_get_type ())
G_DECLARE_FINAL_TYPE (DialerRecorder, dialer_recorder, DIALER, RECORDER, GObject)

/**
 * dialer_recorder_new:
 * @manager: before it has any session
 *
 * Closes the rows that a daemon before left open, and from then on writes a call's row at each change of its state,
 * and every 15 seconds.  What can't be written is told in the log and counted; no call waits for it.
 *
 * Returns: (transfer full): a recorder
 */
DialerRecorder *dialer_recorder_new (DialerLedger *ledger, DialerManager *manager);

/** dialer_recorder_flush: has everything written that is known now, so that who reads the ledger next sees it */
void dialer_recorder_flush (DialerRecorder *self);

/** dialer_recorder_get_ledger: Returns: (transfer none): where it is written */
DialerLedger *dialer_recorder_get_ledger (DialerRecorder *self);

/** dialer_recorder_get_failures: Returns: how often the ledger could not be written since the start */
guint dialer_recorder_get_failures (DialerRecorder *self);

/**
 * DialerRecorder::failed:
 *
 * dialer_recorder_get_failures() tells another number.
 */
