/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The conversation with a modem: a queue of commands, the turn of one of them, and the lines that come. */
#include "dialer-chat.h"

#include "dialer-chat-turn.h"
#include "dialer-error.h"
#include "dialer-line-splitter.h"

#define ESCAPE_SEQUENCE "+++"
#define ESCAPE_REPLY_MS 1500

typedef struct
{
  char *command;
  guint timeout_ms;
  guint guard_ms;
  GSource *cancelled;
} Request;

struct _DialerChat
{
  GObject parent_instance;

  DialerSerialPort *port;
  DialerLineSplitter *splitter;
  DialerChatTurn *turn;
  GQueue queue; /* of GTask */
  GTask *current;
  gboolean paused;

  /* While lines are taken an ended task is kept back: what follows its reply must not meet the next one. */
  gboolean taking_lines;
  GTask *ended;
  DialerChatReply *ended_reply;
  GError *ended_error;
};

G_DEFINE_FINAL_TYPE (DialerChat, dialer_chat, G_TYPE_OBJECT)

enum
{
  LINE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->command);
  g_free (request);
}

static void
ignore_cancellation (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  if (request->cancelled)
    g_source_destroy (request->cancelled);
  g_clear_pointer (&request->cancelled, g_source_unref);
}

static void
start (DialerChat *self, GTask *task)
{
  Request *request = g_task_get_task_data (task);

  self->current = g_object_ref (task);
  dialer_chat_turn_begin (self->turn, request->command, request->timeout_ms, request->guard_ms);
}

static void
start_next (DialerChat *self)
{
  while (self->current == NULL && !self->taking_lines && !g_queue_is_empty (&self->queue))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->queue);

      if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        {
          start (self, task);
          return;
        }
      ignore_cancellation (task);
      g_task_return_error_if_cancelled (task);
    }
}

static void
deliver (DialerChat *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->ended);
  DialerChatReply *reply = g_steal_pointer (&self->ended_reply);
  GError *error = g_steal_pointer (&self->ended_error);

  if (task && error)
    g_task_return_error (task, error);
  else if (task)
    g_task_return_pointer (task, reply, (GDestroyNotify) dialer_chat_reply_free);
}

/* Returns: (nullable): why no command can be sent now. */
static const char *
get_objection (DialerChat *self)
{
  if (self->paused)
    return "the line is in use";
  return dialer_serial_port_is_usable (self->port) ? NULL : "the port has gone";
}

static void
fail_queue (DialerChat *self)
{
  while (!g_queue_is_empty (&self->queue) && get_objection (self))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->queue);

      ignore_cancellation (task);
      g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_FAILED, "%s", get_objection (self));
    }
}

static void
move_on (DialerChat *self)
{
  if (self->taking_lines)
    return;
  deliver (self);
  fail_queue (self);
  start_next (self);
}

static void
stop_listening (DialerChat *self)
{
  self->paused = TRUE;
  dialer_serial_port_set_reading (self->port, FALSE);
}

static void
on_turn_begun (const char *text, gpointer user_data)
{
  DialerChat *self = user_data;

  dialer_line_splitter_reset (self->splitter);
  g_signal_emit (self, signals[LINE], 0, TRUE, text);
}

static void
on_turn_ended (DialerChatReply *reply, GError *error, gpointer user_data)
{
  g_autoptr (DialerChat) self = g_object_ref (user_data);

  ignore_cancellation (self->current);
  self->ended = g_steal_pointer (&self->current);
  self->ended_reply = reply;
  self->ended_error = error;
  if (reply && reply->result == DIALER_AT_CONNECT)
    stop_listening (self);
  move_on (self);
}

static const DialerChatTurnEvents turn_events = { .begun = on_turn_begun, .ended = on_turn_ended };

static void
take_lines (DialerChat *self)
{
  while (!self->paused)
    {
      g_autofree char *line = dialer_line_splitter_next (self->splitter);

      if (line == NULL)
        return;
      g_signal_emit (self, signals[LINE], 0, FALSE, line);
      dialer_chat_turn_take_line (self->turn, line);
    }
}

