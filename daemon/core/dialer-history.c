/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the redial policy looks back at, and some more. */
#include "dialer-history.h"

#define MOST 2000

struct _DialerHistory
{
  GPtrArray *attempts;
  DialerTally *tally;
  GCancellable *reading;
};

static void
attempt_free (gpointer data)
{
  dialer_attempt_free (data);
}

DialerHistory *
dialer_history_new (void)
{
  DialerHistory *self = g_new0 (DialerHistory, 1);

  self->attempts = g_ptr_array_new_with_free_func (attempt_free);
  self->tally = dialer_tally_new ();
  self->reading = g_cancellable_new ();
  return self;
}

void
dialer_history_free (DialerHistory *self)
{
  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  g_ptr_array_unref (self->attempts);
  dialer_tally_free (self->tally);
  g_free (self);
}

void
dialer_history_load (DialerHistory *self, GPtrArray *attempts)
{
  g_ptr_array_set_free_func (attempts, attempt_free);
  g_ptr_array_extend_and_steal (attempts, g_steal_pointer (&self->attempts));
  self->attempts = attempts;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *attempts = dialer_ledger_read_attempts_finish (DIALER_LEDGER (source), result, &error);

  if (attempts)
    dialer_history_load (user_data, attempts);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* else there is no history any more */
    g_warning ("what was dialled before is not known: %s", error->message);
}

/* A budget must not be found unused because nobody has looked yet. */
static void
read_tally (DialerHistory *self, DialerLedger *ledger)
{
  gint64 since = g_get_real_time () / G_USEC_PER_SEC - (gint64) DIALER_TALLY_DAYS * 86400;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = dialer_ledger_read_tally (ledger, since, &error);

  if (error)
    g_warning ("what calls took of budgets before is not known: %s", error->message);
  for (guint i = 0; entries && i < entries->len; i++)
    dialer_tally_add (self->tally, entries->pdata[i]);
}

void
dialer_history_read (DialerHistory *self, DialerLedger *ledger)
{
  read_tally (self, ledger);
  dialer_ledger_read_attempts_async (ledger, MOST, self->reading, on_read, self);
}

static void
add_to_tally (DialerHistory *self, const DialerCallRecord *record)
{
  DialerTallyEntry entry = { .profile = record->profile_id, .started = record->started, .currency = record->currency,
                             .cost = record->cost, .seconds = dialer_call_record_get_seconds (record, record->ended),
                             .bytes = record->rx_bytes + record->tx_bytes };

  if (entry.profile && (entry.cost > 0 || entry.seconds || entry.bytes))
    dialer_tally_add (self->tally, &entry);
}

const DialerAttempt *
dialer_history_add (DialerHistory *self, const DialerCallRecord *record)
{
  DialerAttempt *attempt = g_new0 (DialerAttempt, 1);

  attempt->number = g_strdup (record->number);
  attempt->modem = g_strdup (record->modem);
  attempt->started = record->started * G_USEC_PER_SEC;
  attempt->ended = g_get_real_time (); /* to the second would make the next pause too short */
  attempt->online_seconds = record->online ? (guint64) MAX (record->ended - record->online, 0) : 0;
  attempt->connect_speed = record->connect_speed;
  attempt->reason = record->reason;
  attempt->reached = record->reached;
  add_to_tally (self, record);
  if (self->attempts->len >= MOST)
    g_ptr_array_remove_range (self->attempts, 0, self->attempts->len - MOST + 1);
  g_ptr_array_add (self->attempts, attempt);
  return attempt;
}

DialerTally *
dialer_history_get_tally (DialerHistory *self)
{
  return self->tally;
}

GPtrArray *
dialer_history_get_attempts (DialerHistory *self)
{
  return self->attempts;
}
