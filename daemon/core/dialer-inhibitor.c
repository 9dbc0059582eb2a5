/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * ModemManager is kept off a device that it knows by an inhibition.  One that does not know it yet, or may be
 * started later, is kept off by marks on the ports; when it dies meanwhile, they take the inhibition's place.
 */
#include "dialer-inhibitor.h"

#include "dialer-error.h"
#include "dialer-udev.h"

/* ModemManager may need so long for a modem that it has just found. */
#define PATIENCE_MS 30000
#define SHORT_PATIENCE_MS 1500
#define RETRY_MS 500
#define LINGER_MS 1000

struct _DialerInhibitor
{
  GObject parent_instance;

  DialerModemManager *modem_manager;
  DialerLentMarks *marks;
  GHashTable *holds;    /* by uid */
  GHashTable *hopeless; /* uids with which ModemManager does not come to an end */
};

/* A device, and those of its ports that are ours or will be. */
typedef struct
{
  DialerInhibitor *inhibitor;
  char *uid;
  GPtrArray *ports;
  GPtrArray *marked;
  GPtrArray *waiting; /* tasks, until it is settled */
  gboolean settled;
  gboolean inhibited;
  gboolean asking;
  gint64 give_up;
  guint timer; /* to ask again while it is not settled, to let go when no port is left */
} Hold;

G_DEFINE_TYPE (DialerInhibitor, dialer_inhibitor, G_TYPE_OBJECT)

static void ask (Hold *hold);

static void
hold_free (gpointer data)
{
  Hold *hold = data;

  g_clear_handle_id (&hold->timer, g_source_remove);
  for (guint i = 0; i < hold->marked->len; i++)
    dialer_lent_marks_remove (hold->inhibitor->marks, hold->marked->pdata[i]);
  g_ptr_array_unref (hold->ports);
  g_ptr_array_unref (hold->marked);
  g_ptr_array_unref (hold->waiting);
  g_free (hold->uid);
  g_free (hold);
}

static Hold *
hold_new (DialerInhibitor *self, const char *uid)
{
  Hold *hold = g_new0 (Hold, 1);

  hold->inhibitor = self;
  hold->uid = g_strdup (uid);
  hold->ports = g_ptr_array_new_with_free_func (g_free);
  hold->marked = g_ptr_array_new_with_free_func (g_free);
  hold->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  return hold;
}

/* ---- letting go ---- */

static void
on_uninhibited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!dialer_modem_manager_uninhibit_finish (DIALER_MODEM_MANAGER (source), result, &error))
    g_message ("a modem could not be given back: %s", error->message);
}

static gboolean
let_go (gpointer user_data)
{
  Hold *hold = user_data;
  DialerInhibitor *self = hold->inhibitor;

  hold->timer = 0;
  if (hold->inhibited)
    dialer_modem_manager_uninhibit_async (self->modem_manager, hold->uid, on_uninhibited, NULL);
  g_hash_table_remove (self->holds, hold->uid);
  return G_SOURCE_REMOVE;
}

static void
drop_port (Hold *hold, const char *device)
{
  guint i;

  if (!g_ptr_array_find_with_equal_func (hold->ports, device, g_str_equal, &i))
    return;
  g_ptr_array_remove_index_fast (hold->ports, i);
  if (hold->ports->len > 0)
    return;
  g_clear_handle_id (&hold->timer, g_source_remove);
  hold->timer = g_timeout_add (LINGER_MS, let_go, hold);
}

/* ---- taking ---- */

static void
mark (Hold *hold, const char *device)
{
  if (g_ptr_array_find_with_equal_func (hold->marked, device, g_str_equal, NULL))
    return;
  g_ptr_array_add (hold->marked, g_strdup (device));
  dialer_lent_marks_add (hold->inhibitor->marks, device);
}

static void
mark_all (Hold *hold)
{
  hold->inhibited = FALSE;
  for (guint i = 0; i < hold->ports->len; i++)
    mark (hold, hold->ports->pdata[i]);
}

/* Everybody who waits gets @error, or the port. */
static void
settle (Hold *hold, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&hold->waiting);

  hold->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  hold->settled = error == NULL;
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = waiting->pdata[i];

      if (error || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        drop_port (hold, g_task_get_task_data (task));
      if (error)
        g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_BUSY, "%s", error->message);
      else if (!g_task_return_error_if_cancelled (task))
        g_task_return_boolean (task, TRUE);
    }
}

static gboolean
on_retry (gpointer user_data)
{
  Hold *hold = user_data;

  hold->timer = 0;
  ask (hold);
  return G_SOURCE_REMOVE;
}

static void
do_without (Hold *hold)
{
  mark_all (hold);
  settle (hold, NULL);
}

/* A modem that it has failed to open it never shows again, and does not let go of. */
static gboolean
is_hopeless (Hold *hold, gboolean late)
{
  GHashTable *hopeless = hold->inhibitor->hopeless;

  if (late)
    g_hash_table_add (hopeless, g_strdup (hold->uid));
  return g_hash_table_contains (hopeless, hold->uid);
}

static void
take_refusal (Hold *hold, const GError *error)
{
  gboolean undecided = g_error_matches (error, DIALER_ERROR, DIALER_ERROR_BUSY);
  gboolean somebodys = g_error_matches (error, DIALER_ERROR, DIALER_ERROR_EXISTS);
  gboolean late = g_get_monotonic_time () > hold->give_up;

  if (somebodys && late)
    settle (hold, error);
  else if (somebodys || (undecided && !is_hopeless (hold, late)))
    hold->timer = g_timeout_add (RETRY_MS, on_retry, hold);
  else
    do_without (hold); /* it does not know the device, or not yet; or it has just gone */
}

