/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-line-down.h"

#include "dialer-hang-up.h"
#include "dialer-line-quality.h"

/* It is only for the curious, and the modem is in use until then. */
#define PATIENCE_MS 1500

typedef struct
{
  DialerSerialPort *port;
  DialerChat *chat;
  char *command; /* NULL when there is nothing to ask */
  DialerCallLog *log;
} Down;

static void
down_free (gpointer data)
{
  Down *self = data;

  g_object_unref (self->port);
  g_object_unref (self->chat);
  g_free (self->command);
  g_free (self);
}

static void
on_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, NULL);
  Down *self = g_task_get_task_data (task);
  g_autofree char *quality = reply ? dialer_line_quality_describe (reply->text) : NULL;
  g_autofree char *text = quality ? g_strconcat ("line quality: ", quality, NULL) : NULL;

  if (text)
    dialer_call_log_add (self->log, g_get_real_time (), DIALER_CALL_LOG_NOTE, text);
  g_task_return_boolean (task, TRUE);
}

static void
on_hung_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Down *self = g_task_get_task_data (task);
  gboolean proven = dialer_hang_up_finish (result);

  if (proven && self->command && dialer_serial_port_is_usable (self->port))
    {
      dialer_serial_port_set_dtr (self->port, TRUE); /* without it a modem may not listen */
      dialer_chat_send_async (self->chat, self->command, PATIENCE_MS, NULL, on_told, g_object_ref (task));
    }
  else
    g_task_return_boolean (task, proven);
}

void
dialer_line_down_async (DialerSerialPort *port, DialerChat *chat, gboolean had_carrier, DialerSettings *settings,
                        DialerCallLog *log, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  const char *command = dialer_settings_get (settings, "line.diagnostics");
  Down *self = g_new0 (Down, 1);

  self->port = g_object_ref (port);
  self->chat = g_object_ref (chat);
  self->log = log;
  if (had_carrier && !g_str_equal (command, "off"))
    self->command = g_strdup (command);
  g_task_set_task_data (task, self, down_free);
  dialer_hang_up_async (port, chat, had_carrier ? DIALER_HANG_UP_CONNECTED : DIALER_HANG_UP_DIALED, on_hung_up, task);
}

gboolean
dialer_line_down_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
