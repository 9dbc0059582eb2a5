/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* org.dialctl.Dialer1.Profile */
#pragma once

#include "dialer-dbus.h"
#include "dialer-manager.h"
#include "dialer-profile-book.h"

#define DIALER_TYPE_BUS_PROFILE (dialer_bus_profile_get_type ())
G_DECLARE_FINAL_TYPE (DialerBusProfile, dialer_bus_profile, DIALER, BUS_PROFILE, DialerDBusProfileSkeleton)

/** dialer_bus_profile_new: Returns: (transfer full): the face of @profile, which follows it */
DialerBusProfile *dialer_bus_profile_new (DialerManager *manager, DialerProfileBook *book, DialerSecretStore *secrets,
                                          DialerProfile *profile);
