/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A thread pool of one. */
#include "dialer-worker.h"

struct _DialerWorker
{
  GThreadPool *pool;
};

typedef struct
{
  GTask *task;
  GTaskThreadFunc function;
} Job;

static void
do_job (gpointer data, gpointer unused)
{
  g_autofree Job *job = data;
  g_autoptr (GTask) task = job->task;

  if (!g_task_return_error_if_cancelled (task))
    job->function (task, g_task_get_source_object (task), g_task_get_task_data (task),
                   g_task_get_cancellable (task));
}

DialerWorker *
dialer_worker_new (void)
{
  g_autoptr (GError) error = NULL;
  DialerWorker *self = g_new (DialerWorker, 1);

  self->pool = g_thread_pool_new (do_job, NULL, 1, TRUE, &error);
  if (error)
    g_error ("no thread can be started: %s", error->message);  /* as g_thread_new() would say */
  return self;
}

void
dialer_worker_run (DialerWorker *self, GTask *task, GTaskThreadFunc function)
{
  Job *job = g_new (Job, 1);

  job->task = g_object_ref (task);
  job->function = function;
  g_thread_pool_push (self->pool, job, NULL);
}

void
dialer_worker_finish (DialerWorker *self)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_free (self);
}

void
dialer_worker_free (DialerWorker *self)
{
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_free (self);
}
