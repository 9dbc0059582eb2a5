/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which calls there are is read off the sessions; which are not on disk as they are, off their records. */
#include "dialer-recorder.h"

/* What a power cut may cost of counters and time. */
#define INTERVAL_S 15

typedef struct
{
  DialerCallRecord *record;
  DialerState state;
  gboolean told; /* the state is in the log */
} Followed;

struct _DialerRecorder
{
  GObject parent_instance;

  DialerLedger *ledger;
  DialerManager *manager;
  GHashTable *calls; /* DialerSession → Followed: its call, from when that is in the ledger until it has ended */
  guint timer;
  guint failures;
  gboolean failing;
};

enum
{
  FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DialerRecorder, dialer_recorder, G_TYPE_OBJECT)

static void
followed_free (gpointer data)
{
  Followed *followed = data;

  dialer_call_record_unref (followed->record);
  g_free (followed);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerRecorder) self = user_data;
  g_autoptr (GError) error = NULL;

  if (dialer_ledger_write_finish (DIALER_LEDGER (source), result, &error))
    {
      if (self->failing)
        g_message ("the ledger is written again");
      self->failing = FALSE;
      return;
    }
  self->failures++;
  if (!self->failing)
    g_warning ("the ledger can't be written, calls go on: %s", error->message);
  self->failing = TRUE;
  g_signal_emit (self, signals[FAILED], 0);
}

static void
write_call (DialerRecorder *self, DialerCallRecord *record)
{
  dialer_ledger_write_async (self->ledger, record, on_written, g_object_ref (self));
}

/* A state is told once, whatever else changes in it. */
static void
note_state (Followed *followed, DialerState state)
{
  const char *reason = dialer_reason_to_string (followed->record->reason);
  g_autofree char *text = g_strconcat (dialer_state_to_string (state), *reason ? ": " : NULL, reason, NULL);

  if (followed->told && followed->state == state)
    return;
  followed->told = TRUE;
  followed->state = state;
  dialer_call_log_add (followed->record->log, g_get_real_time (), DIALER_CALL_LOG_STATE, text);
}

static gboolean
on_timer (gpointer user_data)
{
  DialerRecorder *self = user_data;

  self->timer = 0;
  dialer_recorder_flush (self);
  return G_SOURCE_REMOVE;
}

static void
arm (DialerRecorder *self)
{
  if (self->timer == 0 && g_hash_table_size (self->calls) > 0)
    self->timer = g_timeout_add_seconds (INTERVAL_S, on_timer, self);
}

static Followed *
follow (DialerRecorder *self, DialerSession *session, DialerCallRecord *record)
{
  Followed *followed = g_new0 (Followed, 1);

  followed->record = dialer_call_record_ref (record);
  g_hash_table_insert (self->calls, session, followed);
  arm (self);
  return followed;
}

static void
on_changed (DialerSession *session, gpointer user_data)
{
  DialerRecorder *self = user_data;
  DialerCallRecord *record = dialer_session_get_record (session);
  Followed *followed = g_hash_table_lookup (self->calls, session);
  DialerState state = dialer_session_get_state (session);

  /* Of the end of a call that another follows, a session says nothing else. */
  if (followed && followed->record->ended)
    {
      note_state (followed, DIALER_STATE_ENDED);
      write_call (self, followed->record);
      g_hash_table_remove (self->calls, session);
      followed = NULL;
    }
  /* That for which a modem is waited may never begin; a row without an end would look like a crash. */
  if (record == NULL || record->ended || state >= DIALER_STATE_ENDED)
    return;
  if (followed == NULL || followed->record != record)
    followed = follow (self, session, record);
  note_state (followed, state);
  write_call (self, record);
}

static void
on_session_added (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), user_data, 0);
}

static void
on_session_removed (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  DialerRecorder *self = user_data;

  g_signal_handlers_disconnect_by_data (session, self);
  g_hash_table_remove (self->calls, session);
}

static void
on_rows_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  int n = dialer_ledger_close_open_rows_finish (DIALER_LEDGER (source), result, &error);

  if (error)
    g_warning ("the ledger can't be used, calls are made all the same: %s", error->message);
  else if (n > 0)
    g_message ("calls that were interrupted when dialerd last ended: %d", n);
}

static void
dialer_recorder_dispose (GObject *object)
{
  DialerRecorder *self = DIALER_RECORDER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->calls, g_hash_table_unref);
  g_clear_object (&self->manager);
  g_clear_object (&self->ledger);
  G_OBJECT_CLASS (dialer_recorder_parent_class)->dispose (object);
}

static void
dialer_recorder_class_init (DialerRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_recorder_dispose;

  signals[FAILED] = g_signal_new ("failed", DIALER_TYPE_RECORDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  0);
}

static void
dialer_recorder_init (DialerRecorder *self)
{
  self->calls = g_hash_table_new_full (NULL, NULL, NULL, followed_free);
}

DialerRecorder *
dialer_recorder_new (DialerLedger *ledger, DialerManager *manager)
{
  DialerRecorder *self = g_object_new (DIALER_TYPE_RECORDER, NULL);

  self->ledger = g_object_ref (ledger);
  self->manager = g_object_ref (manager);
  dialer_ledger_close_open_rows (ledger, on_rows_closed, NULL);
  g_signal_connect_object (manager, "added", G_CALLBACK (on_session_added), self, 0);
  g_signal_connect_object (manager, "removed", G_CALLBACK (on_session_removed), self, 0);
  return self;
}

void
dialer_recorder_flush (DialerRecorder *self)
{
  GHashTableIter i;
  gpointer session, value;

  g_hash_table_iter_init (&i, self->calls);
  while (g_hash_table_iter_next (&i, &session, &value))
    {
      DialerCallRecord *record = ((Followed *) value)->record;

      /* Asking the session brings the counters up to date. */
      if (dialer_session_get_record (session) == record)
        write_call (self, record);
    }
  arm (self);
}

DialerLedger *
dialer_recorder_get_ledger (DialerRecorder *self)
{
  return self->ledger;
}

guint
dialer_recorder_get_failures (DialerRecorder *self)
{
  return self->failures;
}
