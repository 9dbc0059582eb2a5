/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finds out whether calls can be made with a modem, without making one. */
#pragma once

#include "dialer-inhibitor.h"
#include "dialer-modem-report.h"
#include "dialer-modem.h"

/**
 * dialer_modem_test_async:
 * @off_hook: whether the modem may take the line to listen for the dial tone
 *
 * Takes modem and port as a call does, and then: asks who it is ("identity"); sends the initialisation and
 * looks at echo and result codes ("replies"); compares its flow control with line.flow-control
 * ("flow-control"); looks whether DCD is off ("carrier"), and whether the modem still answers after DTR was
 * off ("dtr"); and, if it may, goes off-hook, listens, and hangs up to the proof of it ("dial-tone").  What a
 * silent modem can't tell is skipped.  When it is cancelled the line is taken down and the modem given back
 * before the callback.
 */
void dialer_modem_test_async (DialerModem *modem, DialerInhibitor *inhibitor, gboolean off_hook,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_modem_test_finish:
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with DIALER_ERROR_BUSY, DIALER_ERROR_NOT_FOUND,
 *   DIALER_ERROR_INVALID_ARGUMENT (no terminal device), DIALER_ERROR_FAILED (it went meanwhile) or
 *   G_IO_ERROR_CANCELLED set
 */
DialerModemReport *dialer_modem_test_finish (GAsyncResult *result, GError **error);
