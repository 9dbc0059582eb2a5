/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The state machine of a call.  enter() is the only writer of the state; events first ask whether they are still
 * waited for; every way down goes through end().
 */
#include "dialer-call.h"

#include <libsecret/secret.h>

#include "dialer-call-clock.h"
#include "dialer-call-journal.h"
#include "dialer-call-marker.h"
#include "dialer-call-settings.h"
#include "dialer-cost-meter.h"
#include "dialer-network.h"
#include "dialer-traffic.h"

struct _DialerCall
{
  GObject parent_instance;

  const DialerTools *tools;
  DialerSettings *settings;
  DialerSecretSource *secrets;
  DialerTariff *tariff; /* NULL if there is none */

  DialerState state;
  DialerCallRecord *record;
  DialerCallClock *clock;
  guint deadline;
  GCancellable *cancellable; /* of the way up */
  char *secret;
  DialerLine *line; /* NULL when no modem could be had */
  DialerLink *link;
  DialerNetwork *network; /* when there are addresses */
  gboolean network_is_up; /* until it is down, on the way down */
  gboolean line_is_down;
  DialerCostMeter *meter; /* while the far end has answered, and there is a tariff */
  gboolean marked;  /* the next daemon would find it */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerCall, dialer_call, G_TYPE_OBJECT)

static void enter (DialerCall *self, DialerState state);

static void
emit_changed (gpointer user_data)
{
  g_signal_emit (user_data, signals[CHANGED], 0);
}

void
dialer_call_end (DialerCall *self, DialerReason reason, const char *detail)
{
  if (self->state >= DIALER_STATE_HANGING_UP)
    return;
  dialer_call_get_record (self); /* with the counters of an interface that is going */
  self->record->reason = reason;
  if (detail && *detail && self->record->detail == NULL)
    {
      self->record->detail = dialer_call_log_redact (detail); /* it may quote a command */
      dialer_call_log_add (self->record->log, g_get_real_time (), DIALER_CALL_LOG_NOTE, detail);
    }
  enter (self, DIALER_STATE_HANGING_UP);
}

/* ---- the mark ---- */

static void
write_mark (DialerCall *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (DialerCallMark) mark = dialer_call_marker_make (self->record, self->state, self->line, self->link);

  self->marked = TRUE;
  dialer_call_marks_put_async (self->tools->call_marks, mark, callback, user_data);
}

/* One that could not be hung up keeps it: the next daemon tries again. */
static void
remove_mark (DialerCall *self)
{
  if (self->marked && self->record->reason != DIALER_REASON_LINE_STUCK)
    dialer_call_marks_remove (self->tools->call_marks, self->record->modem);
}

/* ---- the way down ---- */

/* Agents are told the next time. */
static void
note_password (DialerCall *self)
{
  if (self->record->reason == DIALER_REASON_AUTH_FAILED)
    dialer_secret_source_note_outcome (self->secrets, self->settings, "password", TRUE);
  else if (self->record->reached >= DIALER_STATE_CONFIGURING)
    dialer_secret_source_note_outcome (self->secrets, self->settings, "password", FALSE);
}

static void
finish (DialerCall *self)
{
  note_password (self);
  if (self->line)
    dialer_line_close (self->line);
  remove_mark (self);
  self->record->ended = dialer_call_clock_read (self->clock);
  if (self->meter)
    dialer_cost_meter_update (self->meter);
  g_clear_pointer (&self->meter, dialer_cost_meter_free);
  enter (self, DIALER_STATE_ENDED);
}

static void
finish_if_down (DialerCall *self)
{
  if (self->state == DIALER_STATE_HANGING_UP && self->line_is_down && !self->network_is_up)
    finish (self);
}

static void
on_network_down (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;

  dialer_network_take_down_finish (DIALER_NETWORK (source), result);
  self->network_is_up = FALSE;
  finish_if_down (self);
}

static void
on_hung_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;

  if (self->state != DIALER_STATE_HANGING_UP)
    return;
  if (!dialer_line_hang_up_finish (DIALER_LINE (source), result))
    self->record->reason = DIALER_REASON_LINE_STUCK;
  self->line_is_down = TRUE;
  finish_if_down (self);
}

/* The link is gone, or was never there: now the line. */
static void
take_line_down (DialerCall *self)
{
  self->line_is_down = self->line == NULL;
  if (self->line)
    dialer_line_hang_up_async (self->line, on_hung_up, g_object_ref (self));
  else
    finish_if_down (self);
}

