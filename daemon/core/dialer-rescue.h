/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Hanging up a cellular modem without the ModemManager that connected it. */
#pragma once

#include <gio/gio.h>

#include "dialer-inhibitor.h"
#include "dialer-settings.h"

#define DIALER_TYPE_RESCUE (dialer_rescue_get_type ())
G_DECLARE_FINAL_TYPE (DialerRescue, dialer_rescue, DIALER, RESCUE, GObject)

/**
 * dialer_rescue_begin:
 * @settings: of them, the group line
 * @device: a port of the modem that takes AT commands
 * @had_ppp: whether a PPP link is, or was, on that very port
 *
 * Keeps the next ModemManager off the port from now on.
 *
 * Returns: (transfer full): a rescue
 */
DialerRescue *dialer_rescue_begin (DialerInhibitor *inhibitor, DialerSettings *settings, const char *device,
                                   gboolean had_ppp);

/**
 * dialer_rescue_hang_up_async:
 *
 * When no pppd has the port any more: hangs up as dialer_hang_up_async() does, and has the modem give up its packet
 * data contexts (3GPP TS 27.007 10.1.10, +CGACT=0).
 */
void dialer_rescue_hang_up_async (DialerRescue *self, GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_rescue_hang_up_finish:
 *
 * Returns: whether the modem is proven to be disconnected: after PPP the port's signals or words say so, otherwise
 *   its answer to +CGACT=0
 */
gboolean dialer_rescue_hang_up_finish (DialerRescue *self, GAsyncResult *result);

/** dialer_rescue_end: closes the port and leaves it to ModemManager; may be called again */
void dialer_rescue_end (DialerRescue *self);
