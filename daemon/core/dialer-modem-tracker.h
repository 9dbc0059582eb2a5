/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Follows modems that were added by hand to whatever port they are plugged into. */
#pragma once

#include "dialer-modem-pool.h"

#define DIALER_TYPE_MODEM_TRACKER (dialer_modem_tracker_get_type ())
G_DECLARE_FINAL_TYPE (DialerModemTracker, dialer_modem_tracker, DIALER, MODEM_TRACKER, GObject)

/**
 * dialer_modem_tracker_new:
 * @pool: has been loaded
 *
 * Puts each modem that is known by its hardware (see dialer_modem_get_hardware()) on the port where that is,
 * now and whenever udev tells of a change.  No modem is asked anything.
 *
 * Returns: (transfer full): the tracker
 */
DialerModemTracker *dialer_modem_tracker_new (DialerModemPool *pool);
