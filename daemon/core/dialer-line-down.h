/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The end of a call on a telephone line: it is hung up, and then the modem tells how it was. */
#pragma once

#include "dialer-call-log.h"
#include "dialer-chat.h"
#include "dialer-serial-port.h"
#include "dialer-settings.h"

/**
 * dialer_line_down_async:
 * @had_carrier: whether the modem has reported a connection
 * @settings: of the call; line.diagnostics is what the modem is asked, or off
 * @log: (transfer none): what it answers goes there; outlives the task
 *
 * As dialer_hang_up_async().  Once the line is proven down a modem that had a connection has a moment to answer.
 */
void dialer_line_down_async (DialerSerialPort *port, DialerChat *chat, gboolean had_carrier, DialerSettings *settings,
                             DialerCallLog *log, GAsyncReadyCallback callback, gpointer user_data);

/** dialer_line_down_finish: Returns: whether the line is proven down */
gboolean dialer_line_down_finish (GAsyncResult *result);
