/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The thread behind the stores. */
#include "dialer-worker.h"

#include "folder-fixture.h"

#define PATIENCE_US (10 * G_USEC_PER_SEC)

typedef struct
{
  DialerWorker *worker;
  GAsyncQueue *go_on; /* to the worker's thread: the caller has let go of everything */
  GAsyncQueue *freed; /* from there: so has the thread */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->worker = dialer_worker_new ();
  fixture->go_on = g_async_queue_new ();
  fixture->freed = g_async_queue_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->worker, dialer_worker_free);
  g_async_queue_unref (fixture->go_on);
  g_async_queue_unref (fixture->freed);
}

static void
count_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  guint *runs = data;

  ++*runs;
  g_task_return_int (task, *runs);
}

static void
test_order (Fixture *fixture, gconstpointer unused)
{
  GAsyncResult *results[20] = { NULL };
  guint runs = 0;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, on_result, &results[i]);

      g_task_set_task_data (task, &runs, NULL);
      dialer_worker_run (fixture->worker, task, count_run);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_cmpint (g_task_propagate_int (G_TASK (wait_for_result (&results[i])), NULL), ==, i + 1);
      g_object_unref (results[i]);
    }
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, on_result, &result);
  g_autoptr (GError) error = NULL;
  guint runs = 0;

  g_task_set_task_data (task, &runs, NULL);
  g_cancellable_cancel (cancellable);
  dialer_worker_run (fixture->worker, task, count_run);
  g_task_propagate_int (G_TASK (wait_for_result (&result)), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (runs, ==, 0);
}

static void
return_and_stay (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fixture *fixture = data;

  g_task_return_boolean (task, TRUE);
  g_async_queue_pop (fixture->go_on);
}

static void
on_returned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *returned = user_data;

  *returned = TRUE;
}

static void
on_owner_gone (gpointer user_data, GObject *owner)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->worker, dialer_worker_free);
  g_async_queue_push (fixture->freed, fixture);
}

/* A store's last reference may be the one its own thread holds. */
static void
test_freed_by_its_thread (Fixture *fixture, gconstpointer unused)
{
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);
  gboolean returned = FALSE;
  GTask *task = g_task_new (owner, NULL, on_returned, &returned);

  g_object_weak_ref (owner, on_owner_gone, fixture);
  g_task_set_task_data (task, fixture, NULL);
  dialer_worker_run (fixture->worker, task, return_and_stay);
  g_object_unref (task);
  g_object_unref (owner);
  while (!returned)
    g_main_context_iteration (NULL, TRUE);

  g_assert_null (g_async_queue_try_pop (fixture->freed));
  g_async_queue_push (fixture->go_on, fixture);
  g_assert_nonnull (g_async_queue_timeout_pop (fixture->freed, PATIENCE_US));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/system/worker/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("order", test_order);
  ADD ("cancelled", test_cancelled);
  ADD ("freed-by-its-thread", test_freed_by_its_thread);
#undef ADD

  return g_test_run ();
}
