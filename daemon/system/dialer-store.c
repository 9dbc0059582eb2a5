/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files are read once, at start-up; after that a thread writes what the daemon has in memory. */
#include "dialer-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "dialer-error.h"
#include "dialer-whole-file.h"
#include "dialer-worker.h"

#define ID_MAX 200  /* NAME_MAX is 255; the suffix and the temporary file's name need some of it */

struct _DialerStore
{
  GObject parent_instance;

  char *folder;
  char *suffix;
  DialerWorker *worker;
};

G_DEFINE_FINAL_TYPE (DialerStore, dialer_store, G_TYPE_OBJECT)

typedef struct
{
  char *path;
  char *text;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->path);
  g_free (change->text);
  g_free (change);
}

/* An id comes from outside, and becomes a file name. */
static gboolean
is_safe_id (const char *id)
{
  gsize length = strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-.:+@");

  return length > 0 && length <= ID_MAX && id[length] == '\0' && id[0] != '.';
}

static gboolean
make_folder (DialerStore *self, GError **error)
{
  if (g_mkdir_with_parents (self->folder, 0700) == 0)
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s can't be made: %s", self->folder,
               g_strerror (errno));
  return FALSE;
}

static char *
read_text (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_warning ("%s is left out: it is no file", path);
  else if (!g_file_get_contents (path, &text, &length, &error))
    g_warning ("%s is left out: %s", path, error->message);
  else if (!g_utf8_validate (text, length, NULL))
    g_warning ("%s is left out: it is not UTF-8 text", path);
  else
    return g_steal_pointer (&text);
  return NULL;
}

/* Returns: (transfer full) (nullable): the id whose file is called @name, if it is one of ours */
static char *
make_id (DialerStore *self, const char *name)
{
  g_autofree char *id = NULL;

  if (!g_str_has_suffix (name, self->suffix))
    return NULL;
  id = g_strndup (name, strlen (name) - strlen (self->suffix));
  return is_safe_id (id) ? g_steal_pointer (&id) : NULL;
}

static void
load_file (DialerStore *self, const char *name, GHashTable *texts)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *id = make_id (self, name);
  char *text = id ? read_text (path) : NULL;

  if (text)
    g_hash_table_insert (texts, g_steal_pointer (&id), text);
}

static GHashTable *
load_folder (DialerStore *self, GError **error)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDir) entries = g_dir_open (self->folder, 0, &cause);
  const char *name;

  if (!entries)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s", cause->message);
      return NULL;
    }
  while ((name = g_dir_read_name (entries)))
    load_file (self, name, texts);
  return g_steal_pointer (&texts);
}

GHashTable *
dialer_store_load (DialerStore *self, GError **error)
{
  if (!make_folder (self, error))
    return NULL;
  dialer_whole_file_sweep (self->folder, self->suffix);
  return load_folder (self, error);
}

GStrv
dialer_store_list (DialerStore *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GDir) entries = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (entries && (name = g_dir_read_name (entries)))
    {
      g_autofree char *id = make_id (self, name);

      if (id)
        g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

/* Ends the task itself when @id can't be a file name. */
static Change *
new_change (DialerStore *self, GTask *task, const char *id, const char *text)
{
  g_autofree char *name = NULL;
  Change *change;

  /* Once begun it is carried through: that a change was cancelled must mean that it was not made. */
  g_task_set_check_cancellable (task, FALSE);
  if (!is_safe_id (id))
    {
      g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                               "'%s' can't be an id: at most %d letters, digits and _-.:+@ make one, the "
                               "first not a dot", id, ID_MAX);
      return NULL;
    }
  name = g_strconcat (id, self->suffix, NULL);
  change = g_new (Change, 1);
  change->path = g_build_filename (self->folder, name, NULL);
  change->text = g_strdup (text);
  g_task_set_task_data (task, change, change_free);
  return change;
}

static void
save_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Change *change = data;
  GError *error = NULL;

  if (make_folder (source, &error)
      && dialer_whole_file_write (change->path, change->text, strlen (change->text), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dialer_store_save_async (DialerStore *self, const char *id, const char *text, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, dialer_store_save_async);
  if (new_change (self, task, id, text))
    dialer_worker_run (self->worker, task, save_in_worker);
}

gboolean
dialer_store_save_finish (DialerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_store_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
remove_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Change *change = data;
  GError *error = NULL;

  if (dialer_whole_file_remove (change->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dialer_store_remove_async (DialerStore *self, const char *id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, dialer_store_remove_async);
  if (new_change (self, task, id, NULL))
    dialer_worker_run (self->worker, task, remove_in_worker);
}

gboolean
dialer_store_remove_finish (DialerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_store_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
dialer_store_close (DialerStore *self)
{
  g_clear_pointer (&self->worker, dialer_worker_finish);
}

DialerStore *
dialer_store_new (const char *folder, const char *suffix)
{
  DialerStore *self = g_object_new (DIALER_TYPE_STORE, NULL);

  self->folder = g_strdup (folder);
  self->suffix = g_strdup (suffix);
  self->worker = dialer_worker_new ();
  return self;
}

static void
dialer_store_finalize (GObject *object)
{
  DialerStore *self = DIALER_STORE (object);

  g_clear_pointer (&self->worker, dialer_worker_free);
  g_free (self->folder);
  g_free (self->suffix);
  G_OBJECT_CLASS (dialer_store_parent_class)->finalize (object);
}

static void
dialer_store_class_init (DialerStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = dialer_store_finalize;
}

static void
dialer_store_init (DialerStore *self)
{
}
