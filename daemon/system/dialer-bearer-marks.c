/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files named after modems, in a folder in memory. */
#include "dialer-bearer-marks.h"

#include <glib/gstdio.h>

#define GROUP "bearer"

struct _DialerBearerMarks
{
  char *folder;
};

static char *
get_path (DialerBearerMarks *self, const char *uid)
{
  g_autofree char *name = g_strdelimit (g_strdup (uid), "/", '!');

  return g_build_filename (self->folder, name, NULL);
}

DialerBearerMarks *
dialer_bearer_marks_new (const char *folder)
{
  DialerBearerMarks *self = g_new (DialerBearerMarks, 1);

  self->folder = g_strdup (folder);
  return self;
}

void
dialer_bearer_marks_free (DialerBearerMarks *self)
{
  g_free (self->folder);
  g_free (self);
}

void
dialer_bearer_mark_free (DialerBearerMark *mark)
{
  g_free (mark->owner);
  g_free (mark->interface);
  g_free (mark);
}

void
dialer_bearer_marks_add (DialerBearerMarks *self, const char *uid, const DialerBearerMark *mark)
{
  g_autofree char *path = get_path (self, uid);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_set_string (file, GROUP, "owner", mark->owner);
  g_key_file_set_string (file, GROUP, "interface", mark->interface ? mark->interface : "");
  g_key_file_set_boolean (file, GROUP, "was-disabled", mark->was_disabled);
  g_mkdir_with_parents (self->folder, 0700);
  if (!g_key_file_save_to_file (file, path, &error))
    g_warning ("a modem may stay connected if dialerd is killed: %s", error->message);
}

void
dialer_bearer_marks_remove (DialerBearerMarks *self, const char *uid)
{
  g_autofree char *path = get_path (self, uid);

  g_unlink (path);
}

DialerBearerMark *
dialer_bearer_marks_find (DialerBearerMarks *self, const char *uid)
{
  g_autofree char *path = get_path (self, uid);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  DialerBearerMark *mark;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  mark = g_new0 (DialerBearerMark, 1);
  mark->owner = g_key_file_get_string (file, GROUP, "owner", NULL);
  mark->interface = g_key_file_get_string (file, GROUP, "interface", NULL);
  if (mark->interface && *mark->interface == '\0')
    g_clear_pointer (&mark->interface, g_free);
  mark->was_disabled = g_key_file_get_boolean (file, GROUP, "was-disabled", NULL);
  return mark;
}
