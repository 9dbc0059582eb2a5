/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The same command on another host, over ssh. */
#pragma once

#include <glib.h>

/**
 * dialctl_remote_run:
 * @host: [user@]host, as ssh takes it
 * @arguments: (array zero-terminated=1): what dialctl is to be given there
 * @exit_status: (out): that of dialctl over there
 *
 * Runs dialctl on @host and waits for its end; its terminal is ours if we have one.
 *
 * Returns: %FALSE with an error set when it could not be run there
 */
gboolean dialctl_remote_run (const char *host, char **arguments, int *exit_status, GError **error);
