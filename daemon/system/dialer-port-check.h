/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whether a device is a serial port that one may take, found out without opening it. */
#pragma once

#include <glib.h>

/**
 * dialer_port_check:
 * @device: a path; links are followed
 *
 * To open what is no terminal can do harm (a watchdog starts), and so can taking over the console of the
 * system.
 *
 * Returns: (transfer full) (nullable): the device's real path, or %NULL with DIALER_ERROR_NOT_FOUND (no such
 *   device), DIALER_ERROR_INVALID_ARGUMENT (no terminal, a virtual console, or the console of the system) or
 *   DIALER_ERROR_FAILED set
 */
char *dialer_port_check (const char *device, GError **error);

/** dialer_port_is_console: Returns: whether the system's console is, or may come, on @path, a real path */
gboolean dialer_port_is_console (const char *path);

/**
 * dialer_port_find_user:
 * @device: a real path
 *
 * Looks for another process that has the port open, locked or not, and for a getty on it.  Reads all of
 * /proc, which takes milliseconds: for when a modem is added or a call has failed, not for each call.  The
 * program behind a pty often holds both its ends, which is no use of it; so for a pty nobody is found.
 *
 * Asks dialerd-port-user, or looks itself where that is not installed.
 *
 * Returns: (transfer full) (nullable): such as "agetty (process 812)", %NULL when nobody has it open; when that can't
 *   be found out somebody might
 */
char *dialer_port_find_user (const char *device);

/** dialer_port_look_for_user: as before, but looks itself, past the process @asker; for who may see all processes */
char *dialer_port_look_for_user (const char *device, int asker);

/** dialer_port_is_socket: Returns: whether @link is what /proc shows for an open socket, such as "socket:[4711]" */
gboolean dialer_port_is_socket (const char *link);

/** dialer_port_look_for_socket: as dialer_port_look_for_user(), for what dialer_port_is_socket() says yes to */
char *dialer_port_look_for_socket (const char *link);

/**
 * dialer_port_describe_process:
 *
 * Asks likewise, for up to two seconds: not in the loop.
 *
 * Returns: (transfer full): such as "agetty (process 812)"
 */
char *dialer_port_describe_process (int pid);

/** dialer_port_name_process: Returns: (transfer full): the same, as far as we may see it */
char *dialer_port_name_process (int pid);

/**
 * dialer_port_has_carrier:
 * @device: a terminal device that somebody has open already, so that opening it changes nothing
 *
 * Returns: whether circuit 109 (DCD, ITU-T V.24) is on; %FALSE too when the port has none
 */
gboolean dialer_port_has_carrier (const char *device);
