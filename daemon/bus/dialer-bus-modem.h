/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* org.dialctl.Dialer1.Modem */
#pragma once

#include "dialer-dbus.h"
#include "dialer-modem-pool.h"

#define DIALER_TYPE_BUS_MODEM (dialer_bus_modem_get_type ())
G_DECLARE_FINAL_TYPE (DialerBusModem, dialer_bus_modem, DIALER, BUS_MODEM, DialerDBusModemSkeleton)

/** dialer_bus_modem_new: Returns: (transfer full): the face of @modem, which follows it */
DialerBusModem *dialer_bus_modem_new (DialerModemPool *pool, DialerModem *modem);
