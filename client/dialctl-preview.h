/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call would be, without making it. */
#pragma once

#include "dialctl-context.h"

/**
 * dialctl_preview_run:
 * @options: (transfer floating): an a{sv}, as Profile.Preview takes it
 *
 * Asks the service, and prints the answer, as JSON if that is asked for.
 *
 * Returns: %FALSE with an error set, among them that a number is never dialled
 */
gboolean dialctl_preview_run (DialctlContext *context, DialerDBusProfile *profile, GVariant *options, GError **error);
