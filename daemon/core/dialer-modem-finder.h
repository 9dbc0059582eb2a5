/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finds modems: what ModemManager has found, and we can dial with, comes into the pool. */
#pragma once

#include "dialer-modem-pool.h"
#include "dialer-tools.h"

#define DIALER_TYPE_MODEM_FINDER (dialer_modem_finder_get_type ())
G_DECLARE_FINAL_TYPE (DialerModemFinder, dialer_modem_finder, DIALER, MODEM_FINDER, GObject)

/**
 * dialer_modem_finder_new:
 * @tools: outlives the finder
 * @pool: has been loaded
 *
 * Shows the modems that were found earlier and are still where they were, and from now on those that
 * ModemManager tells of: a modem that it gave up is asked by us, and if it is one for a telephone line it is a
 * modem of kind voice, named after its serial number or else the place that it is plugged into.  One for a mobile
 * or satellite network is a modem of kind cellular, named after its IMEI, and there as long as ModemManager is.
 *
 * Returns: (transfer full): the finder
 */
DialerModemFinder *dialer_modem_finder_new (const DialerTools *tools, DialerModemPool *pool);