static void
start_hanging_up (DialerCall *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->secret, secret_password_free);
  if (self->network)
    dialer_network_take_down_async (self->network, on_network_down, g_object_ref (self));
  self->network_is_up = self->network != NULL;
  if (self->link)
    dialer_link_stop (self->link, dialer_line_find_loss (self->line) == DIALER_REASON_MODEM_GONE);
  else
    take_line_down (self);
}

/* ---- the link ---- */

static void
on_network_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = dialer_network_bring_up_finish (DIALER_NETWORK (source), result, &error);

  if (self->state > DIALER_STATE_ONLINE)
    return;
  if (!good)
    dialer_call_end (self, dialer_reason_from_error (error), error->message);
  else if (self->state == DIALER_STATE_CONFIGURING)
    enter (self, DIALER_STATE_ONLINE);
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

/* There are addresses, or others than before. */
static void
bring_network_up (DialerCall *self)
{
  if (self->network == NULL)
    self->network = dialer_network_new (self->settings, self->record);
  dialer_network_bring_up_async (self->network, self->cancellable, on_network_up, g_object_ref (self));
}

static void
on_link_progress (DialerLink *link, int state, gpointer user_data)
{
  DialerCall *self = user_data;

  if (state == DIALER_STATE_ONLINE)
    {
      if (self->state < DIALER_STATE_CONFIGURING)
        enter (self, DIALER_STATE_CONFIGURING); /* the phase came with the address, in one go */
      if (self->state <= DIALER_STATE_ONLINE)
        bring_network_up (self);
    }
  else if (self->state >= dialer_link_get_first_state (link) && dialer_state_may_follow (self->state, state))
    enter (self, state);
}

/* To pppd, a modem that was unplugged has hung up; what goes while pppd takes the port over is an error like others. */
static DialerReason
refine_link_reason (DialerCall *self, DialerReason reason)
{
  gboolean of_line = reason == DIALER_REASON_CARRIER_LOST || reason == DIALER_REASON_PPPD_FAILED;
  DialerReason loss = of_line ? dialer_line_find_loss (self->line) : DIALER_REASON_NONE;

  /* Before the line was given to it there was no peer to blame. */
  if (self->state < DIALER_STATE_NEGOTIATING && loss != DIALER_REASON_MODEM_GONE)
    return DIALER_REASON_PPPD_FAILED;
  return loss ? loss : reason;
}

static void
on_link_ended (DialerLink *link, int reason, gpointer user_data)
{
  g_autoptr (DialerCall) self = g_object_ref (user_data);

  g_signal_handlers_disconnect_by_data (link, self);
  g_clear_object (&self->link);
  if (self->state == DIALER_STATE_HANGING_UP)
    take_line_down (self);
  else
    dialer_call_end (self, refine_link_reason (self, reason), NULL);
}

static gboolean
start_link (DialerCall *self)
{
  g_autoptr (GError) error = NULL;

  self->link = dialer_line_start_link (self->line, &error);
  if (self->link == NULL)
    {
      dialer_call_end (self, DIALER_REASON_PPPD_FAILED, error->message);
      return FALSE;
    }
  g_signal_connect (self->link, "progress", G_CALLBACK (on_link_progress), self);
  g_signal_connect (self->link, "ended", G_CALLBACK (on_link_ended), self);
  return TRUE;
}

static void
drop_link (DialerCall *self)
{
  g_signal_handlers_disconnect_by_data (self->link, self);
  dialer_link_stop (self->link, TRUE);
  g_clear_object (&self->link);
}

/* The far end is ready for the link. */
static void
give_line (DialerCall *self)
{
  /* It was told to believe DCD, and must not: begin with another. */
  if (self->link && dialer_line_is_link_stale (self->line))
    drop_link (self);
  if (self->link == NULL && !start_link (self))
    return;
  enter (self, dialer_link_get_first_state (self->link));
}

/* ---- the line ---- */

static void
on_logged_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->state != DIALER_STATE_LOGIN)
    return;
  if (dialer_line_log_in_finish (DIALER_LINE (source), result, &error))
    give_line (self);
  else
    dialer_call_end (self, dialer_reason_from_error (error), error->message);
}

/* The far end is there. */
static void
greet (DialerCall *self)
{
  if (dialer_line_logs_in (self->line))
    enter (self, DIALER_STATE_LOGIN);
  else
    give_line (self);
}

