/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What /sys and /proc know of a serial port. */
#include "dialer-port-check.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/major.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-port-user.h"

#define CONSOLES "/sys/class/tty/console/active"
#define KERNEL_WORDS "/proc/cmdline"
#define FIRST_SERIAL_MINOR 64 /* below it TTY_MAJOR has the virtual consoles, see devices.txt of the kernel */

static gboolean
is_pty (dev_t number)
{
  return major (number) >= UNIX98_PTY_SLAVE_MAJOR
         && major (number) < UNIX98_PTY_SLAVE_MAJOR + UNIX98_PTY_MAJOR_COUNT;
}

/* Every terminal but a pty is known to sysfs.  Where there is no sysfs, opening will tell. */
static gboolean
is_terminal (const struct stat *st)
{
  g_autofree char *link = NULL;
  g_autofree char *subsystem = NULL;

  if (!S_ISCHR (st->st_mode))
    return FALSE;
  if (is_pty (st->st_rdev))
    return TRUE;
  link = g_strdup_printf ("/sys/dev/char/%u:%u/subsystem", major (st->st_rdev), minor (st->st_rdev));
  subsystem = g_file_read_link (link, NULL);
  return subsystem == NULL || g_str_has_suffix (subsystem, "/tty");
}

static gboolean
is_virtual_console (const struct stat *st)
{
  return (major (st->st_rdev) == TTY_MAJOR && minor (st->st_rdev) < FIRST_SERIAL_MINOR)
         || major (st->st_rdev) == TTYAUX_MAJOR;
}

static gboolean
is_system_console (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  g_auto (GStrv) consoles = NULL;

  if (!g_file_get_contents (CONSOLES, &text, NULL, NULL))
    return FALSE;
  consoles = g_strsplit_set (g_strchomp (text), " \n", -1);
  return g_strv_contains ((const char *const *) consoles, name);
}

/* console=ttyS0,115200n8: the kernel may come to write there, be it that it does not now. */
static gboolean
is_kernels_console (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents (KERNEL_WORDS, &text, NULL, NULL))
    return FALSE;
  words = g_strsplit_set (g_strchomp (text), " \n", -1);
  for (guint i = 0; words[i]; i++)
    {
      const char *value = g_str_has_prefix (words[i], "console=") ? words[i] + strlen ("console=") : NULL;

      if (value && strncmp (value, name, strlen (name)) == 0 && strchr (",", value[strlen (name)]))
        return TRUE;
    }
  return FALSE;
}

gboolean
dialer_port_is_console (const char *path)
{
  return is_system_console (path) || is_kernels_console (path);
}

static gboolean
check_kind (const char *device, const char *path, const struct stat *st, GError **error)
{
  const char *objection = NULL;

  if (!is_terminal (st))
    objection = "not a terminal device";
  else if (is_virtual_console (st))
    objection = "a virtual console, not a serial port";
  else if (dialer_port_is_console (path))
    objection = "the console of this system";
  if (objection == NULL)
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%s is %s", device, objection);
  return FALSE;
}

char *
dialer_port_check (const char *device, GError **error)
{
  g_autofree char *path = g_malloc (PATH_MAX);
  struct stat st;

  if (realpath (device, path) == NULL || stat (path, &st) < 0)
    {
      gboolean absent = errno == ENOENT || errno == ENOTDIR;

      g_set_error (error, DIALER_ERROR, absent ? DIALER_ERROR_NOT_FOUND : DIALER_ERROR_FAILED,
                   "%s: %s", device, absent ? "no such device" : g_strerror (errno));
      return NULL;
    }
  return check_kind (device, path, &st, error) ? g_steal_pointer (&path) : NULL;
}

char *
dialer_port_name_process (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/comm", pid);
  g_autofree char *comm = NULL;
  g_autofree char *name = NULL;

  if (!g_file_get_contents (path, &comm, NULL, NULL))
    return g_strdup_printf ("process %d", pid);
  name = g_utf8_make_valid (g_strchomp (comm), -1); /* a process may call itself anything */
  return g_strdup_printf ("%s (process %d)", name, pid);
}

char *
dialer_port_describe_process (int pid)
{
  g_autofree char *number = g_strdup_printf ("%d", pid);
  char *answer;

  if (dialer_port_user_ask (DIALER_PORT_USER_SOCKET, number, &answer, NULL) && answer)
    return answer;
  return dialer_port_name_process (pid);
}

/*
 * The link's text is compared first: following a link into a dead network file system could hang.
 *
 * @port: (nullable): %NULL for a socket, whose text is enough
 */
static gboolean
has_open (const char *pid, const char *path, const struct stat *port)
{
  g_autofree char *folder = g_build_filename ("/proc", pid, "fd", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *fd;

  while (dir && (fd = g_dir_read_name (dir)))
    {
      g_autofree char *link = g_build_filename (folder, fd, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);
      struct stat st;

      if (g_strcmp0 (target, path) == 0
          && (port == NULL || (stat (link, &st) == 0 && st.st_rdev == port->st_rdev)))
        return TRUE;
    }
  return FALSE;
}

/* Before it opens its terminal, or while that waits for a carrier, a getty has it in its arguments only. */
static gboolean
is_getty_on (const char *pid, const char *path)
{
  g_autofree char *file = g_build_filename ("/proc", pid, "cmdline", NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  gsize length;
  gboolean is_getty;

  if (!g_file_get_contents (file, &text, &length, NULL) || length == 0)
    return FALSE;
  is_getty = strstr (text, "getty") != NULL;
  for (const char *word = text; is_getty && word < text + length; word += strlen (word) + 1)
    if (g_str_equal (word, name) || g_str_equal (word, path))
      return TRUE;
  return FALSE;
}

char *
dialer_port_look_for_user (const char *device, int asker)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  struct stat port;
  const char *name;

  if (dir == NULL || stat (device, &port) < 0 || is_pty (port.st_rdev))
    return NULL;
  while ((name = g_dir_read_name (dir)))
    {
      int pid = atoi (name);

      if (pid > 0 && pid != asker && (has_open (name, device, &port) || is_getty_on (name, device)))
        return dialer_port_name_process (pid);
    }
  return NULL;
}

#define SOCKET_PREFIX "socket:["

gboolean
dialer_port_is_socket (const char *link)
{
  gsize digits;

  if (!g_str_has_prefix (link, SOCKET_PREFIX))
    return FALSE;
  link += strlen (SOCKET_PREFIX);
  digits = strspn (link, "0123456789");
  return digits > 0 && digits < 20 && g_str_equal (link + digits, "]");
}

char *
dialer_port_look_for_socket (const char *link)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    if (atoi (name) > 0 && has_open (name, link, NULL))
      return dialer_port_name_process (atoi (name));
  return NULL;
}

char *
dialer_port_find_user (const char *device)
{
  g_autoptr (GError) error = NULL;
  char *answer;

  if (dialer_port_user_ask (DIALER_PORT_USER_SOCKET, device, &answer, &error))
    return answer;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return dialer_port_look_for_user (device, getpid ());
  /* In the sandbox we are blind, and to take a port that somebody uses is worse than to leave it. */
  return g_strdup_printf ("a program, perhaps (%s)", error->message);
}

gboolean
dialer_port_has_carrier (const char *device)
{
  int fd = open (device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  int signals = 0;
  gboolean on = fd >= 0 && ioctl (fd, TIOCMGET, &signals) == 0 && (signals & TIOCM_CAR) != 0;

  if (fd >= 0)
    close (fd);
  return on;
}