static void
on_received (DialerSerialPort *port, GBytes *bytes, gpointer user_data)
{
  g_autoptr (DialerChat) self = g_object_ref (user_data);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (self->paused)
    return;
  dialer_chat_turn_note_received (self->turn);
  dialer_line_splitter_feed (self->splitter, data, length);
  self->taking_lines = TRUE;
  take_lines (self);
  self->taking_lines = FALSE;
  move_on (self);
}

static void
on_gone (DialerSerialPort *port, const char *message, gpointer user_data)
{
  g_autoptr (DialerChat) self = g_object_ref (user_data);
  g_autofree char *text = g_strdup_printf ("%s has gone: %s", dialer_serial_port_get_device (port), message);

  dialer_chat_turn_fail (self->turn, text);
  move_on (self);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  DialerChat *self = g_task_get_source_object (task);

  if (task == self->current)
    {
      dialer_chat_turn_cancel (self->turn);
    }
  else if (g_queue_remove (&self->queue, task))
    {
      ignore_cancellation (task);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task); /* the queue's */
    }
  return G_SOURCE_REMOVE;
}

static void
heed_cancellation (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;
  /* A source, and not the signal, which may come from within any call of ours. */
  request->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (request->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (request->cancelled, g_main_context_get_thread_default ());
}

static gboolean
refuse (DialerChat *self, GTask *task)
{
  if (g_task_return_error_if_cancelled (task))
    return TRUE;
  if (get_objection (self) == NULL)
    return FALSE;
  g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_FAILED, "%s", get_objection (self));
  return TRUE;
}

static void
submit (DialerChat *self, GTask *task, const char *command, guint timeout_ms, guint guard_ms)
{
  Request *request = g_new0 (Request, 1);

  request->command = g_strdup (command);
  request->timeout_ms = timeout_ms;
  request->guard_ms = guard_ms;
  g_task_set_task_data (task, request, request_free);
  if (refuse (self, task))
    return;
  heed_cancellation (task);
  g_queue_push_tail (&self->queue, g_object_ref (task));
  start_next (self);
}

DialerChat *
dialer_chat_new (DialerSerialPort *port)
{
  DialerChat *self = g_object_new (DIALER_TYPE_CHAT, NULL);

  self->port = g_object_ref (port);
  self->turn = dialer_chat_turn_new (port, &turn_events, self);
  g_signal_connect_object (port, "received", G_CALLBACK (on_received), self, 0);
  g_signal_connect_object (port, "gone", G_CALLBACK (on_gone), self, 0);
  return self;
}

void
dialer_chat_send_async (DialerChat *self, const char *command, guint timeout_ms, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, dialer_chat_send_async);
  submit (self, task, command, timeout_ms, 0);
}

DialerChatReply *
dialer_chat_send_finish (DialerChat *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dialer_chat_escape_async (DialerChat *self, guint guard_ms, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, dialer_chat_escape_async);
  submit (self, task, ESCAPE_SEQUENCE, guard_ms + ESCAPE_REPLY_MS, guard_ms);
}

DialerChatReply *
dialer_chat_escape_finish (DialerChat *self, GAsyncResult *result, GError **error)
{
  return dialer_chat_send_finish (self, result, error);
}

void
dialer_chat_set_paused (DialerChat *self, gboolean paused)
{
  g_return_if_fail (DIALER_IS_CHAT (self));

  if (paused == self->paused)
    return;
  if (paused)
    {
      stop_listening (self);
      dialer_chat_turn_fail (self->turn, "the line was given to somebody else");
      move_on (self);
      return;
    }
  self->paused = FALSE;
  dialer_line_splitter_reset (self->splitter);
  dialer_chat_turn_forget (self->turn);
  dialer_serial_port_set_reading (self->port, TRUE);
}

static void
dialer_chat_finalize (GObject *object)
{
  DialerChat *self = DIALER_CHAT (object);

  dialer_chat_turn_free (self->turn);
  dialer_line_splitter_free (self->splitter);
  g_object_unref (self->port);
  G_OBJECT_CLASS (dialer_chat_parent_class)->finalize (object);
}

static void
dialer_chat_class_init (DialerChatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dialer_chat_finalize;
  signals[LINE] = g_signal_new ("line", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
dialer_chat_init (DialerChat *self)
{
  self->splitter = dialer_line_splitter_new ();
  g_queue_init (&self->queue);
}
