/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Calls an agent; of what it answers nothing is believed before it was looked at.  The bus counts a call until it is
 * answered: so we listen until then, though nobody waits any more, and give the user's share back no sooner.
 */
#include "dialer-bus-agent.h"

#include <gio/gunixfdlist.h>
#include <libsecret/secret.h>

#include "dialer-error.h"
#include "dialer-names.h"
#include "dialer-reply-share.h"
#include "dialer-secret-pipe.h"

#define AGENT_INTERFACE DIALER_BUS_NAME ".Agent"

typedef struct
{
  DialerBusAgent *agent;
  guint timer;   /* of our patience */
  gboolean over; /* it was answered, or we have lost patience */
} Ask;

DialerBusAgent *
dialer_bus_agent_new (GDBusConnection *connection, const char *name, const char *path, guint uid)
{
  DialerBusAgent *self = g_rc_box_new0 (DialerBusAgent);

  self->connection = g_object_ref (connection);
  self->name = g_strdup (name);
  self->path = g_strdup (path);
  self->uid = uid;
  self->gone = g_cancellable_new ();
  return self;
}

DialerBusAgent *
dialer_bus_agent_ref (DialerBusAgent *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  DialerBusAgent *self = data;

  g_object_unref (self->connection);
  g_free (self->name);
  g_free (self->path);
  g_object_unref (self->gone);
}

void
dialer_bus_agent_unref (DialerBusAgent *self)
{
  g_rc_box_release_full (self, clear);
}

static void
free_secret (gpointer secret)
{
  secret_password_free (secret);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *secret = dialer_secret_pipe_read_finish (result, &error);

  if (secret)
    g_task_return_pointer (task, secret, free_secret);
  else
    g_task_return_error (task, error);
}

static void
end_patience (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);

  g_clear_handle_id (&ask->timer, g_source_remove);
  if (g_task_get_cancellable (task))
    g_signal_handlers_disconnect_by_data (g_task_get_cancellable (task), task);
}

static void
take_answer (GTask *task, GVariant *answer, GUnixFDList *fds)
{
  int handle, fd;

  g_variant_get (answer, "(h)", &handle);
  fd = fds ? g_unix_fd_list_get (fds, handle, NULL) : -1;
  if (fd < 0)
    g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "no pipe came with the answer");
  else
    dialer_secret_pipe_read_async (fd, g_task_get_cancellable (task), on_read, g_object_ref (task));
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (GUnixFDList) fds = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer
    = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source), &fds, result, &error);

  dialer_reply_share_give_back (G_DBUS_CONNECTION (source), ask->agent->uid);
  if (ask->over)
    return;
  ask->over = TRUE;
  end_patience (task);
  if (answer)
    take_answer (task, answer, fds);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
give_up (gpointer user_data)
{
  GTask *task = user_data;
  Ask *ask = g_task_get_task_data (task);

  ask->timer = 0;
  ask->over = TRUE;
  end_patience (task);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer came in time");
  return G_SOURCE_REMOVE;
}

/* Not at once: whoever gets the answer lets go of the cancellable. */
static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Ask *ask = g_task_get_task_data (task);

  g_clear_handle_id (&ask->timer, g_source_remove);
  ask->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, 0, give_up, g_object_ref (task), g_object_unref);
}

static void
begin_patience (GTask *task, guint patience_ms)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Ask *ask = g_task_get_task_data (task);

  ask->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, patience_ms, give_up, g_object_ref (task), g_object_unref);
  if (cancellable)
    g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_cancelled), task);
  if (g_cancellable_is_cancelled (cancellable))
    on_cancelled (cancellable, task);
}

static void
ask_free (gpointer data)
{
  Ask *ask = data;

  dialer_bus_agent_unref (ask->agent);
  g_free (ask);
}

void
dialer_bus_agent_ask_async (DialerBusAgent *self, const char *profile, const char *name, guint flags,
                            guint patience_ms, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  Ask *ask = g_new0 (Ask, 1);

  g_task_set_source_tag (task, dialer_bus_agent_ask_async);
  /* Whoever asked must get a secret that came at the last moment, to wipe it. */
  g_task_set_check_cancellable (task, FALSE);
  ask->agent = dialer_bus_agent_ref (self);
  g_task_set_task_data (task, ask, ask_free);
  if (!dialer_reply_share_take (self->connection, self->uid, &error))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, "%s", error->message);
      return;
    }
  begin_patience (task, patience_ms);
  g_dbus_connection_call_with_unix_fd_list (self->connection, self->name, self->path, AGENT_INTERFACE, "GetSecret",
                                            g_variant_new ("(osu)", profile, name, flags), G_VARIANT_TYPE ("(h)"),
                                            G_DBUS_CALL_FLAGS_NONE, G_MAXINT, NULL, NULL, on_answered,
                                            g_object_ref (task));
}

char *
dialer_bus_agent_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_bus_agent_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dialer_bus_agent_cancel (DialerBusAgent *self, const char *profile, const char *name)
{
  g_autoptr (GDBusMessage) message
    = g_dbus_message_new_method_call (self->name, self->path, AGENT_INTERFACE, "CancelGetSecret");

  g_dbus_message_set_flags (message, G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED | G_DBUS_MESSAGE_FLAGS_NO_AUTO_START);
  g_dbus_message_set_body (message, g_variant_new ("(os)", profile, name));
  g_dbus_connection_send_message (self->connection, message, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}
