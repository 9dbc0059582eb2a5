/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Brings a modem into the state in which we dial. */
#pragma once

#include "dialer-chat.h"
#include "dialer-settings.h"

/**
 * dialer_modem_init_async:
 * @settings: of them, dial.init, dial.wait-dialtone, dial.carrier-timeout, line.speaker, line.carrier-detect and
 *   cellular.apn
 *
 * Makes sure that the modem listens, and sends the initialisation: that of dial.init, or else one command line that
 * turns the echo off, result codes on and verbose (E0 Q0 V1), lets DCD follow the carrier and DTR hang up (&C1 &D2),
 * forbids answering by itself (S0=0), and bounds the wait for carrier (S7).  With cellular.apn a packet data context
 * is defined after that.  A modem that finds the line too long
 * or a command unknown gets the commands one by one, and may refuse those that are not vital.
 */
void dialer_modem_init_async (DialerChat *chat, DialerSettings *settings, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_modem_init_finish:
 *
 * Returns: %FALSE with DIALER_ERROR_TIMED_OUT (the modem is silent), DIALER_ERROR_LINE_FAILED (it refused a command
 *   of dial.init: the message has command and reply), DIALER_ERROR_FAILED (the port has gone) or
 *   G_IO_ERROR_CANCELLED set
 */
gboolean dialer_modem_init_finish (GAsyncResult *result, GError **error);

/** dialer_modem_init_list: Returns: (transfer full): what dialer_modem_init_async() sends first */
GStrv dialer_modem_init_list (DialerSettings *settings);
