/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profile.Lease */
#pragma once

#include <gio/gio.h>

#include "dialer-manager.h"

/**
 * dialer_bus_lease_take:
 * @invocation: (transfer full): of Profile.Lease, by somebody who may dial with @profile; it is answered
 * @uid: user id of the caller, whose lease ends when he leaves the bus
 */
void dialer_bus_lease_take (DialerManager *manager, DialerProfile *profile, GDBusMethodInvocation *invocation,
                            guint uid);
