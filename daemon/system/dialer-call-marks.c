/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files named after modems, which a thread writes in the order in which they are asked for. */
#include "dialer-call-marks.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dialer-whole-file.h"
#include "dialer-worker.h"

#define SUFFIX ".call"

struct _DialerCallMarks
{
  char *folder;
  DialerWorker *worker;
};

typedef struct
{
  char *path;
  char *text; /* NULL: the file goes */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->path);
  g_free (change->text);
  g_free (change);
}

static char *
get_path (DialerCallMarks *self, const char *modem)
{
  g_autofree char *name = g_strconcat (modem, SUFFIX, NULL);

  return g_build_filename (self->folder, name, NULL);
}

DialerCallMarks *
dialer_call_marks_new (const char *folder)
{
  DialerCallMarks *self = g_new (DialerCallMarks, 1);

  self->folder = g_strdup (folder);
  self->worker = dialer_worker_new ();
  g_mkdir_with_parents (folder, 0700);
  return self;
}

void
dialer_call_marks_free (DialerCallMarks *self)
{
  dialer_worker_finish (self->worker);
  g_free (self->folder);
  g_free (self);
}

static DialerCallMark *
load (const char *path, const char *modem)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  DialerCallMark *mark = NULL;

  if (g_file_get_contents (path, &text, NULL, &error))
    mark = dialer_call_mark_parse (modem, text, &error);
  if (mark)
    return mark;
  g_warning ("%s can't be read: %s", path, error->message);
  mark = dialer_call_mark_new (modem);
  mark->dialed = TRUE;
  return mark;
}

GPtrArray *
dialer_call_marks_load (DialerCallMarks *self)
{
  GPtrArray *marks = g_ptr_array_new_with_free_func ((GDestroyNotify) dialer_call_mark_free);
  g_autoptr (GDir) entries = NULL;
  const char *name;

  dialer_whole_file_sweep (self->folder, SUFFIX);
  entries = g_dir_open (self->folder, 0, NULL);
  while (entries && (name = g_dir_read_name (entries)))
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_autofree char *modem = g_strndup (name, strlen (name) - MIN (strlen (SUFFIX), strlen (name)));

      if (g_str_has_suffix (name, SUFFIX))
        g_ptr_array_add (marks, load (path, modem));
    }
  return marks;
}

static void
do_change (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Change *change = data;
  g_autoptr (GError) error = NULL;

  if (change->text)
    dialer_whole_file_write (change->path, change->text, strlen (change->text), &error);
  else
    dialer_whole_file_remove (change->path, &error);
  if (error)
    g_warning ("%s; a call that dialerd can't end might not be hung up by the next", error->message);
  g_task_return_boolean (task, error == NULL);
}

static void
run (DialerCallMarks *self, char *path, char *text, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Change *change = g_new (Change, 1);

  change->path = path;
  change->text = text;
  g_task_set_task_data (task, change, change_free);
  dialer_worker_run (self->worker, task, do_change);
}

void
dialer_call_marks_put_async (DialerCallMarks *self, const DialerCallMark *mark, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  run (self, get_path (self, mark->modem), dialer_call_mark_serialize (mark), callback, user_data);
}

void
dialer_call_marks_remove (DialerCallMarks *self, const char *modem)
{
  run (self, get_path (self, modem), NULL, NULL, NULL);
}
