/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Hanging up: each way is tried until one shows its effect. */
#include "dialer-hang-up.h"

#include "dialer-error.h"

#define POLL_MS 20          /* DCD has no event that every driver tells of */
#define CARRIER_FALL_MS 2500
#define CARRIER_FALL_MS_AFTER_LONG 500
#define DTR_PULSE_MS 500    /* longer than S25 of any modem: most want 50 ms, some 250 ms */
#define GUARD_MS 1050       /* S12 is 50/50 s unless set otherwise */
#define ATH_MS 2000
#define RESET_MS 3000

typedef struct
{
  DialerSerialPort *port;
  DialerChat *chat;
  gboolean had_carrier;
  guint fall_ms; /* how long DCD may take to fall */
  gboolean done;
  guint waited_ms;
  guint timer;
  gulong line_id;
  GCancellable *steps;
} HangUp;

static void
hang_up_free (gpointer data)
{
  HangUp *self = data;

  g_object_unref (self->port);
  g_object_unref (self->chat);
  g_object_unref (self->steps);
  g_free (self);
}

static void
finish (GTask *task, gboolean proven)
{
  G_GNUC_UNUSED g_autoptr (GTask) guard = g_object_ref (task); /* the timer may hold the last reference */
  HangUp *self = g_task_get_task_data (task);

  if (self->done)
    return;
  self->done = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_signal_handler (&self->line_id, self->chat);
  g_cancellable_cancel (self->steps);
  g_task_return_boolean (task, proven);
}

static gboolean
is_proof (const DialerChatReply *reply)
{
  return reply && (reply->result == DIALER_AT_OK || reply->result == DIALER_AT_NO_CARRIER);
}

static void
on_reset (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, NULL);
  HangUp *self = g_task_get_task_data (task);

  /* An OK is no proof against a DCD that still says the contrary. */
  finish (task, is_proof (reply) && !(self->had_carrier
                                      && dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_ON));
}

static void
on_ath (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, NULL);
  HangUp *self = g_task_get_task_data (task);

  if (self->done)
    return;
  if (is_proof (reply) && dialer_serial_port_get_carrier (self->port) != DIALER_CARRIER_ON)
    {
      finish (task, TRUE);
      return;
    }
  dialer_chat_send_async (self->chat, "ATZ", RESET_MS, self->steps, on_reset, g_object_ref (task));
}

static void
on_escaped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HangUp *self = g_task_get_task_data (task);

  dialer_chat_reply_free (dialer_chat_escape_finish (DIALER_CHAT (source), result, NULL));
  /* Whatever it answered, or if it was silent because it was in command state all the time: ATH decides. */
  if (!self->done)
    dialer_chat_send_async (self->chat, "ATH", ATH_MS, self->steps, on_ath, g_object_ref (task));
}

static void
escape (GTask *task)
{
  HangUp *self = g_task_get_task_data (task);

  dialer_chat_escape_async (self->chat, GUARD_MS, self->steps, on_escaped, g_object_ref (task));
}

static void
on_first_ath (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, NULL);
  HangUp *self = g_task_get_task_data (task);

  if (self->done)
    return;
  if (is_proof (reply))
    finish (task, TRUE);
  else
    escape (task);
}

/* Where the modem should be in command state: after DTR fell, or before any connection. */
static void
send_first_ath (GTask *task)
{
  HangUp *self = g_task_get_task_data (task);

  dialer_chat_send_async (self->chat, "ATH", ATH_MS, self->steps, on_first_ath, g_object_ref (task));
}

static gboolean
on_dtr_pulse_over (gpointer user_data)
{
  GTask *task = user_data;
  HangUp *self = g_task_get_task_data (task);

  self->timer = 0;
  dialer_serial_port_set_dtr (self->port, TRUE);
  send_first_ath (task);
  return G_SOURCE_REMOVE;
}

static gboolean
on_carrier_poll (gpointer user_data)
{
  GTask *task = user_data;
  HangUp *self = g_task_get_task_data (task);

  self->waited_ms += POLL_MS;
  if (dialer_serial_port_get_carrier (self->port) == DIALER_CARRIER_OFF)
    {
      self->timer = 0;
      finish (task, TRUE);
      return G_SOURCE_REMOVE;
    }
  if (self->waited_ms < self->fall_ms)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  dialer_serial_port_set_dtr (self->port, TRUE);
  escape (task);
  return G_SOURCE_REMOVE;
}

static void
on_line (DialerChat *chat, gboolean sent, const char *text, gpointer user_data)
{
  GTask *task = user_data;
  HangUp *self = g_task_get_task_data (task);

  if (!sent && self->had_carrier && dialer_at_reply_classify (text) == DIALER_AT_NO_CARRIER
      && dialer_serial_port_get_carrier (self->port) != DIALER_CARRIER_ON)
    finish (task, TRUE);
}

static void
drop_dtr (GTask *task)
{
  HangUp *self = g_task_get_task_data (task);
  DialerCarrier carrier = dialer_serial_port_get_carrier (self->port);
  gboolean has_dtr = dialer_serial_port_set_dtr (self->port, FALSE);

  if (self->had_carrier && carrier == DIALER_CARRIER_OFF)
    finish (task, TRUE);
  else if (self->had_carrier && carrier == DIALER_CARRIER_ON)
    self->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, POLL_MS, on_carrier_poll, g_object_ref (task),
                                      g_object_unref);
  else if (has_dtr)
    self->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, DTR_PULSE_MS, on_dtr_pulse_over, g_object_ref (task),
                                      g_object_unref);
  else if (self->had_carrier)
    escape (task);
  else
    send_first_ath (task);
}

void
dialer_hang_up_async (DialerSerialPort *port, DialerChat *chat, DialerHangUpCase what, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  HangUp *self = g_new0 (HangUp, 1);

  self->port = g_object_ref (port);
  self->chat = g_object_ref (chat);
  self->steps = g_cancellable_new ();
  self->had_carrier = what != DIALER_HANG_UP_DIALED;
  self->fall_ms = what == DIALER_HANG_UP_LEFT ? CARRIER_FALL_MS_AFTER_LONG : CARRIER_FALL_MS;
  g_task_set_task_data (task, self, hang_up_free);
  if (!dialer_serial_port_reclaim (port, NULL))
    {
      finish (task, TRUE); /* the device has gone, and its line with it */
      return;
    }
  self->line_id = g_signal_connect (chat, "line", G_CALLBACK (on_line), task);
  dialer_chat_set_paused (chat, FALSE);
  drop_dtr (task);
}

gboolean
dialer_hang_up_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
