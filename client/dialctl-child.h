/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Another program that has our terminal while it runs. */
#pragma once

#include <glib.h>

/**
 * dialctl_child_run:
 * @argv: (array zero-terminated=1): the program, looked up in PATH, and its arguments; no shell sees them
 * @wait_status: (out): as of waitpid(2)
 *
 * Runs a program and waits for its end.  Ctrl-C is for the program; and it does not outlive us.
 *
 * Returns: %FALSE with a #GSpawnError set when it could not be started
 */
gboolean dialctl_child_run (char **argv, int *wait_status, GError **error);
