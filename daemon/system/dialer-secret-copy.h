/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

/**
 * dialer_secret_copy:
 * @secret: (nullable): a text
 *
 * Returns: (transfer full) (nullable): the same in libsecret's memory, which is not swapped; free it with
 *   secret_password_free()
 */
char *dialer_secret_copy (const char *secret);
