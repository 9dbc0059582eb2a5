/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeps ModemManager off ports while they are ours. */
#pragma once

#include <gio/gio.h>

#include "dialer-lent-marks.h"
#include "dialer-modem-manager.h"

#define DIALER_TYPE_INHIBITOR (dialer_inhibitor_get_type ())
G_DECLARE_FINAL_TYPE (DialerInhibitor, dialer_inhibitor, DIALER, INHIBITOR, GObject)

/** dialer_inhibitor_new: Returns: (transfer full): an inhibitor that keeps nothing yet; @marks outlive it */
DialerInhibitor *dialer_inhibitor_new (DialerModemManager *modem_manager, DialerLentMarks *marks);

/**
 * dialer_inhibitor_take_async:
 * @device: a port
 *
 * Has ModemManager leave the port, and all others of the same device, to us; waits while it is still finding
 * out what the device is.  A port that ModemManager has nothing to do with is there for the taking.
 */
void dialer_inhibitor_take_async (DialerInhibitor *self, const char *device, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_inhibitor_take_soon_async:
 *
 * As dialer_inhibitor_take_async(), for a line that costs money: if ModemManager does not come to an end within
 * seconds, the port is taken out of its hands.
 */
void dialer_inhibitor_take_soon_async (DialerInhibitor *self, const char *device, GAsyncReadyCallback callback,
                                       gpointer user_data);

/**
 * dialer_inhibitor_take_finish:
 *
 * Returns: whether the port is ours, until dialer_inhibitor_give_back(); %FALSE with DIALER_ERROR_BUSY
 *   (ModemManager has left it to another program) or G_IO_ERROR_CANCELLED set
 */
gboolean dialer_inhibitor_take_finish (DialerInhibitor *self, GAsyncResult *result, GError **error);

/**
 * dialer_inhibitor_give_back:
 *
 * Gives back what was taken.  ModemManager gets it a little later, so that a next call need not wait until it
 * has looked at the modem.
 */
void dialer_inhibitor_give_back (DialerInhibitor *self, const char *device);
