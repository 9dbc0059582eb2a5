/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Jobs for the thread that has the database. */
#include "dialer-ledger.h"

#include "dialer-ledger-rows.h"
#include "dialer-ledger-schema.h"
#include "dialer-worker.h"

#define UNSAVED_MAX 200
/* Between two looks at what is too old. */
#define WRITES_UNTIL_ROTATION 500

/* What the thread has; nobody else looks into it while there is one. */
typedef struct
{
  DialerDatabase *db;
  DialerLedgerLimits limits;
  GQueue unsaved; /* of Entry, the oldest first */
  guint writes;
  gboolean remembers; /* it could not forget the last time, which has been told */
} Desk;

struct _DialerLedger
{
  GObject parent_instance;

  DialerWorker *worker; /* NULL when closed */
  Desk *desk;
};

G_DEFINE_FINAL_TYPE (DialerLedger, dialer_ledger, G_TYPE_OBJECT)

typedef struct
{
  DialerCallRecord *record;
  GPtrArray *lines;
  gint64 time;
} Entry;

typedef struct
{
  char *call;
  DialerReason reason;
  gint64 ended;
} End;

typedef struct
{
  DialerHistoryQuery *query;
  DialerTotalsBy by;
  char *call;
  guint last;
} Question;

typedef GPtrArray *(*Answer) (DialerDatabase *db, const Question *question, GError **error);

static void
entry_free (Entry *entry)
{
  dialer_call_record_unref (entry->record);
  g_clear_pointer (&entry->lines, g_ptr_array_unref);
  g_free (entry);
}

static void
end_free (gpointer data)
{
  End *end = data;

  g_free (end->call);
  g_free (end);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->query, dialer_history_query_free);
  g_free (question->call);
  g_free (question);
}

static void
desk_free (Desk *desk)
{
  g_queue_clear_full (&desk->unsaved, (GDestroyNotify) entry_free);
  dialer_database_free (desk->db);
  g_free (desk);
}

/* ---- in the thread ---- */

/* Before something is written: it might not find room else. */
static void
forget_at_times (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  if (desk->writes++ % WRITES_UNTIL_ROTATION != 0 && dialer_database_get_used (desk->db) <= desk->limits.bytes)
    return;
  /* Of a damaged file something else is told. */
  if (!dialer_ledger_rotate (desk->db, &desk->limits, g_get_real_time (), &error) && !desk->remembers
      && !dialer_database_was_broken (desk->db))
    g_warning ("the ledger can't forget: %s", error->message);
  desk->remembers = error != NULL;
}

static gboolean
save_all (Desk *desk, GError **error)
{
  if (!dialer_database_open (desk->db, error))
    return FALSE;
  forget_at_times (desk);
  if (!dialer_database_begin (desk->db, error))
    return FALSE;
  for (GList *i = desk->unsaved.head; i; i = i->next)
    {
      Entry *entry = i->data;

      if (!dialer_ledger_rows_write (desk->db, entry->record, entry->lines, entry->time, error))
        {
          dialer_database_roll_back (desk->db);
          return FALSE;
        }
    }
  return dialer_database_commit (desk->db, error);
}

