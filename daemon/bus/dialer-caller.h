/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who has asked for something that takes time. */
#pragma once

#include <gio/gio.h>

/**
 * dialer_caller_watch:
 * @invocation: not yet answered
 *
 * Returns: (transfer full): is cancelled when the caller leaves the bus before @invocation is answered, which
 *   must be answered all the same
 */
GCancellable *dialer_caller_watch (GDBusMethodInvocation *invocation);
