/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lock files of UUCP, by which programs that use serial ports keep out of each other's way. */
#pragma once

#include <glib.h>

/** Where FHS 5.9 puts them. */
#define DIALER_PORT_LOCK_FOLDER "/var/lock"

/**
 * DialerPortLock:
 *
 * A file LCK..ttyS0 with our process id in ASCII, ten places and a line feed, as Basic Networking Utilities
 * (HDB UUCP) wrote it and pppd, minicom, cu and mgetty read it.
 */
typedef struct _DialerPortLock DialerPortLock;

/**
 * dialer_port_lock_new:
 * @folder: where the lock files are, such as %DIALER_PORT_LOCK_FOLDER; when it does not exist nobody locks,
 *   nor do we
 * @device: the device's real path; slashes below /dev become underscores, as in pppd
 * @owner: (out): the living process that has it locked; 0 if there is none, or the lock does not tell
 *
 * The lock of a process that is dead is removed.
 *
 * Returns: (transfer full) (nullable): the lock, or %NULL with DIALER_ERROR_BUSY (the message has the process's number)
 *   or DIALER_ERROR_FAILED set
 */
DialerPortLock *dialer_port_lock_new (const char *folder, const char *device, int *owner, GError **error);

/**
 * dialer_port_lock_find_owner:
 *
 * Looks, and changes nothing.  May block as dialer_port_describe_process() does.
 *
 * Returns: (transfer full) (nullable): who has locked @device, such as "minicom (process 812)", or the lock
 *   file if it does not tell; %NULL when nobody has, or a process that is dead by now
 */
char *dialer_port_lock_find_owner (const char *folder, const char *device);

/** dialer_port_lock_sweep: removes the lock on @device that a process left which is dead by now */
void dialer_port_lock_sweep (const char *folder, const char *device);

/** dialer_port_lock_free: gives the lock up, and removes its file if it still is ours */
void dialer_port_lock_free (DialerPortLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerPortLock, dialer_port_lock_free)