static void
on_dialed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->state != DIALER_STATE_DIALING)
    return;
  if (dialer_line_dial_finish (DIALER_LINE (source), result, &error))
    greet (self);
  else
    dialer_call_end (self, dialer_reason_from_error (error), error->message);
}

/* Whatever becomes of this daemon, the call is known: now it may cost money. */
static void
on_marked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;

  if (self->state != DIALER_STATE_OPENING)
    return;
  if (dialer_line_dials (self->line))
    enter (self, DIALER_STATE_DIALING);
  else
    greet (self);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->state != DIALER_STATE_OPENING)
    return;
  if (!dialer_line_open_finish (DIALER_LINE (source), result, &error))
    {
      dialer_call_end (self, dialer_reason_from_error (error), error->message);
      return;
    }
  if (!dialer_line_links_early (self->line) || start_link (self))
    write_mark (self, on_marked, g_object_ref (self));
}

static void
on_lost (DialerLine *line, int reason, const char *detail, gpointer user_data)
{
  dialer_call_end (user_data, reason, detail);
}

/* ---- secret ---- */

/* Nobody said that there is a password: perhaps the peer asks for none. */
static gboolean
may_do_without (DialerCall *self, const GError *error)
{
  return dialer_reason_from_error (error) == DIALER_REASON_NO_SECRET
         && !dialer_secret_source_asks (self->settings, "password")
         && *dialer_settings_get (self->settings, "ppp.user") == '\0';
}

static void
on_secret (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = dialer_secret_source_fetch_finish (DIALER_SECRET_SOURCE (source), result, &error);

  if (self->state != DIALER_STATE_PREPARING)
    {
      secret_password_free (secret);
      return;
    }
  self->secret = secret;
  if (error == NULL || may_do_without (self, error))
    enter (self, DIALER_STATE_OPENING);
  else /* better now than after a paid connection */
    dialer_call_end (self, dialer_reason_from_error (error), error->message);
}

static void
prepare (DialerCall *self)
{
  if (self->line == NULL)
    dialer_call_end (self, DIALER_REASON_NO_MODEM, NULL);
  else
    dialer_secret_source_fetch_async (self->secrets, self->settings, "password", self->cancellable, on_secret,
                                      g_object_ref (self));
}

/* ---- the door ---- */

static void
on_deadline_of_hanging_up (DialerCall *self)
{
  g_critical ("%s: the line could not be proven down in time", self->record->profile);
  self->record->reason = DIALER_REASON_LINE_STUCK;
  if (self->link)
    drop_link (self);
  finish (self);
}

static gboolean
on_deadline (gpointer user_data)
{
  DialerCall *self = user_data;
  const char *detail;
  DialerReason reason = dialer_state_get_deadline_reason (self->state, &detail);

  self->deadline = 0;
  if (self->state == DIALER_STATE_HANGING_UP)
    on_deadline_of_hanging_up (self);
  else
    dialer_call_end (self, reason, detail);
  return G_SOURCE_REMOVE;
}

static void
run_entry (DialerCall *self, DialerState state)
{
  switch (state)
    {
    case DIALER_STATE_PREPARING:
      prepare (self);
      break;
    case DIALER_STATE_OPENING:
      dialer_line_lend_password (self->line, self->secret);
      dialer_line_open_async (self->line, self->cancellable, on_opened, g_object_ref (self));
      break;
    case DIALER_STATE_DIALING:
      dialer_line_dial_async (self->line, self->cancellable, on_dialed, g_object_ref (self));
      break;
    case DIALER_STATE_ONLINE:
      write_mark (self, NULL, NULL); /* it would be called again */
      break;
    case DIALER_STATE_LOGIN:
      write_mark (self, NULL, NULL);
      dialer_line_log_in_async (self->line, self->cancellable, on_logged_in, g_object_ref (self));
      break;
    case DIALER_STATE_NEGOTIATING:
    case DIALER_STATE_CONFIGURING:
      if (state == dialer_link_get_first_state (self->link))
        {
          write_mark (self, NULL, NULL); /* with the process that has the line from here on */
          dialer_link_take_line (self->link, g_steal_pointer (&self->secret));
        }
      break;
    case DIALER_STATE_HANGING_UP:
      start_hanging_up (self);
      break;
    case DIALER_STATE_AUTHENTICATING:
    case DIALER_STATE_ENDED:
    case DIALER_STATE_WAITING:
      break;
    }
}

