/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether he who has asked for something is still there. */
#pragma once

#include <gio/gio.h>

/**
 * dialer_caller_watch:
 * @invocation: not yet answered
 *
 * All invocations of a caller have one watch in common, as the bus gives us no more than 512.
 *
 * Returns: (transfer full): is cancelled when the caller leaves the bus before @invocation is answered, which
 *   must be answered all the same
 */
GCancellable *dialer_caller_watch (GDBusMethodInvocation *invocation);
