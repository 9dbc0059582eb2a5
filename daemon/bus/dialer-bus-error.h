/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The one door through which errors leave the daemon. */
#pragma once

#include <gio/gio.h>

/**
 * dialer_bus_return_error:
 * @invocation: (transfer full): is answered
 * @error: of any domain; one that is not ours leaves as Failed, its text kept
 */
void dialer_bus_return_error (GDBusMethodInvocation *invocation, const GError *error);
