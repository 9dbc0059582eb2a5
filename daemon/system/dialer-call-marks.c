/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A store whose ids are modems; what it can't do is told in the log, and no call fails for it. */
#include "dialer-call-marks.h"

#include "dialer-store.h"

#define SUFFIX ".call"

struct _DialerCallMarks
{
  DialerStore *store;
};

DialerCallMarks *
dialer_call_marks_new (const char *folder)
{
  DialerCallMarks *self = g_new (DialerCallMarks, 1);

  self->store = dialer_store_new (folder, SUFFIX);
  return self;
}

void
dialer_call_marks_free (DialerCallMarks *self)
{
  dialer_store_close (self->store);
  g_object_unref (self->store);
  g_free (self);
}

/* @text: (nullable): what its file says; the store has told why there is none */
static DialerCallMark *
read_mark (const char *modem, const char *text)
{
  g_autoptr (GError) error = NULL;
  DialerCallMark *mark = text ? dialer_call_mark_parse (modem, text, &error) : NULL;

  if (mark)
    return mark;
  if (error)
    g_warning ("the mark of a call on %s can't be read: %s", modem, error->message);
  mark = dialer_call_mark_new (modem);
  mark->dialed = TRUE;
  return mark;
}

GPtrArray *
dialer_call_marks_load (DialerCallMarks *self)
{
  GPtrArray *marks = g_ptr_array_new_with_free_func ((GDestroyNotify) dialer_call_mark_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) texts = dialer_store_load (self->store, &error);
  g_auto (GStrv) modems = dialer_store_list (self->store);

  if (texts == NULL)
    g_warning ("%s; calls that another dialerd has left are not known", error->message);
  for (guint i = 0; texts && modems[i]; i++)
    g_ptr_array_add (marks, read_mark (modems[i], g_hash_table_lookup (texts, modems[i])));
  return marks;
}

static void
warn (const GError *error)
{
  g_warning ("%s; a call that dialerd can't end might not be hung up by the next", error->message);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!dialer_store_save_finish (DIALER_STORE (source), result, &error))
    warn (error);
  g_task_return_boolean (task, error == NULL);
}

void
dialer_call_marks_put_async (DialerCallMarks *self, const DialerCallMark *mark, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *text = dialer_call_mark_serialize (mark);

  dialer_store_save_async (self->store, mark->modem, text, NULL, on_saved,
                           g_task_new (NULL, NULL, callback, user_data));
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!dialer_store_remove_finish (DIALER_STORE (source), result, &error))
    warn (error);
}

void
dialer_call_marks_remove (DialerCallMarks *self, const char *modem)
{
  dialer_store_remove_async (self->store, modem, NULL, on_removed, NULL);
}
