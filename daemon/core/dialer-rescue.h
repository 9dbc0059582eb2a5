/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Hanging up a modem that somebody else has connected: a ModemManager, or a daemon, that is no more. */
#pragma once

#include <gio/gio.h>

#include "dialer-inhibitor.h"
#include "dialer-settings.h"

#define DIALER_TYPE_RESCUE (dialer_rescue_get_type ())
G_DECLARE_FINAL_TYPE (DialerRescue, dialer_rescue, DIALER, RESCUE, GObject)

/**
 * DialerRescueCase:
 * @DIALER_RESCUE_DATA: ModemManager has connected it, and data go elsewhere
 * @DIALER_RESCUE_DATA_CALL: it has connected it by a call on this very port, which a PPP link has or had
 * @DIALER_RESCUE_DIALED: a number was dialled on this port, and it is not known what has come of it
 * @DIALER_RESCUE_CALL: and there was a connection
 */
typedef enum
{
  DIALER_RESCUE_DATA,
  DIALER_RESCUE_DATA_CALL,
  DIALER_RESCUE_DIALED,
  DIALER_RESCUE_CALL,
} DialerRescueCase;

/**
 * dialer_rescue_begin:
 * @settings: of them, the group line
 * @device: a port of the modem that takes AT commands
 *
 * Keeps the next ModemManager off the port from now on.
 *
 * Returns: (transfer full): a rescue
 */
DialerRescue *dialer_rescue_begin (DialerInhibitor *inhibitor, DialerSettings *settings, const char *device,
                                   DialerRescueCase what);

/**
 * dialer_rescue_hang_up_async:
 *
 * When no pppd has the port any more: hangs up as dialer_hang_up_async() does, and after ModemManager has the modem
 * give up its packet data contexts (3GPP TS 27.007 10.1.10, +CGACT=0).
 */
void dialer_rescue_hang_up_async (DialerRescue *self, GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_rescue_hang_up_finish:
 *
 * Returns: whether the modem is proven to be disconnected: after a call the port's signals or words say so, otherwise
 *   its answer to +CGACT=0
 */
gboolean dialer_rescue_hang_up_finish (DialerRescue *self, GAsyncResult *result);

/** dialer_rescue_had_port: Returns: whether anything could be said to the modem */
gboolean dialer_rescue_had_port (DialerRescue *self);

/** dialer_rescue_found_carrier: Returns: whether there still was a carrier when it came to hanging up */
gboolean dialer_rescue_found_carrier (DialerRescue *self);

/** dialer_rescue_end: closes the port and leaves it to ModemManager; may be called again */
void dialer_rescue_end (DialerRescue *self);
