/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The state machine of a call.  enter() is the only writer of the state; events first ask whether they are still
 * waited for; every way down goes through end().
 */
#include "dialer-call.h"

#include <libsecret/secret.h>

#include "dialer-chat.h"
#include "dialer-error.h"
#include "dialer-handshake.h"
#include "dialer-hang-up.h"
#include "dialer-interface.h"
#include "dialer-link.h"
#include "dialer-modem-init.h"
#include "dialer-serial-port.h"

/* The modem gives up by S7; only if it does not, we do. */
#define DIAL_GRACE_MS 5000
/* Some modems raise DCD only after CONNECT. */
#define CARRIER_POLL_MS 5
#define CARRIER_POLLS 200

struct _DialerCall
{
  GObject parent_instance;

  const DialerTools *tools;
  DialerSettings *settings;
  char *profile_id;
  char *device;
  char *dial_command;

  DialerState state;
  DialerCallRecord *record;
  guint deadline;
  GCancellable *cancellable; /* of the way up */

  char *secret;
  DialerSerialPort *port;
  DialerChat *chat;
  DialerLink *link;
  guint carrier_timer;
  guint carrier_polls;
  gboolean taken;       /* the port is ours, not ModemManager's */
  gboolean off_hook;    /* the line may be off-hook: a dial command has been sent */
  gboolean had_carrier; /* the modem has said CONNECT */
  gboolean gone;        /* the device has gone */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerCall, dialer_call, G_TYPE_OBJECT)

static void enter (DialerCall *self, DialerState state);

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

void
dialer_call_end (DialerCall *self, DialerReason reason, const char *detail)
{
  if (self->state >= DIALER_STATE_HANGING_UP)
    return;
  self->record->reason = reason;
  if (detail && self->record->detail == NULL)
    self->record->detail = g_strdup (detail);
  enter (self, DIALER_STATE_HANGING_UP);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- the way down ---- */

static void
finish (DialerCall *self)
{
  if (self->port)
    dialer_serial_port_close (self->port);
  if (self->taken)
    dialer_inhibitor_give_back (self->tools->inhibitor, self->device);
  self->record->ended = now ();
  enter (self, DIALER_STATE_ENDED);
}

static void
on_hung_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;

  if (self->state != DIALER_STATE_HANGING_UP)
    return;
  if (!dialer_hang_up_finish (result))
    self->record->reason = DIALER_REASON_LINE_STUCK;
  finish (self);
}

/* pppd is gone, or was never there: now the line. */
static void
take_line_down (DialerCall *self)
{
  if (self->off_hook && self->port)
    dialer_hang_up_async (self->port, self->chat, self->had_carrier, on_hung_up, g_object_ref (self));
  else
    finish (self);
}

static void
start_hanging_up (DialerCall *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->carrier_timer, g_source_remove);
  g_clear_pointer (&self->secret, secret_password_free);
  if (self->link)
    dialer_link_stop (self->link, self->gone);
  else
    take_line_down (self);
}

/* ---- the link ---- */

static void
on_link_progress (DialerLink *link, int state, gpointer user_data)
{
  DialerCall *self = user_data;

  if (self->state >= DIALER_STATE_NEGOTIATING && dialer_state_may_follow (self->state, state))
    enter (self, state);
  else if (state == DIALER_STATE_ONLINE && self->state < DIALER_STATE_ONLINE)
    {
      enter (self, DIALER_STATE_CONFIGURING); /* the phase came with the address, in one go */
      enter (self, DIALER_STATE_ONLINE);
    }
}

/* To pppd, a modem that was unplugged has hung up, or, if it came too late to open it, never was there. */
static DialerReason
refine_link_reason (DialerCall *self, DialerReason reason)
{
  gboolean of_line = reason == DIALER_REASON_CARRIER_LOST || reason == DIALER_REASON_PPPD_FAILED;

  if (of_line && !g_file_test (self->device, G_FILE_TEST_EXISTS))
    return DIALER_REASON_MODEM_GONE;
  /* Before the line was given to it there was no peer to blame. */
  if (self->state < DIALER_STATE_NEGOTIATING)
    return DIALER_REASON_PPPD_FAILED;
  return reason;
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
start_link (DialerCall *self, gboolean carrier_detect)
{
  g_autoptr (GError) error = NULL;

  self->link = dialer_link_start (self->tools, self->settings, self->record, self->device, carrier_detect, &error);
  if (self->link == NULL)
    {
      dialer_call_end (self, DIALER_REASON_PPPD_FAILED, error->message);
      return FALSE;
    }
  g_signal_connect (self->link, "progress", G_CALLBACK (on_link_progress), self);
  g_signal_connect (self->link, "ended", G_CALLBACK (on_link_ended), self);
  return TRUE;
}

/* pppd was told to believe DCD, and must not: begin with another. */
static gboolean
restart_link (DialerCall *self)
{
  g_signal_handlers_disconnect_by_data (self->link, self);
  dialer_link_stop (self->link, TRUE);
  g_clear_object (&self->link);
  return start_link (self, FALSE);
}

static void
start_negotiating (DialerCall *self)
{
  dialer_chat_set_paused (self->chat, TRUE);
  dialer_link_take_line (self->link, g_steal_pointer (&self->secret));
}

/* ---- dialling ---- */

static gboolean
on_carrier_poll (gpointer user_data)
{
  DialerCall *self = user_data;

  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_OFF && ++self->carrier_polls < CARRIER_POLLS)
    return G_SOURCE_CONTINUE;
  self->carrier_timer = 0;
  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_OFF)
    {
      dialer_serial_port_distrust_carrier (self->port);
      if (!restart_link (self))
        return G_SOURCE_REMOVE;
    }
  enter (self, DIALER_STATE_NEGOTIATING);
  return G_SOURCE_REMOVE;
}

