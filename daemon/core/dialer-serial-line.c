/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ModemManager is kept off, the port opened, the modem initialised and told to dial; all of it is undone by closing. */
#include "dialer-serial-line.h"

#include <libsecret/secret.h>

#include "dialer-chat.h"
#include "dialer-error.h"
#include "dialer-handshake.h"
#include "dialer-line-down.h"
#include "dialer-login.h"
#include "dialer-modem-init.h"
#include "dialer-ppp-link.h"
#include "dialer-secret-copy.h"
#include "dialer-serial-port.h"

/* The modem gives up by S7; only if it does not, we do. */
#define DIAL_GRACE_MS 5000
/* Some modems raise DCD only after CONNECT. */
#define CARRIER_POLL_MS 5
#define CARRIER_POLLS 200
/* A carrier that falls before the link's program heeds DCD is seen by nobody else. */
#define WATCH_S 1
#define WATCHES 10

struct _DialerSerialLine
{
  GObject parent_instance;

  const DialerTools *tools;
  DialerSettings *settings;
  DialerSecretSource *secrets;
  DialerCallRecord *record;
  char *device;
  char *dial_command;
  DialerSerialPort *port;
  DialerChat *chat;
  char *password;          /* for a login, until that is over */
  DialerTerminal *terminal; /* NULL when nobody has a hand in the login */
  guint carrier_polls;
  guint carrier_changes;   /* of DCD, before dialling */
  guint watch;
  guint watches;
  gboolean logging_in;
  gboolean taken;          /* the port is ours, not ModemManager's */
  gboolean settled;        /* no hang-up of an earlier call is to come any more */
  gboolean closed;
  gboolean off_hook;       /* the line may be off-hook: a dial command has been sent */
  gboolean had_carrier;    /* the modem has said CONNECT */
  gboolean link_heeds_dcd; /* what the link was told */
};

static void dialer_serial_line_iface_init (DialerLineInterface *iface);

G_DEFINE_TYPE_WITH_CODE (DialerSerialLine, dialer_serial_line, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (DIALER_TYPE_LINE, dialer_serial_line_iface_init))

static void
fail (GTask *task, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  dialer_line_return_failure (task, cancelled ? DIALER_REASON_CANCELLED : dialer_reason_from_modem_error (error),
                              error->message);
}

static gboolean
shakes_hands (DialerSerialLine *self)
{
  return self->dial_command == NULL && dialer_handshake_is_wanted (self->settings);
}

static gboolean
wants_login (DialerSerialLine *self)
{
  return self->terminal || dialer_login_is_wanted (self->settings);
}

static gboolean
logs_in (DialerLine *line)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);

  return shakes_hands (self) || wants_login (self);
}

static DialerReason
find_loss (DialerLine *line)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);
  gboolean off = self->port && (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_OFF
                                || dialer_serial_port_is_hung_up (self->port));

  if (!g_file_test (self->device, G_FILE_TEST_EXISTS))
    return DIALER_REASON_MODEM_GONE;
  return self->had_carrier && off ? DIALER_REASON_CARRIER_LOST : DIALER_REASON_NONE;
}

/* ---- opening ---- */

static void initialize (DialerSerialLine *self, GTask *task);

/* After a call that nobody ended, cdc_acm may hang us up a moment after we have opened the port; it does so once. */
static gboolean
open_once_more (DialerSerialLine *self)
{
  if (self->settled || self->closed || dialer_serial_port_is_usable (self->port))
    return FALSE;
  self->settled = TRUE;
  return dialer_serial_port_reopen (self->port, NULL);
}

static void
on_initialized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerSerialLine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!dialer_modem_init_finish (result, &error))
    {
      if (open_once_more (self))
        initialize (self, task);
      else
        fail (task, error);
      return;
    }
  self->settled = TRUE;
  /* A carrier before the call is no carrier: the adapter ties DCD high. */
  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_ON)
    dialer_serial_port_distrust_carrier (self->port);
  g_task_return_boolean (task, TRUE);
}

static void
note (DialerSerialLine *self, DialerCallLogKind kind, const char *text)
{
  dialer_call_log_add (self->record->log, g_get_real_time (), kind, text);
}

