/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profile.Preview. */
#pragma once

#include <gio/gio.h>

#include "dialer-manager.h"

/**
 * dialer_bus_preview_answer:
 * @invocation: (transfer full): of Profile.Preview, which @uid may call
 *
 * Tells what a call with @profile would be.
 */
void dialer_bus_preview_answer (DialerManager *manager, DialerProfile *profile, GDBusMethodInvocation *invocation,
                                guint uid);
