/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The lock is flock() on the folder itself, so the kernel gives it back whatever becomes of us. */
#include "dialer-scratch-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "dialer-error.h"

static int
open_locked (const char *folder)
{
  int fd, saved;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return -1;
  fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 || flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  saved = errno;
  close (fd);
  errno = saved;
  return -1;
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries && (name = g_dir_read_name (entries)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
}

int
dialer_scratch_folder_claim (const char *folder, GError **error)
{
  int fd = open_locked (folder);

  if (fd >= 0)
    remove_files (folder);
  else if (errno == EWOULDBLOCK)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY, "another dialerd uses %s; end that one first",
                 folder);
  else
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s: %s", folder, g_strerror (errno));
  return fd;
}