/* A file that is found to be damaged is replaced, and what was to be done is done with the new one. */
static gboolean
save_all_or_anew (Desk *desk, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (save_all (desk, &problem))
    return TRUE;
  if (dialer_database_was_broken (desk->db))
    return save_all (desk, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
do_write (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Desk *desk = DIALER_LEDGER (source)->desk;
  GError *error = NULL;
  Entry *entry = data;

  g_queue_push_tail (&desk->unsaved, entry);
  if (save_all_or_anew (desk, &error))
    {
      g_queue_clear_full (&desk->unsaved, (GDestroyNotify) entry_free);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (g_queue_get_length (&desk->unsaved) > UNSAVED_MAX)
    entry_free (g_queue_pop_head (&desk->unsaved));
  g_task_return_error (task, error);
}

static void
do_close_open_rows (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Desk *desk = DIALER_LEDGER (source)->desk;
  GError *error = NULL;
  int n = -1;

  if (dialer_database_open (desk->db, &error))
    n = dialer_ledger_rows_close (desk->db, &error);
  if (n >= 0)
    g_task_return_int (task, n);
  else
    g_task_return_error (task, error);
}

static void
do_end (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Desk *desk = DIALER_LEDGER (source)->desk;
  const End *end = data;
  GError *error = NULL;

  if (dialer_database_open (desk->db, &error)
      && dialer_ledger_rows_end (desk->db, end->call, end->reason, end->ended, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static GPtrArray *
ask (Desk *desk, Answer answer, const Question *question, GError **error)
{
  return dialer_database_open (desk->db, error) ? answer (desk->db, question, error) : NULL;
}

static void
do_answer (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Desk *desk = DIALER_LEDGER (source)->desk;
  Answer answer = (Answer) g_task_get_source_tag (task);
  GError *error = NULL;
  GPtrArray *found = ask (desk, answer, data, &error);

  if (found == NULL && dialer_database_was_broken (desk->db))
    {
      g_clear_error (&error);
      found = ask (desk, answer, data, &error);
    }
  if (found)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static GPtrArray *
answer_read (DialerDatabase *db, const Question *question, GError **error)
{
  return dialer_ledger_rows_read (db, question->query, error);
}

static GPtrArray *
answer_add_up (DialerDatabase *db, const Question *question, GError **error)
{
  return dialer_ledger_rows_add_up (db, question->by, question->query, error);
}

static GPtrArray *
answer_read_log (DialerDatabase *db, const Question *question, GError **error)
{
  return dialer_ledger_rows_read_log (db, question->call, error);
}

static GPtrArray *
answer_read_attempts (DialerDatabase *db, const Question *question, GError **error)
{
  return dialer_ledger_rows_read_attempts (db, question->last, error);
}

/* For somebody who waits. */
typedef struct
{
  gint64 since;
  GPtrArray *found;
  GError *error;
  GAsyncQueue *done;
} TallyQuestion;

static void
do_read_tally (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Desk *desk = DIALER_LEDGER (source)->desk;
  TallyQuestion *question = data;

  if (dialer_database_open (desk->db, &question->error))
    question->found = dialer_ledger_rows_read_tally (desk->db, question->since, &question->error);
  g_async_queue_push (question->done, question);
}

/* ---- for the loop ---- */

DialerLedger *
dialer_ledger_new (const char *path, const DialerLedgerLimits *limits)
{
  DialerLedger *self = g_object_new (DIALER_TYPE_LEDGER, NULL);

  self->worker = dialer_worker_new ();
  self->desk = g_new0 (Desk, 1);
  self->desk->db = dialer_database_new (path, dialer_ledger_steps);
  self->desk->limits = *limits;
  /* Forgetting needs room, too; but whatever goes wrong, it ends there. */
  dialer_database_set_max_bytes (self->desk->db, 2 * limits->bytes);
  return self;
}

void
dialer_ledger_close (DialerLedger *self)
{
  g_clear_pointer (&self->worker, dialer_worker_finish);
  g_clear_pointer (&self->desk, desk_free);
}

void
dialer_ledger_write_async (DialerLedger *self, DialerCallRecord *record, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Entry *entry = g_new (Entry, 1);

  entry->record = dialer_call_record_copy (record);
  entry->lines = record->log ? dialer_call_log_take (record->log) : NULL;
  entry->time = g_get_real_time ();
  g_task_set_source_tag (task, dialer_ledger_write_async);
  g_task_set_task_data (task, entry, NULL); /* the thread frees it */
  dialer_worker_run (self->worker, task, do_write);
}

gboolean
dialer_ledger_write_finish (DialerLedger *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
dialer_ledger_close_open_rows (DialerLedger *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, dialer_ledger_close_open_rows);
  dialer_worker_run (self->worker, task, do_close_open_rows);
}

int
dialer_ledger_close_open_rows_finish (DialerLedger *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

void
dialer_ledger_end_async (DialerLedger *self, const char *call, DialerReason reason, gint64 ended,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  End *end = g_new (End, 1);

  *end = (End){ .call = g_strdup (call), .reason = reason, .ended = ended };
  g_task_set_source_tag (task, dialer_ledger_end_async);
  g_task_set_task_data (task, end, end_free);
  dialer_worker_run (self->worker, task, do_end);
}

gboolean
dialer_ledger_end_finish (DialerLedger *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The answering function is the tag by which a result is known. */
static void
submit (DialerLedger *self, Question *question, Answer answer, GCancellable *cancellable,
        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, answer);
  g_task_set_task_data (task, question, question_free);
  dialer_worker_run (self->worker, task, do_answer);
}

static GPtrArray *
finish (DialerLedger *self, GAsyncResult *result, Answer answer, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, (gpointer) answer), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dialer_ledger_read_async (DialerLedger *self, const DialerHistoryQuery *query, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->query = dialer_history_query_copy (query);
  question->query->last = MIN (query->last, DIALER_LEDGER_PAGE);
  submit (self, question, answer_read, cancellable, callback, user_data);
}

GPtrArray *
dialer_ledger_read_finish (DialerLedger *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, answer_read, error);
}

void
dialer_ledger_add_up_async (DialerLedger *self, DialerTotalsBy by, const DialerHistoryQuery *query,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->by = by;
  question->query = dialer_history_query_copy (query);
  question->query->before = 0;
  submit (self, question, answer_add_up, cancellable, callback, user_data);
}

GPtrArray *
dialer_ledger_add_up_finish (DialerLedger *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, answer_add_up, error);
}

void
dialer_ledger_read_log_async (DialerLedger *self, const char *call, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->call = g_strdup (call);
  submit (self, question, answer_read_log, cancellable, callback, user_data);
}

GPtrArray *
dialer_ledger_read_log_finish (DialerLedger *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, answer_read_log, error);
}

GPtrArray *
dialer_ledger_read_tally (DialerLedger *self, gint64 since, GError **error)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);
  g_autoptr (GAsyncQueue) done = g_async_queue_new ();
  TallyQuestion question = { .since = since, .done = done };

  g_task_set_source_tag (task, dialer_ledger_read_tally);
  g_task_set_task_data (task, &question, NULL);
  dialer_worker_run (self->worker, task, do_read_tally);
  g_async_queue_pop (done);
  if (question.error)
    g_propagate_error (error, question.error);
  return question.found;
}

void
dialer_ledger_read_attempts_async (DialerLedger *self, guint last, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->last = last;
  submit (self, question, answer_read_attempts, cancellable, callback, user_data);
}

GPtrArray *
dialer_ledger_read_attempts_finish (DialerLedger *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, answer_read_attempts, error);
}

static void
dialer_ledger_finalize (GObject *object)
{
  DialerLedger *self = DIALER_LEDGER (object);

  g_warn_if_fail (self->worker == NULL); /* a task may have the last reference, in the thread */
  G_OBJECT_CLASS (dialer_ledger_parent_class)->finalize (object);
}

static void
dialer_ledger_class_init (DialerLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_ledger_finalize;
}

static void
dialer_ledger_init (DialerLedger *self)
{
}
