/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The master key of stored secrets, on its way from a systemd credential to libsecret. */
#pragma once

#include <glib.h>

/**
 * dialer_secret_key_export:
 * @path: a file with at least 32 bytes of text, the key; a line end after it does not count
 * @variable: name of an environment variable
 *
 * Reads the key and makes it the value of @variable.  The environment points to locked memory, not to a copy,
 * and /proc/PID/environ never shows it, as that shows what the process was started with.  Changing the
 * environment is no matter for a process with threads.
 *
 * Returns: (transfer full) (nullable): to be given to dialer_secret_key_withdraw() very soon, or %NULL with
 *   DIALER_ERROR_SECRETS_LOCKED set
 */
char *dialer_secret_key_export (const char *path, const char *variable, GError **error);

/** dialer_secret_key_withdraw: takes @variable out of the environment again, wipes the key, and frees it */
void dialer_secret_key_withdraw (char *key, const char *variable);
