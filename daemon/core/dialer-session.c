/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A session chooses modem and number of each call, and decides whether another follows. */
#include "dialer-session-private.h"

#include "dialer-call-gate.h"
#include "dialer-call-settings.h"
#include "dialer-error.h"

enum
{
  CHANGED,
  LIMIT_NEAR,
  ENDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerSession, dialer_session, G_TYPE_OBJECT)

static void start_call (DialerSession *self, gboolean goes_on);

DialerModemKind
dialer_session_get_kind (DialerSession *self)
{
  return dialer_modem_queue_get_kind (self->queue, self->settings, self->plan->len > 0);
}

GStrv
dialer_session_list_modems (DialerSession *self)
{
  return dialer_modem_queue_list (self->queue, dialer_settings_get (self->settings, "dial.modem"),
                                  dialer_session_get_kind (self));
}

const char *
dialer_session_get_modem_id (DialerSession *self)
{
  const char *only = dialer_redial_get_modem (self->redial);

  return only ? only : dialer_settings_get (self->settings, "dial.modem");
}

const DialerDialStep *
dialer_session_get_step (DialerSession *self)
{
  return self->plan->len ? self->plan->pdata[dialer_redial_get_number (self->redial)] : NULL;
}

/* ---- limits ---- */

static void
on_limit_near (DialerLimit limit, guint64 left, gpointer user_data)
{
  DialerSession *self = user_data;

  g_message ("%s: limit.%s is near: %" G_GUINT64_FORMAT " left", dialer_profile_get_name (self->profile),
             dialer_limit_to_string (limit), left);
  g_signal_emit (self, signals[LIMIT_NEAR], 0, dialer_limit_to_string (limit), left);
}

static void
on_limit_reached (DialerReason reason, gpointer user_data)
{
  DialerSession *self = user_data;

  dialer_call_end (self->call, reason, NULL);
}

/* As soon as it costs something. */
static DialerLimitWatch *
watch_call (DialerSession *self, DialerCallRecord *record)
{
  static const DialerLimitWatchFuncs funcs = { on_limit_near, on_limit_reached };

  dialer_allowance_note_answer (self->allowance, record->connected);
  return dialer_limit_watch_new (self->settings, dialer_allowance_get_budgets (self->allowance), record, self->seconds,
                                 self->bytes, &funcs, self);
}

static void
watch_limits (DialerSession *self)
{
  DialerCallRecord *record = dialer_call_get_record (self->call);

  if (record->connected == 0 || self->state >= DIALER_STATE_HANGING_UP)
    g_clear_pointer (&self->watch, dialer_limit_watch_free);
  else if (self->watch == NULL)
    self->watch = watch_call (self, record);
  if (self->watch && self->state == DIALER_STATE_ONLINE)
    dialer_limit_watch_go_online (self->watch);
  if (self->watch)
    dialer_limit_watch_hold (self->watch, dialer_lease_book_is_used (self->leases));
}

/* ---- the end of a call ---- */

static void
drop_call (DialerSession *self)
{
  DialerCallRecord *record = dialer_call_get_record (self->call);

  g_signal_handlers_disconnect_by_data (self->call, self);
  g_clear_pointer (&self->watch, dialer_limit_watch_free);
  self->seconds += dialer_call_record_get_seconds (record, record->ended);
  self->bytes += record->rx_bytes + record->tx_bytes;
  dialer_profile_set_last_call (self->profile, record);
  if (self->modem)
    {
      dialer_modem_note_call (self->modem, record);
      dialer_modem_release (self->modem);
    }
}

static void
finish (DialerSession *self, DialerReason reason)
{
  self->state = DIALER_STATE_ENDED;
  self->reason = reason;
  dialer_lease_book_close (self->leases);
  g_signal_emit (self, signals[CHANGED], 0);
  g_signal_emit (self, signals[ENDED], 0);
}