static void
on_inhibited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Hold *hold = user_data;
  G_GNUC_UNUSED g_autoptr (DialerInhibitor) self = hold->inhibitor; /* ask() took a reference */
  g_autoptr (GError) error = NULL;

  hold->asking = FALSE;
  hold->inhibited = dialer_modem_manager_inhibit_finish (DIALER_MODEM_MANAGER (source), result, &error);
  if (hold->inhibited)
    settle (hold, NULL);
  else
    take_refusal (hold, error);
}

static void
ask (Hold *hold)
{
  DialerInhibitor *self = hold->inhibitor;
  gint64 left = hold->give_up - g_get_monotonic_time ();

  if (!dialer_modem_manager_is_known (self->modem_manager) && left > 0)
    {
      /* on_known() may come before. */
      hold->timer = g_timeout_add (left / G_TIME_SPAN_MILLISECOND + 1, on_retry, hold);
      return;
    }
  if (dialer_modem_manager_is_running (self->modem_manager))
    {
      hold->asking = TRUE;
      g_object_ref (self);
      dialer_modem_manager_inhibit_async (self->modem_manager, hold->uid, on_inhibited, hold);
      return;
    }
  mark_all (hold);
  settle (hold, NULL);
}

static Hold *
get_hold (DialerInhibitor *self, const char *uid)
{
  Hold *hold = g_hash_table_lookup (self->holds, uid);

  if (hold)
    {
      g_clear_handle_id (&hold->timer, g_source_remove);
      return hold;
    }
  hold = hold_new (self, uid);
  g_hash_table_insert (self->holds, hold->uid, hold);
  return hold;
}

static void
take (DialerInhibitor *self, const char *device, guint patience_ms, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *uid = dialer_udev_get_physical_device (device);
  Hold *hold;

  g_task_set_task_data (task, g_strdup (device), g_free);
  /* Who is cancelled after he was given the port has to hear that it is his, to give it back. */
  g_task_set_check_cancellable (task, FALSE);
  if (uid == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  hold = get_hold (self, uid);
  g_ptr_array_add (hold->ports, g_strdup (device));
  g_ptr_array_add (hold->waiting, g_object_ref (task));
  hold->give_up = g_get_monotonic_time () + patience_ms * G_TIME_SPAN_MILLISECOND;
  if (hold->settled && hold->marked->len > 0)
    mark (hold, device);
  if (hold->settled)
    settle (hold, NULL);
  else if (!hold->asking)
    ask (hold);
}

void
dialer_inhibitor_take_async (DialerInhibitor *self, const char *device, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  take (self, device, PATIENCE_MS, cancellable, callback, user_data);
}

void
dialer_inhibitor_take_soon_async (DialerInhibitor *self, const char *device, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  take (self, device, SHORT_PATIENCE_MS, NULL, callback, user_data);
}

gboolean
dialer_inhibitor_take_finish (DialerInhibitor *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
dialer_inhibitor_give_back (DialerInhibitor *self, const char *device)
{
  GHashTableIter iter;
  gpointer hold;

  /* By the port's name: when it has been unplugged udev knows it no longer. */
  g_hash_table_iter_init (&iter, self->holds);
  while (g_hash_table_iter_next (&iter, NULL, &hold))
    drop_port (hold, device);
}

/* ---- object ---- */

static void
on_stopped (DialerModemManager *modem_manager, gpointer user_data)
{
  DialerInhibitor *self = user_data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->holds);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Hold *) value)->inhibited)
      mark_all (value);
  g_hash_table_remove_all (self->hopeless);
}

static void
on_known (DialerModemManager *modem_manager, gpointer user_data)
{
  DialerInhibitor *self = user_data;
  g_autoptr (GList) holds = g_hash_table_get_values (self->holds); /* who gets one may ask for another */

  for (GList *l = holds; l; l = l->next)
    {
      Hold *hold = l->data;

      if (hold->waiting->len == 0)
        continue; /* nobody wants it any more */
      g_clear_handle_id (&hold->timer, g_source_remove);
      ask (hold);
    }
}

static void
on_added (DialerModemManager *modem_manager, const DialerMmModem *described, gpointer user_data)
{
  DialerInhibitor *self = user_data;

  g_hash_table_remove (self->hopeless, described->uid);
}

static void
dialer_inhibitor_finalize (GObject *object)
{
  DialerInhibitor *self = DIALER_INHIBITOR (object);

  g_signal_handlers_disconnect_by_data (self->modem_manager, self);
  g_hash_table_unref (self->holds);
  g_hash_table_unref (self->hopeless);
  g_object_unref (self->modem_manager);
  G_OBJECT_CLASS (dialer_inhibitor_parent_class)->finalize (object);
}

static void
dialer_inhibitor_class_init (DialerInhibitorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_inhibitor_finalize;
}

static void
dialer_inhibitor_init (DialerInhibitor *self)
{
  self->hopeless = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->holds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, hold_free);
}

DialerInhibitor *
dialer_inhibitor_new (DialerModemManager *modem_manager, DialerLentMarks *marks)
{
  DialerInhibitor *self = g_object_new (DIALER_TYPE_INHIBITOR, NULL);

  self->modem_manager = g_object_ref (modem_manager);
  self->marks = marks;
  g_signal_connect (modem_manager, "added", G_CALLBACK (on_added), self);
  g_signal_connect (modem_manager, "stopped", G_CALLBACK (on_stopped), self);
  g_signal_connect (modem_manager, "known", G_CALLBACK (on_known), self);
  return self;
}
