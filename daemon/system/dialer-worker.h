/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One thread for work that blocks, done in the order in which it was asked for. */
#pragma once

#include <gio/gio.h>

typedef struct _DialerWorker DialerWorker;

/** dialer_worker_new: Returns: (transfer full): a thread of its own; GTask's threads keep no order */
DialerWorker *dialer_worker_new (void);

/**
 * dialer_worker_run:
 * @task: (transfer none): what is to be returned to its caller
 * @function: does the work in the thread, and returns from @task
 *
 * A task that is cancelled before its turn comes returns G_IO_ERROR_CANCELLED, and nothing is done.
 */
void dialer_worker_run (DialerWorker *self, GTask *task, GTaskThreadFunc function);

/**
 * dialer_worker_free:
 *
 * Ends the thread after what it still has to do, without waiting; so the last task may free its worker.
 */
void dialer_worker_free (DialerWorker *self);

/** dialer_worker_finish: waits until all is done, and frees the worker; not from its own thread */
void dialer_worker_finish (DialerWorker *self);
