/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Login scripts: the steps between carrier and PPP. */
#pragma once

#include <glib.h>

/**
 * dialer_login_script_check:
 * @script: one step a line, as dialer.profile(5) has it; perhaps hostile
 *
 * Returns: whether every step can be understood and every label that is gone to is there; if not,
 *   DIALER_ERROR_INVALID_ARGUMENT is set, its message with the line's number
 */
gboolean dialer_login_script_check (const char *script, GError **error);
