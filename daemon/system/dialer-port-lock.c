/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* UUCP lock files: made whole beside their place, then linked there, which fails if somebody was first. */
#include "dialer-port-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-port-check.h"

#define MAX_TRIES 3 /* each finds a stale lock, removes it, and may lose the race for its place */

struct _DialerPortLock
{
  char *path; /* NULL when there is no folder for locks */
  int fd;     /* of the file, with flock(): tells our lock from that of a dead process with our number */
};

static char *
make_path (const char *folder, const char *device)
{
  const char *name = g_str_has_prefix (device, "/dev/") ? device + strlen ("/dev/") : device;
  g_autofree char *file = g_strconcat ("LCK..", name, NULL);

  return g_build_filename (folder, g_strdelimit (file, "/", '_'), NULL);
}

/* The folder is everybody's: what stands there may be a link, a pipe, or anything else. */
static int
open_foreign (const char *path)
{
  return open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

static int
read_owner (int fd)
{
  char text[32] = "";
  gssize length = read (fd, text, sizeof text - 1);

  return length > 0 ? atoi (text) : 0;
}

static gboolean
is_alive (int pid, int fd)
{
  if (pid == getpid ())
    return flock (fd, LOCK_SH | LOCK_NB) < 0;
  return kill (pid, 0) == 0 || errno == EPERM;
}

/* Returns: whether the place may be tried for again. */
static gboolean
remove_stale (const char *path, const char *device, int *owner, GError **error)
{
  int fd = open_foreign (path);
  int pid;
  gboolean alive;

  if (fd < 0 && errno == ENOENT)
    return TRUE;
  pid = fd < 0 ? 0 : read_owner (fd);
  alive = pid > 0 && is_alive (pid, fd);
  if (fd >= 0)
    close (fd);
  if (pid <= 0)
    {
      /* Perhaps one of those who open the file first and write their number then. */
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is locked by %s, which does not tell for whom",
                   device, path);
      return FALSE;
    }
  if (!alive)
    return g_unlink (path) == 0 || errno == ENOENT || errno == EPERM;
  *owner = pid;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY, "%s is in use by process %d", device, pid);
  return FALSE;
}

static int
make_file (char *template)
{
  int fd = g_mkstemp_full (template, O_RDWR | O_CLOEXEC, 0644);

  if (fd < 0)
    return -1;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && fchmod (fd, 0644) == 0
      && dprintf (fd, "%10d\n", (int) getpid ()) > 0)
    return fd;
  g_unlink (template);
  close (fd);
  return -1;
}

/* Returns: 0, or an errno; EEXIST with @error set when it is taken. */
static int
take_place (const char *temporary, const char *path, const char *device, int *owner, GError **error)
{
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      if (link (temporary, path) == 0)
        return 0;
      if (errno != EEXIST)
        return errno;
      if (!remove_stale (path, device, owner, error))
        return EEXIST;
    }
  return EEXIST;
}

static gboolean
take_lock (DialerPortLock *self, const char *folder, const char *device, int *owner, GError **error)
{
  g_autofree char *temporary = g_build_filename (folder, "LTMP..XXXXXX", NULL);
  int result;

  self->path = make_path (folder, device);
  self->fd = make_file (temporary);
  if (self->fd < 0 && errno == ENOENT)
    {
      g_clear_pointer (&self->path, g_free);
      return TRUE;
    }
  result = self->fd < 0 ? errno : take_place (temporary, self->path, device, owner, error);
  if (self->fd >= 0)
    g_unlink (temporary);
  if (result == 0)
    return TRUE;
  if (error && *error == NULL)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "can't make the lock file %s: %s", self->path,
                 g_strerror (result));
  return FALSE;
}

DialerPortLock *
dialer_port_lock_new (const char *folder, const char *device, int *owner, GError **error)
{
  DialerPortLock *self = g_new0 (DialerPortLock, 1);
  g_autoptr (GError) reason = NULL;

  *owner = 0;
  if (take_lock (self, folder, device, owner, &reason))
    return self;
  g_clear_pointer (&self->path, g_free); /* it is not ours to remove */
  dialer_port_lock_free (self);
  g_propagate_error (error, g_steal_pointer (&reason));
  return NULL;
}

void
dialer_port_lock_sweep (const char *folder, const char *device)
{
  g_autofree char *path = make_path (folder, device);
  int owner;

  remove_stale (path, device, &owner, NULL);
}

char *
dialer_port_lock_find_owner (const char *folder, const char *device)
{
  g_autofree char *path = make_path (folder, device);
  int fd = open_foreign (path);
  int pid;
  gboolean alive;

  if (fd < 0)
    return errno == ENOENT ? NULL : g_strdup (path);
  pid = read_owner (fd);
  alive = pid > 0 && is_alive (pid, fd);
  close (fd);
  if (pid <= 0)
    return g_strdup (path);
  return alive ? dialer_port_describe_process (pid) : NULL;
}

static gboolean
is_ours (DialerPortLock *self)
{
  struct stat ours, there;

  return fstat (self->fd, &ours) == 0 && g_lstat (self->path, &there) == 0 && ours.st_ino == there.st_ino
         && ours.st_dev == there.st_dev;
}

void
dialer_port_lock_free (DialerPortLock *self)
{
  if (self->path && is_ours (self))
    g_unlink (self->path);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}
