/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An orphan for each mark. */
#include "dialer-orphan-guard.h"

#include "dialer-orphan.h"

struct _DialerOrphanGuard
{
  GObject parent_instance;

  const DialerTools *tools;
  DialerLedger *ledger;
  GPtrArray *orphans;
  GHashTable *cut; /* ids of profiles */
};

enum
{
  ENDED_ONE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerOrphanGuard, dialer_orphan_guard, G_TYPE_OBJECT)

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!dialer_ledger_end_finish (DIALER_LEDGER (source), result, &error))
    g_warning ("the ledger does not tell how a call that was interrupted has ended: %s", error->message);
}

/* The fields are those of a call's steps. */
static void
report (const DialerCallMark *mark, DialerReason reason)
{
  gboolean stuck = reason == DIALER_REASON_LINE_STUCK;

  g_log_structured (G_LOG_DOMAIN, stuck ? G_LOG_LEVEL_CRITICAL : G_LOG_LEVEL_MESSAGE,
                    "DIALER_CALL", mark->call ? mark->call : "",
                    "DIALER_PROFILE", mark->profile ? mark->profile : "",
                    "DIALER_MODEM", mark->modem,
                    "DIALER_STATE", dialer_state_to_string (DIALER_STATE_ENDED),
                    "DIALER_REASON", dialer_reason_to_string (reason),
                    "MESSAGE", stuck ? "%s: the call on %s that was interrupted COULD NOT BE PROVEN DOWN and may still"
                                       " cost money: switch the modem off"
                                     : "%s: the call on %s that was interrupted is over",
                    mark->profile ? mark->profile : "?", mark->modem);
}

static void
on_ended (DialerOrphan *orphan, gboolean proven, gpointer user_data)
{
  DialerOrphanGuard *self = user_data;
  const DialerCallMark *mark = dialer_orphan_get_mark (orphan);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  DialerReason reason = proven ? DIALER_REASON_INTERRUPTED : DIALER_REASON_LINE_STUCK;

  report (mark, reason);
  if (mark->call)
    dialer_ledger_end_async (self->ledger, mark->call, reason, !proven || dialer_orphan_was_up (orphan) ? now : 0,
                             on_written, NULL);
  /* Of one that is stuck it stays: the next start tries again, unless a call on that modem ends well. */
  if (proven)
    dialer_call_marks_remove (self->tools->call_marks, mark->modem);
  g_ptr_array_remove (self->orphans, orphan);
  g_signal_emit (self, signals[ENDED_ONE], 0);
}

gboolean
dialer_orphan_guard_has_cut (DialerOrphanGuard *self, const char *profile_id)
{
  return g_hash_table_contains (self->cut, profile_id);
}

gboolean
dialer_orphan_guard_is_busy (DialerOrphanGuard *self)
{
  for (guint i = 0; i < self->orphans->len; i++)
    if (!dialer_orphan_waits_for_modem (self->orphans->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
dialer_orphan_guard_finalize (GObject *object)
{
  DialerOrphanGuard *self = DIALER_ORPHAN_GUARD (object);

  for (guint i = 0; i < self->orphans->len; i++)
    g_signal_handlers_disconnect_by_data (self->orphans->pdata[i], self);
  g_ptr_array_unref (self->orphans);
  g_hash_table_unref (self->cut);
  g_object_unref (self->ledger);
  G_OBJECT_CLASS (dialer_orphan_guard_parent_class)->finalize (object);
}

static void
dialer_orphan_guard_class_init (DialerOrphanGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_orphan_guard_finalize;

  signals[ENDED_ONE] = g_signal_new ("ended-one", DIALER_TYPE_ORPHAN_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
}

static void
dialer_orphan_guard_init (DialerOrphanGuard *self)
{
  self->orphans = g_ptr_array_new_with_free_func (g_object_unref);
  self->cut = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* @mark: (transfer full) */
static void
take (DialerOrphanGuard *self, DialerModemPool *pool, DialerCallMark *mark)
{
  DialerOrphan *orphan;

  if (mark->state == DIALER_STATE_ONLINE && mark->profile_id)
    g_hash_table_add (self->cut, g_strdup (mark->profile_id));
  orphan = dialer_orphan_new (self->tools, pool, mark);
  g_ptr_array_add (self->orphans, orphan);
  g_signal_connect (orphan, "ended", G_CALLBACK (on_ended), self);
  dialer_orphan_end (orphan);
}

DialerOrphanGuard *
dialer_orphan_guard_new (const DialerTools *tools, DialerModemPool *pool, DialerLedger *ledger)
{
  DialerOrphanGuard *self = g_object_new (DIALER_TYPE_ORPHAN_GUARD, NULL);
  g_autoptr (GPtrArray) marks = dialer_call_marks_load (tools->call_marks);

  self->tools = tools;
  self->ledger = g_object_ref (ledger);
  g_ptr_array_set_free_func (marks, NULL); /* each is its orphan's */
  for (guint i = 0; i < marks->len; i++)
    take (self, pool, marks->pdata[i]);
  return self;
}
