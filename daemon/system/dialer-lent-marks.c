/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files named after ports, in a folder in memory. */
#include "dialer-lent-marks.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "dialer-udev.h"

struct _DialerLentMarks
{
  char *folder;
};

/* The kernel's name of the device, by which udev asks for the file. */
static char *
get_path (DialerLentMarks *self, const char *device)
{
  g_autofree char *real = realpath (device, NULL);
  g_autofree char *name = g_path_get_basename (real ? real : device);

  return g_build_filename (self->folder, name, NULL);
}

static void
remove_all (DialerLentMarks *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *device = g_build_filename ("/dev", name, NULL);

      dialer_lent_marks_remove (self, device);
    }
}

DialerLentMarks *
dialer_lent_marks_new (const char *folder)
{
  DialerLentMarks *self = g_new (DialerLentMarks, 1);

  self->folder = g_strdup (folder);
  remove_all (self);
  return self;
}

void
dialer_lent_marks_free (DialerLentMarks *self)
{
  remove_all (self);
  g_free (self->folder);
  g_free (self);
}

void
dialer_lent_marks_add (DialerLentMarks *self, const char *device)
{
  g_autofree char *path = get_path (self, device);
  g_autoptr (GError) error = NULL;

  if (!dialer_udev_is_candidate (device))
    return;
  g_mkdir_with_parents (self->folder, 0755);
  if (g_file_set_contents (path, "", 0, &error))
    dialer_udev_retrigger (device);
  else
    g_warning ("ModemManager might disturb a call: %s", error->message);
}

void
dialer_lent_marks_remove (DialerLentMarks *self, const char *device)
{
  g_autofree char *path = get_path (self, device);

  if (g_unlink (path) == 0)
    dialer_udev_retrigger (device);
}
