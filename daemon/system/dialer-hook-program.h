/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One program that an administrator wants run when a link comes or goes. */
#pragma once

#include <gio/gio.h>

/**
 * dialer_hook_program_list:
 * @folder: such as /etc/dialer/hooks.d
 *
 * As run-parts(8): names of letters, digits, `_`, `-` and `.` only, so that no editor's copy is run; nor what a package
 * manager puts aside.
 *
 * Returns: (transfer full): the paths of its programs, in the order of their names
 */
GStrv dialer_hook_program_list (const char *folder);

/**
 * dialer_hook_program_check:
 * @path: a whole path
 *
 * What runs as root must be nobody else's: the file and each folder above it belong to root, and nobody else may write
 * to them.
 *
 * Returns: whether it may be run; %FALSE with DIALER_ERROR_FAILED set
 */
gboolean dialer_hook_program_check (const char *path, GError **error);

/**
 * dialer_hook_program_run:
 * @path: a program that has been checked
 * @environment: all of its environment
 * @seconds: how long it may take; then its process group is ended
 *
 * Waits for its end. It has a process group of its own, and this process's standard output and error. For a program of
 * its own, not for the daemon's loop: it takes SIGCHLD from the process that calls it.
 *
 * Returns: whether it ended in time with status 0; %FALSE with DIALER_ERROR_FAILED set
 */
gboolean dialer_hook_program_run (const char *path, const char *const *environment, guint seconds, GError **error);
