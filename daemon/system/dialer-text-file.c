/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-text-file.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAX_SIZE (1024 * 1024)

/* Something else than a file, such as a pipe, would keep us waiting. */
char *
dialer_text_file_read (const char *path, GError **error)
{
  GStatBuf status = { 0 };
  g_autofree char *text = NULL;
  gsize length;

  if (g_stat (path, &status) == 0 && (!S_ISREG (status.st_mode) || status.st_size > MAX_SIZE))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "%s is no file, or larger than 1 MiB", path);
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (strlen (text) != length)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is no text", path);
      return NULL;
    }
  return g_steal_pointer (&text);
}