static void
take_connect (DialerCall *self, const DialerChatReply *reply)
{
  self->had_carrier = TRUE;
  self->record->connect_speed = dialer_at_reply_get_speed (reply->final);
  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_OFF)
    self->carrier_timer = g_timeout_add (CARRIER_POLL_MS, on_carrier_poll, self);
  else
    enter (self, DIALER_STATE_NEGOTIATING);
}

static void
on_dialed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, &error);

  if (self->state != DIALER_STATE_DIALING)
    return;
  if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    dialer_call_end (self, DIALER_REASON_NO_CARRIER, error->message);
  else if (error)
    dialer_call_end (self, DIALER_REASON_MODEM_GONE, error->message);
  else
    {
      self->record->modem_reply = g_strdup (reply->final);
      if (reply->result == DIALER_AT_CONNECT)
        take_connect (self, reply);
      else
        dialer_call_end (self, dialer_at_reply_to_reason (reply->result), NULL);
    }
}

static void
start_dialing (DialerCall *self)
{
  guint timeout_ms = dialer_settings_get_uint (self->settings, "dial.carrier-timeout") * 1000 + DIAL_GRACE_MS;

  self->off_hook = TRUE;
  dialer_chat_send_async (self->chat, self->dial_command, timeout_ms, self->cancellable, on_dialed,
                          g_object_ref (self));
}

static void
on_hands_shaken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean shaken = dialer_handshake_finish (result, &error);

  if (self->state != DIALER_STATE_LOGIN)
    return;
  if (shaken)
    enter (self, DIALER_STATE_NEGOTIATING);
  else
    dialer_call_end (self, DIALER_REASON_LOGIN_TIMEOUT, error->message);
}

/* ---- port and modem ---- */

static void
on_initialized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!dialer_modem_init_finish (result, &error))
    {
      if (!is_cancelled (error))
        dialer_call_end (self, dialer_reason_from_modem_error (error), error->message);
      return;
    }
  if (self->state != DIALER_STATE_OPENING)
    return;
  /* A carrier before the call is no carrier: the adapter ties DCD high. */
  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_ON)
    dialer_serial_port_distrust_carrier (self->port);
  if (start_link (self, dialer_serial_port_get_carrier (self->port) != DIALER_CARRIER_UNKNOWN))
    enter (self, DIALER_STATE_DIALING);
}

static void
on_port_gone (DialerSerialPort *port, const char *message, gpointer user_data)
{
  DialerCall *self = user_data;

  self->gone = !g_file_test (self->device, G_FILE_TEST_EXISTS);
  dialer_call_end (self, DIALER_REASON_MODEM_GONE, message);
}

static void
open_port (DialerCall *self)
{
  g_autoptr (GError) error = NULL;

  self->port = dialer_serial_port_open (self->device, self->settings, &error);
  if (self->port == NULL)
    {
      dialer_call_end (self, dialer_reason_from_modem_error (error), error->message);
      return;
    }
  g_signal_connect (self->port, "gone", G_CALLBACK (on_port_gone), self);
  self->chat = dialer_chat_new (self->port);
  if (self->dial_command)
    dialer_modem_init_async (self->chat, self->settings, self->cancellable, on_initialized, g_object_ref (self));
  else if (start_link (self, dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_ON))
    enter (self, dialer_handshake_is_wanted (self->settings) ? DIALER_STATE_LOGIN : DIALER_STATE_NEGOTIATING);
}

static void
on_port_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  DialerInhibitor *inhibitor = DIALER_INHIBITOR (source);
  g_autoptr (GError) error = NULL;

  if (!dialer_inhibitor_take_finish (inhibitor, result, &error))
    {
      if (!is_cancelled (error))
        dialer_call_end (self, dialer_reason_from_modem_error (error), error->message);
      return;
    }
  if (self->state != DIALER_STATE_OPENING)
    {
      dialer_inhibitor_give_back (inhibitor, self->device);
      return;
    }
  self->taken = TRUE;
  open_port (self);
}

