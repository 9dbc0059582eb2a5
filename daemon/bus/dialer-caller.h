/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who has asked for something, and for how much at a time. */
#pragma once

#include <gio/gio.h>

/* Of one user, on all his connections.  The bus lets us wait for 128 replies of polkit and agents in all, so no user
 * may have many of them for himself. */
#define DIALER_REQUESTS_MAX 32

/* Bytes of arguments: a profile with a long login script is some thousand. */
#define DIALER_REQUEST_SIZE_MAX (256 * 1024)

/**
 * dialer_caller_admit:
 * @invocation: not yet answered, from now on counted until it is
 * @uid: its caller's; the superuser's are not limited
 *
 * Returns: whether the caller may ask for this too; else DIALER_ERROR_BUSY (too much is unanswered) or
 *   DIALER_ERROR_INVALID_ARGUMENT (too long) is set
 */
gboolean dialer_caller_admit (GDBusMethodInvocation *invocation, guint uid, GError **error);

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
