/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reads secret.NAME, asks there, and turns what comes back into a reason of the call. */
#include "dialer-secret-source.h"

#include <libsecret/secret.h>

#include "dialer-error.h"
#include "dialer-reason.h"

struct _DialerSecretSource
{
  GObject parent_instance;

  DialerSecretStore *store;
  DialerAgents *agents;
  DialerProfile *profile;
  char *caller;
  gboolean interactive;
};

G_DEFINE_TYPE (DialerSecretSource, dialer_secret_source, G_TYPE_OBJECT)

static void
dialer_secret_source_finalize (GObject *object)
{
  DialerSecretSource *self = DIALER_SECRET_SOURCE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->agents);
  g_clear_object (&self->profile);
  g_free (self->caller);
  G_OBJECT_CLASS (dialer_secret_source_parent_class)->finalize (object);
}

static void
dialer_secret_source_class_init (DialerSecretSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_secret_source_finalize;
}

static void
dialer_secret_source_init (DialerSecretSource *self)
{
}

DialerSecretSource *
dialer_secret_source_new (DialerSecretStore *store, DialerAgents *agents, DialerProfile *profile, const char *caller,
                          gboolean interactive)
{
  DialerSecretSource *self = g_object_new (DIALER_TYPE_SECRET_SOURCE, NULL);

  self->store = g_object_ref (store);
  self->agents = g_object_ref (agents);
  self->profile = g_object_ref (profile);
  self->caller = g_strdup (caller);
  self->interactive = interactive;
  return self;
}

static gboolean
is_kept (DialerSettings *settings, const char *name, const char *where)
{
  g_autofree char *path = g_strconcat ("secret.", name, NULL);

  return g_str_equal (dialer_settings_get (settings, path), where);
}

gboolean
dialer_secret_source_asks (DialerSettings *settings, const char *name)
{
  return is_kept (settings, name, "agent") || is_kept (settings, name, "ask");
}

/* The line is on-hook meanwhile. */
guint
dialer_secret_source_get_patience (DialerSettings *settings, DialerState state)
{
  gboolean asks = (state == DIALER_STATE_PREPARING && dialer_secret_source_asks (settings, "password"))
                  || (state == DIALER_STATE_OPENING && dialer_secret_source_asks (settings, "pin"));

  return asks ? DIALER_AGENTS_PATIENCE_S : 0;
}

static void
free_secret (gpointer secret)
{
  secret_password_free (secret);
}

static void
fail (GTask *task, DialerReason reason, const char *detail)
{
  g_task_return_new_error (task, DIALER_REASON_ERROR, (int) reason, "%s", detail);
}

/* ---- the store ---- */

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = dialer_secret_store_lookup_finish (DIALER_SECRET_STORE (source), result, &error);

  if (error == NULL)
    g_task_return_pointer (task, secret, free_secret);
  else if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND))
    fail (task, DIALER_REASON_NO_SECRET, "");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (task, DIALER_REASON_CANCELLED, "");
  else
    fail (task, DIALER_REASON_SECRET_LOCKED, error->message);
}

/* ---- agents ---- */

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *secret = dialer_agents_ask_finish (DIALER_AGENTS (source), result, &error);

  if (secret)
    g_task_return_pointer (task, secret, free_secret);
  else
    g_task_return_error (task, error);
}

static void
ask (GTask *task, const char *name, guint flags)
{
  DialerSecretSource *self = g_task_get_source_object (task);
  DialerAgentQuestion question = { .profile = self->profile, .caller = self->caller, .name = name, .flags = flags };

  if (self->interactive)
    question.flags |= DIALER_AGENT_INTERACTIVE;
  if (flags & DIALER_AGENT_FRESH && !self->interactive)
    fail (task, DIALER_REASON_NO_SECRET, "a person would have to be asked, and who dialled did not want that");
  else
    dialer_agents_ask_async (self->agents, &question, g_task_get_cancellable (task), on_asked, g_object_ref (task));
}

void
dialer_secret_source_fetch_async (DialerSecretSource *self, DialerSettings *settings, const char *name,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint flags = dialer_profile_is_secret_refused (self->profile, name) ? DIALER_AGENT_REFUSED : 0;

  g_task_set_source_tag (task, dialer_secret_source_fetch_async);
  /* Whoever called must get a secret that came at the last moment, to wipe it. */
  g_task_set_check_cancellable (task, FALSE);
  if (is_kept (settings, name, "none"))
    g_task_return_pointer (task, NULL, NULL);
  else if (is_kept (settings, name, "stored"))
    dialer_secret_store_lookup_async (self->store, dialer_profile_get_id (self->profile), name, cancellable,
                                      on_looked_up, g_object_ref (task));
  else
    ask (task, name, flags | (is_kept (settings, name, "ask") ? DIALER_AGENT_FRESH : 0));
}

void
dialer_secret_source_ask_async (DialerSecretSource *self, const char *question, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name = g_strconcat ("code:", question, NULL);

  g_task_set_source_tag (task, dialer_secret_source_fetch_async);
  g_task_set_check_cancellable (task, FALSE);
  ask (task, name, DIALER_AGENT_FRESH);
}

char *
dialer_secret_source_fetch_finish (DialerSecretSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_secret_source_fetch_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dialer_secret_source_note_outcome (DialerSecretSource *self, DialerSettings *settings, const char *name,
                                   gboolean refused)
{
  if (dialer_secret_source_asks (settings, name))
    dialer_profile_note_secret (self->profile, name, refused);
}
