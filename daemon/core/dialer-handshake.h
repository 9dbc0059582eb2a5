/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is said on a direct line before PPP, where the far end wants to hear it. */
#pragma once

#include <gio/gio.h>

#include "dialer-serial-port.h"

/** dialer_handshake_is_wanted: Returns: whether line.handshake asks for one */
gboolean dialer_handshake_is_wanted (DialerSettings *settings);

/**
 * dialer_handshake_async:
 * @port: is read by nobody else meanwhile, but may be listened to
 * @settings: login.timeout is taken from it: how long the far end may take
 *
 * The guest's part of a Windows direct cable connection: says CLIENT, without CR, again and again until the
 * host says CLIENTSERVER, or, as Windows NT 4 does, SERVER.  A peer that speaks PPP already needs to hear
 * nothing more.  Not one byte is read behind the answer: it is the peer's first frame.  The port is left with
 * reading off.
 */
void dialer_handshake_async (DialerSerialPort *port, DialerSettings *settings, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_handshake_finish:
 *
 * Returns: %FALSE with DIALER_ERROR_TIMED_OUT (no answer came), DIALER_ERROR_FAILED (the port has gone) or
 *   G_IO_ERROR_CANCELLED set
 */
gboolean dialer_handshake_finish (GAsyncResult *result, GError **error);
