/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem that has changed may be free: then the queue is gone through from its head. */
#include "dialer-modem-queue.h"

#include "dialer-error.h"
#include "dialer-modem-choice.h"

/* No longer than it takes to hang up, with some tries. */
#define CLEARING_PATIENCE_S 60

struct _DialerModemQueue
{
  GObject parent_instance;

  DialerModemPool *pool;
  GQueue waiters; /* of GTask, whose data is a Waiter */
  guint service;  /* is due */
};

G_DEFINE_TYPE (DialerModemQueue, dialer_modem_queue, G_TYPE_OBJECT)

typedef struct
{
  char *id;
  DialerModemKind kind;
  GSource *time_limit;
  GSource *cancelled;
} Waiter;

static void
clear_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  clear_source (&waiter->time_limit);
  clear_source (&waiter->cancelled);
  g_free (waiter->id);
  g_free (waiter);
}

/* Returns: (transfer full): its task, to be returned from. */
static GTask *
leave_queue (DialerModemQueue *self, GTask *task)
{
  Waiter *waiter = g_task_get_task_data (task);

  g_queue_remove (&self->waiters, task);
  clear_source (&waiter->time_limit);
  clear_source (&waiter->cancelled);
  return task;
}

/* Returns: whether somebody was served; he may have done anything, also to the queue. */
static gboolean
serve_first (DialerModemQueue *self)
{
  for (GList *l = self->waiters.head; l; l = l->next)
    {
      Waiter *waiter = g_task_get_task_data (l->data);
      DialerReason reason;
      DialerModem *modem = dialer_modem_choose (self->pool, waiter->id, waiter->kind, &reason);

      if (modem)
        {
          g_autoptr (GTask) task = leave_queue (self, l->data);

          g_task_return_pointer (task, modem, g_object_unref);
          return TRUE;
        }
    }
  return FALSE;
}

static void
serve (DialerModemQueue *self)
{
  while (serve_first (self))
    continue;
}

static gboolean
on_service (gpointer user_data)
{
  g_autoptr (DialerModemQueue) self = g_object_ref (user_data);

  self->service = 0;
  serve (self);
  return G_SOURCE_REMOVE;
}

/* Later, so that a session that is not done may take its modem again first. */
static void
arrange_service (DialerModemQueue *self)
{
  if (self->service == 0 && !g_queue_is_empty (&self->waiters))
    self->service = g_idle_add_full (G_PRIORITY_DEFAULT, on_service, self, NULL);
}

static void
on_changed (DialerModem *modem, gpointer user_data)
{
  arrange_service (user_data);
}

static void
on_added (DialerModemPool *pool, DialerModem *modem, gpointer user_data)
{
  g_signal_connect_object (modem, "changed", G_CALLBACK (on_changed), user_data, 0);
  arrange_service (user_data);
}

static void
on_removed (DialerModemPool *pool, DialerModem *modem, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (modem, on_changed, user_data);
}

static void
dialer_modem_queue_finalize (GObject *object)
{
  DialerModemQueue *self = DIALER_MODEM_QUEUE (object);

  g_warn_if_fail (g_queue_is_empty (&self->waiters)); /* a task holds the queue */
  g_clear_handle_id (&self->service, g_source_remove);
  g_object_unref (self->pool);
  G_OBJECT_CLASS (dialer_modem_queue_parent_class)->finalize (object);
}

static void
dialer_modem_queue_class_init (DialerModemQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_modem_queue_finalize;
}

static void
dialer_modem_queue_init (DialerModemQueue *self)
{
  g_queue_init (&self->waiters);
}

DialerModemQueue *
dialer_modem_queue_new (DialerModemPool *pool)
{
  DialerModemQueue *self = g_object_new (DIALER_TYPE_MODEM_QUEUE, NULL);

  self->pool = g_object_ref (pool);
  g_signal_connect_object (pool, "added", G_CALLBACK (on_added), self, 0);
  g_signal_connect_object (pool, "removed", G_CALLBACK (on_removed), self, 0);
  return self;
}

DialerModem *
dialer_modem_queue_find (DialerModemQueue *self, const char *id)
{
  return dialer_modem_pool_find (self->pool, id);
}

DialerModem *
dialer_modem_queue_find_free (DialerModemQueue *self, const char *id, DialerModemKind kind, DialerReason *reason)
{
  return dialer_modem_find_free (self->pool, id, kind, reason);
}

gboolean
dialer_modem_queue_names (DialerModemQueue *self, DialerSettings *settings, DialerModemKind kind)
{
  DialerModem *named = dialer_modem_queue_find (self, dialer_settings_get (settings, "dial.modem"));

  return named && dialer_modem_get_kind (named) == kind;
}

DialerModemKind
dialer_modem_queue_get_kind (DialerModemQueue *self, DialerSettings *settings, gboolean dials)
{
  if (dials)
    return DIALER_MODEM_VOICE;
  if (*dialer_settings_get (settings, "cellular.apn")
      || dialer_modem_queue_names (self, settings, DIALER_MODEM_CELLULAR))
    return DIALER_MODEM_CELLULAR;
  return DIALER_MODEM_DIRECT;
}

GStrv
dialer_modem_queue_list (DialerModemQueue *self, const char *id, DialerModemKind kind)
{
  return dialer_modem_list (self->pool, id, kind);
}

DialerModem *
dialer_modem_queue_choose (DialerModemQueue *self, const char *id, DialerModemKind kind,
                           gboolean goes_on, DialerReason *reason)
{
  if (!goes_on)
    serve (self);
  return dialer_modem_choose (self->pool, id, kind, reason);
}

guint
dialer_modem_queue_get_patience (DialerModemQueue *self, const char *id, DialerModemKind kind, guint patience)
{
  return dialer_modem_will_be_cleared (self->pool, id, kind) ? MAX (patience, CLEARING_PATIENCE_S) : patience;
}

/* ---- waiting ---- */

static gboolean
on_late (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  DialerModemQueue *self = g_task_get_source_object (task);
  Waiter *waiter = g_task_get_task_data (task);
  DialerReason reason;

  serve (self); /* one may have become free at the last moment */
  if (g_queue_find (&self->waiters, task) == NULL)
    return G_SOURCE_REMOVE;
  dialer_modem_choose (self->pool, waiter->id, waiter->kind, &reason);
  g_object_unref (leave_queue (self, task));
  g_task_return_new_error (task, DIALER_ERROR,
                           reason == DIALER_REASON_MODEM_BUSY ? DIALER_ERROR_BUSY : DIALER_ERROR_NOT_FOUND,
                           "no modem became free in time");
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = leave_queue (g_task_get_source_object (user_data), user_data);

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/* No reference: the source goes when its task leaves the queue. */
static void
attach (GTask *task, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

void
dialer_modem_queue_wait_async (DialerModemQueue *self, const char *id, DialerModemKind kind, guint patience,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->id = g_strdup (id);
  waiter->kind = kind;
  waiter->time_limit = g_timeout_source_new_seconds (patience);
  attach (task, waiter->time_limit, on_late);
  if (cancellable)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      attach (task, waiter->cancelled, G_SOURCE_FUNC (on_cancelled));
    }
  g_task_set_task_data (task, waiter, waiter_free);
  g_task_set_check_cancellable (task, FALSE); /* a modem that is reserved must not get lost */
  g_queue_push_tail (&self->waiters, task);
  arrange_service (self);
}

DialerModem *
dialer_modem_queue_wait_finish (DialerModemQueue *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