static void
wait_for_redial (DialerSession *self)
{
  g_clear_object (&self->modem);
  self->state = DIALER_STATE_WAITING;
  dialer_redial_wait (self->redial);
  g_message ("%s: dials again in %" G_GINT64_FORMAT " s", dialer_profile_get_name (self->profile),
             dialer_redial_get_time (self->redial) - g_get_real_time () / G_USEC_PER_SEC);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_redial (gboolean due, gpointer user_data)
{
  g_autoptr (DialerSession) self = g_object_ref (user_data);

  if (due)
    start_call (self, FALSE);
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_end_of_call (DialerSession *self)
{
  DialerCallRecord *record = dialer_call_get_record (self->call);
  const DialerAttempt *attempt = dialer_history_add (self->tools->history, record);
  g_auto (GStrv) modems = dialer_session_list_modems (self);
  DialerReason refusal = DIALER_REASON_NONE;

  drop_call (self);
  if (self->ending || !dialer_redial_go_on (self->redial, attempt, (const char *const *) modems, &refusal))
    {
      if (refusal != DIALER_REASON_NONE)
        g_message ("%s: no redial: %s", record->profile, dialer_reason_get_sentence (refusal));
      finish (self, record->reason);
    }
  else if (dialer_redial_is_due (self->redial))
    start_call (self, self->modem != NULL);
  else
    wait_for_redial (self);
}

static void
on_call_changed (DialerCall *call, gpointer user_data)
{
  g_autoptr (DialerSession) self = g_object_ref (user_data);

  if (dialer_call_get_state (call) == DIALER_STATE_ENDED)
    {
      take_end_of_call (self);
      return;
    }
  self->state = dialer_call_get_state (call);
  watch_limits (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- a call ---- */

DialerCallPlan
dialer_session_describe_call (DialerSession *self, DialerSettings *settings)
{
  const DialerDialStep *step = dialer_session_get_step (self);
  DialerModemKind kind = dialer_session_get_kind (self);

  return (DialerCallPlan){
    .settings = settings,
    .secrets = self->secrets,
    .terminal = self->terminal,
    .profile_id = dialer_profile_get_id (self->profile),
    .profile_name = dialer_profile_get_name (self->profile),
    .owner = dialer_profile_get_owner (self->profile),
    .user = self->user,
    .cause = self->attempt > 1 ? DIALER_CAUSE_REDIAL : self->cause,
    .why = self->why,
    .trigger = self->trigger,
    .modem_id = self->modem ? dialer_modem_get_id (self->modem) : NULL,
    .kind = kind,
    .device = self->modem ? dialer_modem_get_device (self->modem) : NULL,
    .dial_command = step ? step->command : NULL,
    .number = step ? step->number : dialer_call_settings_get_access_point (settings, kind),
    .tariff = dialer_allowance_get_tariff (self->allowance),
  };
}

static void
make_call (DialerSession *self)
{
  g_autoptr (DialerSettings) settings = dialer_call_settings_make (self->settings, self->modem);
  DialerCallPlan plan = dialer_session_describe_call (self, settings);

  if (self->call)
    g_signal_handlers_disconnect_by_data (self->call, self);
  g_clear_object (&self->call);
  self->call = dialer_call_new (self->tools, &plan);
  g_signal_connect (self->call, "changed", G_CALLBACK (on_call_changed), self);
}

static void
on_modem_free (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerModem) modem
    = dialer_modem_queue_wait_finish (DIALER_MODEM_QUEUE (source), result, &error);

  if (self->state == DIALER_STATE_WAITING && modem)
    {
      self->modem = g_steal_pointer (&modem);
      make_call (self);
      dialer_call_start (self->call);
    }
  else if (self->state == DIALER_STATE_WAITING)
    dialer_call_end (self->call,
                     g_error_matches (error, DIALER_ERROR, DIALER_ERROR_BUSY) ? DIALER_REASON_MODEM_BUSY
                                                                              : DIALER_REASON_NO_MODEM, NULL);
  else if (modem) /* it came too late */
    dialer_modem_release (modem);
}

/* Returns: whether it is worth while. */
static gboolean
wait_for_modem (DialerSession *self, const char *id, DialerModemKind kind)
{
  guint patience = dialer_modem_queue_get_patience (self->queue, id, kind,
                                                    dialer_settings_get_uint (self->settings, "dial.modem-wait"));

  if (patience == 0)
    return FALSE;
  g_clear_object (&self->waiting);
  self->waiting = g_cancellable_new ();
  self->state = DIALER_STATE_WAITING;
  dialer_modem_queue_wait_async (self->queue, id, kind, patience, self->waiting, on_modem_free,
                                 g_object_ref (self));
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

static void
choose_modem (DialerSession *self, gboolean goes_on)
{
  const char *id = dialer_session_get_modem_id (self);
  DialerModemKind kind = dialer_session_get_kind (self);
  DialerReason refusal;

  self->modem = dialer_modem_queue_choose (self->queue, id, kind, goes_on, &refusal);
  make_call (self);
  if (self->modem)
    dialer_call_start (self->call);
  else if (refusal != DIALER_REASON_MODEM_BUSY || !wait_for_modem (self, id, kind))
    dialer_call_end (self->call, refusal, NULL);
}

/* @goes_on: it has just had a modem, and is not to lose it */
static void
start_call (DialerSession *self, gboolean goes_on)
{
  g_autoptr (GPtrArray) refusals = NULL;
  const DialerCallRefusal *refusal;

  g_clear_object (&self->modem);
  g_clear_pointer (&self->allowance, dialer_allowance_free);
  self->allowance = dialer_allowance_new (self->tools, self->profile, self->settings, self->over_budget);
  refusals = dialer_call_gate_list (self->tools, self->profile, self->settings, self->plan, self->allowance);
  self->attempt++;
  if (refusals->len == 0)
    {
      choose_modem (self, goes_on);
      return;
    }
  refusal = refusals->pdata[0];
  make_call (self); /* without a modem: nothing is to touch a line for it */
  dialer_call_end (self->call, refusal->reason, refusal->detail);
}

static void
dialer_session_finalize (GObject *object)
{
  DialerSession *self = DIALER_SESSION (object);

  if (self->call)
    g_signal_handlers_disconnect_by_data (self->call, self);
  g_clear_object (&self->call);
  g_clear_pointer (&self->watch, dialer_limit_watch_free);
  g_clear_pointer (&self->allowance, dialer_allowance_free);
  g_clear_pointer (&self->redial, dialer_redial_free);
  g_clear_pointer (&self->leases, dialer_lease_book_free);
  g_free (self->why);
  g_clear_pointer (&self->trigger, dialer_trigger_unref);
  g_clear_object (&self->modem);
  g_clear_object (&self->queue);
  g_clear_object (&self->waiting);
  g_clear_object (&self->secrets);
  g_clear_object (&self->terminal);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->settings, dialer_settings_unref);
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  G_OBJECT_CLASS (dialer_session_parent_class)->finalize (object);
}

static void
dialer_session_class_init (DialerSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_session_finalize;

  signals[CHANGED] = g_signal_new ("changed", DIALER_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[LIMIT_NEAR] = g_signal_new ("limit-near", DIALER_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT64);
  signals[ENDED] = g_signal_new ("ended", DIALER_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
on_leases_changed (gpointer user_data)
{
  DialerSession *self = user_data;

  watch_limits (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_leases_over (DialerReason reason, gpointer user_data)
{
  DialerSession *self = user_data;

  if (!self->ending)
    dialer_session_end (self, reason);
}

static void
dialer_session_init (DialerSession *self)
{
  static const DialerLeaseBookFuncs funcs = { on_leases_changed, on_leases_over };

  self->leases = dialer_lease_book_new (&funcs, self);
}

/* A cellular modem that ModemManager does not know, such as one on RS-232, takes packet data for a number. */
static GPtrArray *
make_plan (DialerSession *self, const char *number, GError **error)
{
  if (number == NULL && *dialer_settings_get (self->settings, "cellular.apn")
      && dialer_modem_queue_names (self->queue, self->settings, DIALER_MODEM_VOICE))
    number = dialer_settings_get (self->settings, "cellular.number");
  return dialer_dial_plan_make (self->settings, number, error);
}

static DialerRedial *
make_redial (DialerSession *self)
{
  g_auto (GStrv) numbers = dialer_dial_plan_list_numbers (self->plan);

  return dialer_redial_new (self->tools->history, self->settings, (const char *const *) numbers, on_redial, self);
}

DialerSession *
dialer_session_new (const DialerTools *tools, DialerModemQueue *queue, DialerProfile *profile, guint serial,
                    const DialerDialRequest *request, GError **error)
{
  g_autoptr (DialerSession) self = g_object_new (DIALER_TYPE_SESSION, NULL);

  self->serial = serial;
  self->tools = tools;
  self->queue = g_object_ref (queue);
  self->profile = g_object_ref (profile);
  self->user = request->user;
  self->secrets = dialer_secret_source_new (tools->secrets, tools->agents, profile, request->caller, !request->quiet);
  self->cause = request->cause;
  self->why = g_strdup (request->why);
  self->trigger = request->trigger ? dialer_trigger_ref (request->trigger) : NULL;
  dialer_lease_book_set_alone (self->leases, request->cause == DIALER_CAUSE_LEASE);
  self->over_budget = request->over_budget;
  self->settings = dialer_dial_request_make_settings (request, profile, error);
  if (self->settings == NULL)
    return NULL;
  self->plan = make_plan (self, request->number, error);
  if (self->plan == NULL)
    return NULL;
  if (!dialer_dial_request_check_terminal (request, self->settings, dialer_session_get_kind (self), error))
    return NULL;
  g_set_object (&self->terminal, request->terminal);
  self->redial = make_redial (self);
  return g_steal_pointer (&self);
}

gboolean
dialer_session_has_modem (DialerSession *self)
{
  DialerReason reason;

  return dialer_modem_queue_find_free (self->queue, dialer_settings_get (self->settings, "dial.modem"),
                                       dialer_session_get_kind (self), &reason) != NULL;
}

char *
dialer_session_find_refusal (DialerSession *self)
{
  DialerAllowance *allowance = dialer_allowance_new (self->tools, self->profile, self->settings, self->over_budget);
  g_autoptr (GPtrArray) refusals
    = dialer_call_gate_list (self->tools, self->profile, self->settings, self->plan, allowance);

  dialer_allowance_free (allowance);
  return refusals->len ? g_strdup (((const DialerCallRefusal *) refusals->pdata[0])->detail) : NULL;
}

void
dialer_session_start (DialerSession *self)
{
  g_auto (GStrv) modems = dialer_session_list_modems (self);

  dialer_redial_begin (self->redial, (const char *const *) modems);
  start_call (self, FALSE);
}

static gboolean
waits_for_redial (DialerSession *self)
{
  return dialer_redial_get_time (self->redial) != 0;
}

gboolean
dialer_session_dial_now (DialerSession *self)
{
  if (!waits_for_redial (self))
    return FALSE;
  dialer_redial_stop (self->redial);
  start_call (self, FALSE);
  return TRUE;
}

void
dialer_session_end (DialerSession *self, DialerReason reason)
{
  self->ending = TRUE;
  if (waits_for_redial (self))
    {
      dialer_redial_stop (self->redial);
      finish (self, reason);
      return;
    }
  if (self->waiting)
    g_cancellable_cancel (self->waiting);
  if (self->call)
    dialer_call_end (self->call, reason, NULL);
}

gboolean
dialer_session_is_ending (DialerSession *self)
{
  return self->ending;
}

DialerLeaseBook *
dialer_session_get_leases (DialerSession *self)
{
  return self->leases;
}

gboolean
dialer_session_extend (DialerSession *self, guint seconds, GError **error)
{
  if (seconds == 0 || seconds > DIALER_SESSION_LONGEST_EXTENSION)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%u seconds: give 1 to %u", seconds,
                 DIALER_SESSION_LONGEST_EXTENSION);
  else if (self->state != DIALER_STATE_ONLINE)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s is not online", dialer_profile_get_name (self->profile));
  else
    {
      if (self->watch)
        dialer_limit_watch_extend (self->watch, seconds);
      return TRUE;
    }
  return FALSE;
}

void
dialer_session_lift_budgets (DialerSession *self)
{
  self->over_budget = TRUE;
  if (self->allowance)
    dialer_allowance_lift_budgets (self->allowance);
  if (self->watch)
    dialer_limit_watch_lift_budgets (self->watch);
}

guint
dialer_session_get_serial (DialerSession *self)
{
  return self->serial;
}

DialerProfile *
dialer_session_get_profile (DialerSession *self)
{
  return self->profile;
}

DialerSettings *
dialer_session_get_settings (DialerSession *self)
{
  return self->settings;
}

guint
dialer_session_get_user (DialerSession *self)
{
  return self->user;
}

DialerState
dialer_session_get_state (DialerSession *self)
{
  return self->state;
}

guint
dialer_session_get_attempt (DialerSession *self)
{
  return self->attempt;
}

DialerReason
dialer_session_get_reason (DialerSession *self)
{
  if (self->state == DIALER_STATE_ENDED)
    return self->reason;
  return self->call ? dialer_call_get_record (self->call)->reason : DIALER_REASON_NONE;
}

gint64
dialer_session_get_redial_time (DialerSession *self)
{
  return dialer_redial_get_time (self->redial);
}

const char *
dialer_session_get_next_number (DialerSession *self)
{
  const DialerDialStep *step = dialer_session_get_step (self);

  return waits_for_redial (self) && step ? step->number : NULL;
}

DialerModem *
dialer_session_get_modem (DialerSession *self)
{
  return self->modem;
}

DialerCallRecord *
dialer_session_get_record (DialerSession *self)
{
  return self->call ? dialer_call_get_record (self->call) : NULL;
}
