/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each try has a cancellable of its own, which the end of the call, of the agent and of our patience all cancel. */
#include "dialer-agent-question.h"

#include <libsecret/secret.h>

#include "dialer-error.h"
#include "dialer-path.h"
#include "dialer-reason.h"

typedef struct
{
  GPtrArray *agents; /* those still to be asked */
  char *profile;
  char *profile_name;
  char *name;
  guint flags;
  guint patience_ms;
  guint timer;           /* of the whole question */
  gboolean overdue;
  DialerBusAgent *agent; /* which is being asked */
  GCancellable *attempt;
  gulong cancelled_id;
  gulong gone_id;
  DialerReason reason;   /* so far */
  char *detail;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_ptr_array_unref (self->agents);
  g_clear_pointer (&self->agent, dialer_bus_agent_unref);
  g_clear_object (&self->attempt);
  g_free (self->profile);
  g_free (self->profile_name);
  g_free (self->name);
  g_free (self->detail);
  g_free (self);
}

static void
free_secret (gpointer secret)
{
  secret_password_free (secret);
}

static void
fail (GTask *task, DialerReason reason, const char *detail)
{
  Question *self = g_task_get_task_data (task);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_task_return_new_error (task, DIALER_REASON_ERROR, (int) reason, "%s", detail);
}

static void
note (Question *self, DialerReason reason, const char *detail)
{
  g_autofree char *text = g_strdup (detail);

  g_info ("%s: agent %s has no %s: %s", self->profile_name, self->agent->name, self->name, text);
  /* That there is one, but locked, is the best to tell. */
  if (self->reason == DIALER_REASON_SECRET_LOCKED)
    return;
  self->reason = reason;
  g_free (self->detail);
  self->detail = g_steal_pointer (&text);
}

static gboolean
is_timeout (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT)
         || g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT);
}

/* What an agent says is the user's own word, but nothing that belongs into a record. */
static void
note_failure (Question *self, const GError *error)
{
  if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_SECRETS_UNAVAILABLE))
    note (self, DIALER_REASON_SECRET_LOCKED, "the user's keyring is locked");
  else if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND))
    note (self, DIALER_REASON_NO_SECRET, "the user's agent has none");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    note (self, DIALER_REASON_NO_SECRET, "the user's agent has left");
  else if (is_timeout (error))
    note (self, DIALER_REASON_NO_SECRET, "the user's agent did not answer in time");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    note (self, DIALER_REASON_NO_SECRET, "too many questions to the user's agents are unanswered");
  else
    note (self, DIALER_REASON_NO_SECRET, "the user's agent failed");
}

static void ask_next (GTask *task);

/* Returns whether the question is over. */
static gboolean
end_if_over (GTask *task, const GError *error)
{
  Question *self = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    fail (task, DIALER_REASON_CANCELLED, "");
  else if (self->overdue)
    fail (task, DIALER_REASON_NO_SECRET, "no agent answered in time");
  else if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_CANCELLED))
    fail (task, DIALER_REASON_CANCELLED, "who was asked for the secret did not give it");
  else
    return FALSE;
  return TRUE;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *secret = dialer_bus_agent_ask_finish (result, &error);
  gboolean cancelled = g_cancellable_is_cancelled (self->attempt);

  if (g_task_get_cancellable (task))
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  g_cancellable_disconnect (self->agent->gone, self->gone_id);
  if (secret)
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      g_task_return_pointer (task, secret, free_secret);
      return;
    }
  if (cancelled || is_timeout (error))
    dialer_bus_agent_cancel (self->agent, self->profile, self->name);
  if (end_if_over (task, error))
    return;
  note_failure (self, error);
  ask_next (task);
}

static void
cancel (GCancellable *cancellable, gpointer attempt)
{
  g_cancellable_cancel (attempt);
}

static void
ask (GTask *task)
{
  Question *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_clear_object (&self->attempt);
  self->attempt = g_cancellable_new ();
  if (cancellable)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancel), g_object_ref (self->attempt),
                                                g_object_unref);
  self->gone_id = g_cancellable_connect (self->agent->gone, G_CALLBACK (cancel), g_object_ref (self->attempt),
                                         g_object_unref);
  g_info ("%s: agent %s of user %u is asked for %s", self->profile_name, self->agent->name, self->agent->uid,
          self->name);
  dialer_bus_agent_ask_async (self->agent, self->profile, self->name, self->flags, self->patience_ms, self->attempt,
                              on_answered, g_object_ref (task));
}

static void
ask_next (GTask *task)
{
  Question *self = g_task_get_task_data (task);

  g_clear_pointer (&self->agent, dialer_bus_agent_unref);
  if (self->agents->len == 0)
    {
      fail (task, self->reason, self->detail);
      return;
    }
  self->agent = g_ptr_array_steal_index (self->agents, 0);
  ask (task);
}

static gboolean
on_overdue (gpointer user_data)
{
  Question *self = user_data;

  self->timer = 0;
  self->overdue = TRUE;
  g_cancellable_cancel (self->attempt);
  return G_SOURCE_REMOVE;
}

void
dialer_agent_question_ask_async (gpointer source, GPtrArray *agents, const DialerAgentQuestion *question,
                                 guint patience_ms, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Question *self = g_new0 (Question, 1);

  g_task_set_source_tag (task, dialer_agent_question_ask_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, question_free);
  self->agents = agents;
  self->profile = dialer_path_of_profile (question->profile);
  self->profile_name = g_strdup (dialer_profile_get_name (question->profile));
  self->name = g_strdup (question->name);
  self->flags = question->flags;
  self->patience_ms = patience_ms;
  self->reason = DIALER_REASON_NO_SECRET;
  self->detail = g_strdup_printf ("no agent of its owner, user %u, is there to be asked",
                                  dialer_profile_get_owner (question->profile));
  self->timer = g_timeout_add (2 * patience_ms, on_overdue, self);
  ask_next (task);
}

char *
dialer_agent_question_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_agent_question_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
