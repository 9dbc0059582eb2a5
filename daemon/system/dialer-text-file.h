/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Small files that administrators write. */
#pragma once

#include <glib.h>

/**
 * dialer_text_file_read:
 *
 * Blocks, briefly: something else than a file, such as a pipe, and a large file are not read.
 *
 * Returns: (transfer full) (nullable): the text of the file @path, or %NULL with a G_FILE_ERROR or G_IO_ERROR set
 */
char *dialer_text_file_read (const char *path, GError **error);
