/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that are there whole or not at all, whatever happens in between. */
#pragma once

#include <glib.h>

/**
 * dialer_whole_file_write:
 *
 * Puts @bytes in the place of the file @path (0600), synced to disk before it returns.  Blocks.
 *
 * Returns: %FALSE with DIALER_ERROR_NO_SPACE or DIALER_ERROR_FAILED set and the file as it was
 */
gboolean dialer_whole_file_write (const char *path, const char *bytes, gsize length, GError **error);

/**
 * dialer_whole_file_remove:
 *
 * Removes a file, for good before it returns; it need not be there.  Blocks.
 *
 * Returns: %FALSE with DIALER_ERROR_FAILED set
 */
gboolean dialer_whole_file_remove (const char *path, GError **error);

/**
 * dialer_whole_file_set_aside:
 *
 * Gives a file another name, for good before it returns, and overwrites none.  Blocks.
 *
 * Returns: (transfer full) (nullable): its new path, or %NULL with DIALER_ERROR_NOT_FOUND,
 *   DIALER_ERROR_NO_SPACE or DIALER_ERROR_FAILED set
 */
char *dialer_whole_file_set_aside (const char *path, GError **error);

/**
 * dialer_whole_file_sweep:
 * @folder: a folder of such files
 * @ending: how the names of those files end
 *
 * Removes what writes that were killed have left behind.
 */
void dialer_whole_file_sweep (const char *folder, const char *ending);