static void
on_line (DialerChat *chat, gboolean sent, const char *text, gpointer user_data)
{
  note (user_data, sent ? DIALER_CALL_LOG_SENT : DIALER_CALL_LOG_RECEIVED, text);
}

static void
begin_chat (DialerSerialLine *self)
{
  if (self->chat)
    g_signal_handlers_disconnect_by_data (self->chat, self);
  g_clear_object (&self->chat);
  self->chat = dialer_chat_new (self->port);
  g_signal_connect (self->chat, "line", G_CALLBACK (on_line), self);
}

static void
initialize (DialerSerialLine *self, GTask *task)
{
  begin_chat (self);
  dialer_modem_init_async (self->chat, self->settings, g_task_get_cancellable (task), on_initialized,
                           g_object_ref (task));
}

static void
on_port_gone (DialerSerialPort *port, const char *message, gpointer user_data)
{
  DialerSerialLine *self = user_data;

  if (self->settled || find_loss (DIALER_LINE (self)) == DIALER_REASON_MODEM_GONE)
    dialer_line_lose (DIALER_LINE (self), DIALER_REASON_MODEM_GONE, message);
}

static void
begin (DialerSerialLine *self, GTask *task)
{
  g_signal_connect (self->port, "gone", G_CALLBACK (on_port_gone), self);
  if (self->dial_command)
    {
      initialize (self, task);
      return;
    }
  self->settled = TRUE;
  begin_chat (self);
  dialer_chat_set_paused (self->chat, !logs_in (DIALER_LINE (self)));
  g_task_return_boolean (task, TRUE);
}

static void
on_port_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerSerialLine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  self->port = dialer_serial_port_open_finish (result, &error);
  if (self->closed && self->port)
    dialer_serial_port_close (self->port);
  if (self->closed)
    dialer_line_return_failure (task, DIALER_REASON_CANCELLED, NULL);
  else if (self->port)
    begin (self, task);
  else
    fail (task, error);
}

static void
on_port_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerSerialLine *self = g_task_get_source_object (task);
  DialerInhibitor *inhibitor = DIALER_INHIBITOR (source);
  g_autoptr (GError) error = NULL;

  self->taken = dialer_inhibitor_take_finish (inhibitor, result, &error);
  if (!self->taken)
    fail (task, error);
  else if (!self->closed)
    dialer_serial_port_open_async (self->device, self->settings, NULL, on_port_opened, g_steal_pointer (&task));
  else
    {
      dialer_inhibitor_give_back (inhibitor, self->device);
      dialer_line_return_failure (task, DIALER_REASON_CANCELLED, NULL);
    }
}

static void
open_async (DialerLine *line, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);

  dialer_inhibitor_take_async (self->tools->inhibitor, self->device, cancellable, on_port_taken,
                               g_task_new (self, cancellable, callback, user_data));
}

/* ---- dialling ---- */

static gboolean
on_watch (gpointer user_data)
{
  DialerSerialLine *self = user_data;

  if (dialer_serial_port_get_carrier (self->port) != DIALER_CARRIER_OFF
      && (self->logging_in || ++self->watches < WATCHES))
    return G_SOURCE_CONTINUE;
  self->watch = 0;
  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_OFF)
    dialer_line_lose (DIALER_LINE (self), DIALER_REASON_CARRIER_LOST, NULL);
  return G_SOURCE_REMOVE;
}

static void
take_carrier (GTask *task)
{
  DialerSerialLine *self = g_task_get_source_object (task);

  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_OFF)
    {
      if (dialer_serial_port_count_carrier_changes (self->port) != self->carrier_changes)
        {
          dialer_line_return_failure (task, DIALER_REASON_CARRIER_LOST, NULL); /* it has come and gone */
          return;
        }
      dialer_serial_port_distrust_carrier (self->port);
    }
  self->watch = g_timeout_add_seconds (WATCH_S, on_watch, self);
  dialer_chat_set_paused (self->chat, TRUE);
  g_task_return_boolean (task, TRUE);
}

static gboolean
on_carrier_poll (gpointer user_data)
{
  GTask *task = user_data;
  DialerSerialLine *self = g_task_get_source_object (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      dialer_line_return_failure (task, DIALER_REASON_CANCELLED, NULL);
      return G_SOURCE_REMOVE;
    }
  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_OFF && ++self->carrier_polls < CARRIER_POLLS)
    return G_SOURCE_CONTINUE;
  take_carrier (task);
  return G_SOURCE_REMOVE;
}

