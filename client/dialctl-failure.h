/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Why a call that was waited for has failed. */
#pragma once

#include "dialctl-context.h"

/**
 * dialctl_failure_explain:
 * @begin: when it was asked for, in seconds since 1970-01-01 UTC
 * @error: (inout): what Dial or Lease returned
 *
 * Puts what the record of the call tells in place of the error's message; its code, and so the exit status, stays.
 * With --json the record is printed.
 */
void dialctl_failure_explain (DialctlContext *context, DialerDBusProfile *profile, gint64 begin, GError **error);
