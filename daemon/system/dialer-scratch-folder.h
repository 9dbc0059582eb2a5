/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A folder for files that mean nothing to the next run. */
#pragma once

#include <glib.h>

/**
 * dialer_scratch_folder_claim:
 * @folder: made (0700) when it is not there
 *
 * Locks the folder against a second process that wants it, then removes all files in it.
 *
 * Returns: a file descriptor which holds the lock until it is closed, or -1 with DIALER_ERROR_BUSY (another
 *   process has it) or DIALER_ERROR_FAILED set
 */
int dialer_scratch_folder_claim (const char *folder, GError **error);