static void
take_connect (GTask *task, const DialerChatReply *reply)
{
  DialerSerialLine *self = g_task_get_source_object (task);

  self->had_carrier = TRUE;
  self->record->connect_speed = dialer_at_reply_get_speed (reply->final);
  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_OFF)
    g_timeout_add_full (G_PRIORITY_DEFAULT, CARRIER_POLL_MS, on_carrier_poll, g_object_ref (task), g_object_unref);
  else
    take_carrier (task);
}

static void
on_dialed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerSerialLine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, &error);

  if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    {
      dialer_line_return_failure (task, DIALER_REASON_NO_CARRIER, error->message);
      return;
    }
  if (error)
    {
      fail (task, error);
      return;
    }
  self->record->modem_reply = g_strdup (reply->final);
  if (reply->result == DIALER_AT_CONNECT)
    take_connect (task, reply);
  else
    dialer_line_return_failure (task, dialer_at_reply_to_reason (reply->result), NULL);
}

static void
dial_async (DialerLine *line, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);
  guint timeout_ms = dialer_settings_get_uint (self->settings, "dial.carrier-timeout") * 1000 + DIAL_GRACE_MS;

  self->off_hook = TRUE;
  self->carrier_changes = dialer_serial_port_count_carrier_changes (self->port);
  dialer_chat_send_async (self->chat, self->dial_command, timeout_ms, cancellable, on_dialed,
                          g_task_new (self, cancellable, callback, user_data));
}

static gboolean
dials (DialerLine *line)
{
  return DIALER_SERIAL_LINE (line)->dial_command != NULL;
}

/* ---- handshake and login ---- */

static void
lend_password (DialerLine *line, const char *password)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);

  if (dialer_login_is_wanted (self->settings))
    self->password = dialer_secret_copy (password);
}

static void
ask_async (gpointer data, const char *question, GCancellable *cancellable, GAsyncReadyCallback callback,
           gpointer user_data)
{
  dialer_secret_source_ask_async (data, question, cancellable, callback, user_data);
}

static char *
ask_finish (gpointer data, GAsyncResult *result, GError **error)
{
  return dialer_secret_source_fetch_finish (data, result, error);
}

static void
on_logged_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerSerialLine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  self->logging_in = FALSE;
  if (dialer_login_finish (result, &error))
    {
      note (self, DIALER_CALL_LOG_NOTE, "the login is over, PPP begins");
      g_task_return_boolean (task, TRUE);
    }
  else
    dialer_line_return_failure (task, dialer_reason_from_error (error), error->message);
}

static void
log_in (DialerSerialLine *self, GTask *task)
{
  DialerLoginPlan plan = {
    .settings = self->settings,
    .password = self->password,
    .ask = { ask_async, ask_finish, self->secrets },
    .terminal = self->terminal,
    .log = self->record->log,
  };

  self->logging_in = TRUE;
  /* What is said now is no modem's; secrets may be echoed. */
  dialer_chat_set_paused (self->chat, TRUE);
  dialer_login_async (self->port, &plan, g_task_get_cancellable (task), on_logged_in, g_object_ref (task));
  g_clear_pointer (&self->password, secret_password_free);
}

static void
on_hands_shaken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerSerialLine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean shaken = dialer_handshake_finish (result, &error);

  note (self, shaken ? DIALER_CALL_LOG_RECEIVED : DIALER_CALL_LOG_NOTE, error ? error->message : "CLIENTSERVER");
  if (!shaken)
    {
      dialer_line_return_failure (task, DIALER_REASON_LOGIN_TIMEOUT, error->message);
      return;
    }
  if (wants_login (self))
    {
      log_in (self, task);
      return;
    }
  dialer_chat_set_paused (self->chat, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
log_in_async (DialerLine *line, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (!shakes_hands (self))
    {
      log_in (self, task);
      return;
    }
  note (self, DIALER_CALL_LOG_SENT, "CLIENT");
  dialer_handshake_async (self->port, self->settings, cancellable, on_hands_shaken, g_object_ref (task));
}

/* ---- link ---- */

static DialerLink *
start_link (DialerLine *line, GError **error)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);

  self->link_heeds_dcd
    = dialer_carrier_is_heeded (dialer_serial_port_get_carrier (self->port), self->dial_command != NULL);
  return dialer_ppp_link_start (self->tools, self->settings, self->record, self->device, self->link_heeds_dcd, error);
}

