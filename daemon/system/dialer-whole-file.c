/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GLib's temporary file, fsync and rename, with errors that a person can act on. */
#include "dialer-whole-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dialer-error.h"

#define RANDOM_LENGTH 6  /* g_file_set_contents_full() writes to NAME.XXXXXX, as mkstemp() has it */

static gboolean
is_full (const GError *error)
{
  return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
}

gboolean
dialer_whole_file_write (const char *path, const char *bytes, gsize length, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (g_file_set_contents_full (path, bytes, length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &cause))
    return TRUE;

  if (is_full (cause))
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_NO_SPACE, "no space is left for %s; nothing was changed", path);
  else
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s; nothing was changed", cause->message);
  return FALSE;
}

/* Without this a power cut can bring a removed file back. */
static void
sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  (void) fsync (fd);
  close (fd);
}

gboolean
dialer_whole_file_remove (const char *path, GError **error)
{
  if (g_unlink (path) == 0)
    {
      sync_folder_of (path);
      return TRUE;
    }
  if (errno == ENOENT)
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s can't be removed: %s", path, g_strerror (errno));
  return FALSE;
}

static int
get_code_of_errno (int number)
{
  if (number == ENOENT)
    return DIALER_ERROR_NOT_FOUND;
  return number == ENOSPC ? DIALER_ERROR_NO_SPACE : DIALER_ERROR_FAILED;
}

/* A hard link, as rename() would overwrite what has that name already. */
static gboolean
move_to_free_name (const char *path, const char *kept)
{
  return link (path, kept) == 0 && unlink (path) == 0;
}

char *
dialer_whole_file_set_aside (const char *path, GError **error)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *kept = g_strdup_printf ("%s.set-aside-%u", path, i);

      if (move_to_free_name (path, kept))
        {
          sync_folder_of (path);
          return g_steal_pointer (&kept);
        }
      if (errno == EEXIST)
        continue;
      g_set_error (error, DIALER_ERROR, get_code_of_errno (errno), "%s can't be set aside: %s", path,
                   g_strerror (errno));
      return NULL;
    }
}

static gboolean
is_leftover (const char *name, const char *ending)
{
  g_autofree char *original = NULL;
  gsize length = strlen (name);

  if (length <= RANDOM_LENGTH || name[length - RANDOM_LENGTH - 1] != '.' || g_str_has_suffix (name, ending))
    return FALSE;
  original = g_strndup (name, length - RANDOM_LENGTH - 1);
  return g_str_has_suffix (original, ending);
}

void
dialer_whole_file_sweep (const char *folder, const char *ending)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries && (name = g_dir_read_name (entries)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_leftover (name, ending))
        g_unlink (path);
    }
}
