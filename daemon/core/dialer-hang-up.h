/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The way down of a dialled line, to the proof that it is down. */
#pragma once

#include "dialer-chat.h"
#include "dialer-serial-port.h"

/**
 * DialerHangUpCase:
 * @DIALER_HANG_UP_DIALED: the modem has reported no connection; so DCD off proves nothing, for it is off too while a
 *   modem dials
 * @DIALER_HANG_UP_CONNECTED: it has
 * @DIALER_HANG_UP_LEFT: likewise, but to somebody who is no more: DTR has been off since, so little is hoped of it
 */
typedef enum
{
  DIALER_HANG_UP_DIALED,
  DIALER_HANG_UP_CONNECTED,
  DIALER_HANG_UP_LEFT,
} DialerHangUpCase;

/**
 * dialer_hang_up_async:
 * @port: the port, whatever state pppd left it in
 * @chat: the conversation over it
 * @what: is known of the call
 *
 * Drops DTR, which hangs up under &D2 (V.250 6.2.9 with circuit 108/2); where that does not show, leaves the data
 * state with the escape sequence and sends ATH (V.250 6.3.6); and where that is not answered resets the modem.
 * Proof is one of: DCD off after a connection, NO CARRIER, OK to ATH or ATZ; or that the device has gone.
 */
void dialer_hang_up_async (DialerSerialPort *port, DialerChat *chat, DialerHangUpCase what,
                           GAsyncReadyCallback callback, gpointer user_data);

/** dialer_hang_up_finish: Returns: whether the line is proven down */
gboolean dialer_hang_up_finish (GAsyncResult *result);
