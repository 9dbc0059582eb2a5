/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* org.dialctl.Dialer1.Manager */
#pragma once

#include "dialer-bus-agents.h"
#include "dialer-dbus.h"
#include "dialer-manager.h"
#include "dialer-modem-pool.h"
#include "dialer-port-scan.h"
#include "dialer-profile-book.h"
#include "dialer-recorder.h"

#define DIALER_TYPE_BUS_MANAGER (dialer_bus_manager_get_type ())
G_DECLARE_FINAL_TYPE (DialerBusManager, dialer_bus_manager, DIALER, BUS_MANAGER, DialerDBusManagerSkeleton)

/** dialer_bus_manager_new: Returns: (transfer full): the interface at the root object */
DialerBusManager *dialer_bus_manager_new (DialerManager *manager, DialerProfileBook *book, DialerModemPool *pool,
                                          DialerPortScan *scan, DialerSecretStore *secrets, DialerBusAgents *agents,
                                          DialerRecorder *recorder);
