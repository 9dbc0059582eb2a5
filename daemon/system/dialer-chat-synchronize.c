/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding out whether a modem listens. */
#include "dialer-chat.h"
#include "dialer-error.h"

typedef struct
{
  guint tries;
  guint timeout_ms;
} Attempts;

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempts *attempts = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerChatReply) reply = dialer_chat_send_finish (DIALER_CHAT (source), result, &error);

  if (reply && reply->result == DIALER_AT_OK)
    g_task_return_boolean (task, TRUE);
  else if (error && !g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (--attempts->tries > 0)
    dialer_chat_send_async (DIALER_CHAT (source), "AT", attempts->timeout_ms, g_task_get_cancellable (task),
                            on_answered, g_object_ref (task));
  else if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_FAILED, "the modem answers %s to AT",
                             reply->final);
}

void
dialer_chat_synchronize_async (DialerChat *self, guint tries, guint timeout_ms, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Attempts *attempts = g_new0 (Attempts, 1);

  attempts->tries = MAX (tries, 1);
  attempts->timeout_ms = timeout_ms;
  g_task_set_source_tag (task, dialer_chat_synchronize_async);
  g_task_set_task_data (task, attempts, g_free);
  dialer_chat_send_async (self, "AT", timeout_ms, cancellable, on_answered, g_object_ref (task));
}

gboolean
dialer_chat_synchronize_finish (DialerChat *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