static gboolean
is_link_stale (DialerLine *line)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);

  return self->link_heeds_dcd && dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_UNKNOWN;
}

static void
describe (DialerLine *line, DialerCallMark *mark)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);

  g_free (mark->device);
  mark->device = g_strdup (self->device);
  mark->dialed = self->dial_command != NULL;
  dialer_call_mark_take_line (mark, self->settings);
  /* What has turned out not to be believed. */
  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_UNKNOWN)
    dialer_settings_set (mark->line, "line.carrier-detect", "no", NULL);
}

/* ---- the way down ---- */

static void
on_down (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, dialer_line_down_finish (result));
}

static void
hang_up_async (DialerLine *line, GAsyncReadyCallback callback, gpointer user_data)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_clear_handle_id (&self->watch, g_source_remove);
  if (self->off_hook)
    dialer_line_down_async (self->port, self->chat, self->had_carrier, self->settings, self->record->log, on_down,
                            g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
close_line (DialerLine *line)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (line);

  if (self->closed)
    return;
  self->closed = TRUE;
  g_clear_handle_id (&self->watch, g_source_remove);
  if (self->port)
    dialer_serial_port_close (self->port);
  if (self->taken)
    dialer_inhibitor_give_back (self->tools->inhibitor, self->device);
}

/* ---- object ---- */

static void
dialer_serial_line_dispose (GObject *object)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (object);

  close_line (DIALER_LINE (self));
  if (self->port)
    g_signal_handlers_disconnect_by_data (self->port, self);
  if (self->chat)
    g_signal_handlers_disconnect_by_data (self->chat, self);
  g_clear_object (&self->chat);
  g_clear_object (&self->port);
  G_OBJECT_CLASS (dialer_serial_line_parent_class)->dispose (object);
}

static void
dialer_serial_line_finalize (GObject *object)
{
  DialerSerialLine *self = DIALER_SERIAL_LINE (object);

  g_clear_pointer (&self->password, secret_password_free);
  dialer_call_record_unref (self->record);
  g_object_unref (self->secrets);
  g_clear_object (&self->terminal);
  dialer_settings_unref (self->settings);
  g_free (self->device);
  g_free (self->dial_command);
  G_OBJECT_CLASS (dialer_serial_line_parent_class)->finalize (object);
}

static void
dialer_serial_line_class_init (DialerSerialLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_serial_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = dialer_serial_line_finalize;
}

static void
dialer_serial_line_iface_init (DialerLineInterface *iface)
{
  iface->lend_password = lend_password;
  iface->open_async = open_async;
  iface->dial_async = dial_async;
  iface->log_in_async = log_in_async;
  iface->hang_up_async = hang_up_async;
  iface->close = close_line;
  iface->dials = dials;
  iface->logs_in = logs_in;
  iface->find_loss = find_loss;
  iface->start_link = start_link;
  iface->is_link_stale = is_link_stale;
  iface->describe = describe;
  iface->links_early = TRUE;
}

static void
dialer_serial_line_init (DialerSerialLine *self)
{
}

DialerLine *
dialer_serial_line_new (const DialerTools *tools, DialerSettings *settings, DialerSecretSource *secrets,
                        DialerCallRecord *record, const char *device, const char *dial_command)
{
  DialerSerialLine *self = g_object_new (DIALER_TYPE_SERIAL_LINE, NULL);

  self->tools = tools;
  self->settings = dialer_settings_ref (settings);
  self->secrets = g_object_ref (secrets);
  self->record = dialer_call_record_ref (record);
  self->device = g_strdup (device);
  self->dial_command = g_strdup (dial_command);
  return DIALER_LINE (self);
}

void
dialer_serial_line_set_terminal (DialerSerialLine *self, DialerTerminal *terminal)
{
  g_set_object (&self->terminal, terminal);
}