static void
take_port (DialerCall *self)
{
  dialer_inhibitor_take_async (self->tools->inhibitor, self->device, self->cancellable, on_port_taken,
                               g_object_ref (self));
}

/* ---- secret ---- */

static void
on_secret (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerCall) self = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = dialer_secret_store_lookup_finish (DIALER_SECRET_STORE (source), result, &error);

  if (self->state != DIALER_STATE_PREPARING)
    {
      secret_password_free (secret);
      return;
    }
  self->secret = secret;
  if (error == NULL)
    enter (self, DIALER_STATE_OPENING);
  else if (!g_error_matches (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND))
    dialer_call_end (self, DIALER_REASON_SECRET_LOCKED, error->message);
  else if (*dialer_settings_get (self->settings, "ppp.user"))
    dialer_call_end (self, DIALER_REASON_NO_SECRET, NULL); /* better now than after a paid connection */
  else
    enter (self, DIALER_STATE_OPENING); /* perhaps the peer asks for none */
}

static void
prepare (DialerCall *self)
{
  if (self->device == NULL)
    dialer_call_end (self, DIALER_REASON_NO_MODEM, NULL);
  else if (g_str_equal (dialer_settings_get (self->settings, "secret.password"), "none"))
    enter (self, DIALER_STATE_OPENING);
  else
    dialer_secret_store_lookup_async (self->tools->secrets, self->profile_id, "password", self->cancellable, on_secret,
                                      g_object_ref (self));
}

/* ---- the door ---- */

static void
on_deadline_of_hanging_up (DialerCall *self)
{
  g_critical ("%s: the line could not be proven down in time", self->record->profile);
  self->record->reason = DIALER_REASON_LINE_STUCK;
  if (self->link)
    {
      g_signal_handlers_disconnect_by_data (self->link, self);
      dialer_link_stop (self->link, TRUE);
      g_clear_object (&self->link);
    }
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
      take_port (self);
      break;
    case DIALER_STATE_DIALING:
      start_dialing (self);
      break;
    case DIALER_STATE_LOGIN:
      dialer_handshake_async (self->port, self->settings, self->cancellable, on_hands_shaken,
                              g_object_ref (self));
      break;
    case DIALER_STATE_NEGOTIATING:
      start_negotiating (self);
      break;
    case DIALER_STATE_HANGING_UP:
      start_hanging_up (self);
      break;
    case DIALER_STATE_AUTHENTICATING:
    case DIALER_STATE_CONFIGURING:
    case DIALER_STATE_ONLINE:
    case DIALER_STATE_ENDED:
    case DIALER_STATE_WAITING:
      break;
    }
}

static void
log_step (DialerCall *self, DialerState from, DialerState to)
{
  const char *reason = dialer_reason_to_string (self->record->reason);

  g_message ("%s: %s → %s%s%s%s", self->record->profile, dialer_state_to_string (from), dialer_state_to_string (to),
             *reason ? " (" : "", reason, *reason ? ")" : "");
}

static void
arm_deadline (DialerCall *self)
{
  guint seconds = dialer_state_get_deadline (self->state);

  g_clear_handle_id (&self->deadline, g_source_remove);
  if (seconds)
    self->deadline = g_timeout_add_seconds (seconds, on_deadline, self);
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
  log_step (self, self->state, state);
  self->state = state;
  if (state < DIALER_STATE_HANGING_UP)
    self->record->reached = state;
  if (state == DIALER_STATE_ONLINE)
    self->record->online = now ();
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
  g_clear_handle_id (&self->carrier_timer, g_source_remove);
  if (self->port)
    g_signal_handlers_disconnect_by_data (self->port, self);
  g_clear_object (&self->chat);
  g_clear_object (&self->port);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (dialer_call_parent_class)->dispose (object);
}

static void
dialer_call_finalize (GObject *object)
{
  DialerCall *self = DIALER_CALL (object);

  g_warn_if_fail (self->link == NULL);
  g_clear_pointer (&self->secret, secret_password_free);
  dialer_call_record_unref (self->record);
  dialer_settings_unref (self->settings);
  g_free (self->profile_id);
  g_free (self->device);
  g_free (self->dial_command);
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
  self->profile_id = g_strdup (plan->profile_id);
  self->device = g_strdup (plan->device);
  self->dial_command = g_strdup (plan->dial_command);
  self->record = dialer_call_record_new (plan->profile_name, plan->user);
  self->record->started = now ();
  self->record->modem = g_strdup (plan->modem_id);
  self->record->number = g_strdup (plan->number);
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
  if (self->state == DIALER_STATE_ONLINE && self->record->interface)
    dialer_interface_read_counters (self->record->interface, &self->record->rx_bytes, &self->record->tx_bytes);
  return self->record;
}