static void
arm_deadline (DialerCall *self)
{
  guint seconds = dialer_call_settings_get_deadline (self->settings, self->state);

  g_clear_handle_id (&self->deadline, g_source_remove);
  if (seconds)
    self->deadline = g_timeout_add_seconds (seconds, on_deadline, self);
}

/* From then on it is paid for, whether it comes online or not. */
static void
note_answer (DialerCall *self)
{
  self->record->connected = dialer_call_clock_read (self->clock);
  if (self->tariff)
    self->meter = dialer_cost_meter_new (self->tariff, self->record, emit_changed, self);
}

static void
enter (DialerCall *self, DialerState state)
{
  G_GNUC_UNUSED g_autoptr (DialerCall) guard = g_object_ref (self);

  if (!dialer_state_may_follow (self->state, state))
    {
      g_critical ("%s: no way from %s to %s", self->record->profile, dialer_state_to_string (self->state),
                  dialer_state_to_string (state));
      dialer_call_end (self, DIALER_REASON_INTERNAL, NULL);
      return;
    }
  dialer_call_journal_step (self->record, self->state, state);
  self->state = state;
  if (state < DIALER_STATE_HANGING_UP)
    self->record->reached = state;
  if (state > DIALER_STATE_DIALING && state < DIALER_STATE_HANGING_UP && self->record->connected == 0)
    note_answer (self);
  if (state == DIALER_STATE_ONLINE)
    self->record->online = dialer_call_clock_read (self->clock);
  arm_deadline (self);
  g_signal_emit (self, signals[CHANGED], 0);
  /* Who heard of it may have ended the call. */
  if (self->state == state)
    run_entry (self, state);
}

/* ---- object ---- */

static void
dialer_call_dispose (GObject *object)
{
  DialerCall *self = DIALER_CALL (object);

  g_clear_handle_id (&self->deadline, g_source_remove);
  if (self->line)
    g_signal_handlers_disconnect_by_data (self->line, self);
  g_clear_object (&self->line);
  g_clear_object (&self->network);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (dialer_call_parent_class)->dispose (object);
}

static void
dialer_call_finalize (GObject *object)
{
  DialerCall *self = DIALER_CALL (object);

  g_warn_if_fail (self->link == NULL);
  g_clear_pointer (&self->secret, secret_password_free);
  g_clear_pointer (&self->meter, dialer_cost_meter_free);
  g_clear_pointer (&self->tariff, dialer_tariff_unref);
  dialer_call_clock_free (self->clock);
  dialer_call_record_unref (self->record);
  dialer_settings_unref (self->settings);
  g_object_unref (self->secrets);
  G_OBJECT_CLASS (dialer_call_parent_class)->finalize (object);
}

static void
dialer_call_class_init (DialerCallClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_call_dispose;
  G_OBJECT_CLASS (klass)->finalize = dialer_call_finalize;

  signals[CHANGED] = g_signal_new ("changed", DIALER_TYPE_CALL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dialer_call_init (DialerCall *self)
{
  self->cancellable = g_cancellable_new ();
}

DialerCall *
dialer_call_new (const DialerTools *tools, const DialerCallPlan *plan)
{
  DialerCall *self = g_object_new (DIALER_TYPE_CALL, NULL);

  self->tools = tools;
  self->settings = dialer_settings_ref (plan->settings);
  self->secrets = g_object_ref (plan->secrets);
  self->tariff = plan->tariff ? dialer_tariff_ref (plan->tariff) : NULL;
  self->record = dialer_call_plan_make_record (plan);
  self->clock = dialer_call_clock_new (self->record, emit_changed, self);
  self->line = dialer_call_plan_make_line (plan, tools, self->record);
  if (self->line)
    g_signal_connect (self->line, "lost", G_CALLBACK (on_lost), self);
  return self;
}

void
dialer_call_start (DialerCall *self)
{
  arm_deadline (self);
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->state == DIALER_STATE_PREPARING)
    prepare (self);
}

DialerState
dialer_call_get_state (DialerCall *self)
{
  return self->state;
}

DialerCallRecord *
dialer_call_get_record (DialerCall *self)
{
  dialer_call_clock_read (self->clock);
  if (self->state == DIALER_STATE_ONLINE)
    dialer_traffic_update (self->record);
  if (self->meter)
    dialer_cost_meter_update (self->meter);
  return self->record;
}
