/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* org.dialctl.Dialer1.Session */
#pragma once

#include "dialer-dbus.h"
#include "dialer-manager.h"

#define DIALER_TYPE_BUS_SESSION (dialer_bus_session_get_type ())
G_DECLARE_FINAL_TYPE (DialerBusSession, dialer_bus_session, DIALER, BUS_SESSION, DialerDBusSessionSkeleton)

/** dialer_bus_session_new: Returns: (transfer full): the face of @session, which follows it */
DialerBusSession *dialer_bus_session_new (DialerSession *session);
