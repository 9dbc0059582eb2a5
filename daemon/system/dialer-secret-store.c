/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The keyring, in a thread: calls into libsecret block, and must not overlap. */
#include "dialer-secret-store.h"

#include <libsecret/secret.h>

#include "dialer-keyring.h"
#include "dialer-secret-copy.h"
#include "dialer-worker.h"

struct _DialerSecretStore
{
  GObject parent_instance;

  DialerKeyring *keyring; /* the worker's alone, once that has begun */
  DialerWorker *worker;
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DialerSecretStore, dialer_secret_store, G_TYPE_OBJECT)

typedef struct
{
  char *profile;
  char *name;
  char *secret;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->profile);
  g_free (request->name);
  secret_password_free (request->secret);
  g_free (request);
}

static void
free_secret (gpointer secret)
{
  secret_password_free (secret);
}

static void
lookup_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  DialerSecretStore *self = source;
  const Request *request = data;
  GError *error = NULL;
  char *secret = dialer_keyring_lookup (self->keyring, request->profile, request->name, &error);

  if (secret)
    g_task_return_pointer (task, secret, free_secret);
  else
    g_task_return_error (task, error);
}

static void
store_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  DialerSecretStore *self = source;
  const Request *request = data;
  GError *error = NULL;

  if (dialer_keyring_change (self->keyring, request->profile, request->name, request->secret, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
free_names (gpointer names)
{
  g_strfreev (names);
}

static void
list_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  DialerSecretStore *self = source;
  const Request *request = data;
  GError *error = NULL;
  GStrv names = dialer_keyring_list (self->keyring, request->profile, &error);

  if (names)
    g_task_return_pointer (task, names, free_names);
  else
    g_task_return_error (task, error);
}

static void
set_aside_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  DialerSecretStore *self = source;
  GError *error = NULL;
  char *kept = dialer_keyring_set_aside (self->keyring, &error);

  if (kept)
    g_task_return_pointer (task, kept, g_free);
  else
    g_task_return_error (task, error);
}

static void
run_request (GTask *owned_task, GTaskThreadFunc function, const char *profile, const char *name,
             const char *secret)
{
  g_autoptr (GTask) task = owned_task;
  DialerSecretStore *self = g_task_get_source_object (task);
  Request *request = g_new (Request, 1);

  request->profile = g_strdup (profile);
  request->name = g_strdup (name);
  request->secret = dialer_secret_copy (secret);
  g_task_set_task_data (task, request, request_free);
  dialer_worker_run (self->worker, task, function);
}

DialerSecretStore *
dialer_secret_store_open (const char *keyring, const char *scratch, const char *key_file)
{
  g_autoptr (DialerSecretStore) self = g_object_new (DIALER_TYPE_SECRET_STORE, NULL);
  g_autoptr (GError) error = NULL;

  self->keyring = dialer_keyring_open (keyring, scratch, key_file);
  if (!dialer_keyring_is_usable (self->keyring, &error))
    g_warning ("%s", error->message);

  /* Only now: opening changes the environment, which is no thread's friend. */
  self->worker = dialer_worker_new ();
  return g_steal_pointer (&self);
}

void
dialer_secret_store_lookup_async (DialerSecretStore *self, const char *profile, const char *name,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, dialer_secret_store_lookup_async);
  run_request (task, lookup_in_worker, profile, name, NULL);
}

char *
dialer_secret_store_lookup_finish (DialerSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_secret_store_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dialer_secret_store_store_async (DialerSecretStore *self, const char *profile, const char *name,
                                 const char *secret, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  /* Once begun it is carried through: that a change was cancelled must mean that it was not made. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, dialer_secret_store_store_async);
  run_request (task, store_in_worker, profile, name, secret);
}

gboolean
dialer_secret_store_store_finish (DialerSecretStore *self, GAsyncResult *result, GError **error)
{
  const Request *request;

  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_secret_store_store_async), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  request = g_task_get_task_data (G_TASK (result));
  g_signal_emit (self, signals[CHANGED], 0, request->profile);
  return TRUE;
}

void
dialer_secret_store_list_async (DialerSecretStore *self, const char *profile, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, dialer_secret_store_list_async);
  run_request (task, list_in_worker, profile, NULL, NULL);
}

GStrv
dialer_secret_store_list_finish (DialerSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_secret_store_list_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dialer_secret_store_set_aside_async (DialerSecretStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, dialer_secret_store_set_aside_async);
  run_request (task, set_aside_in_worker, NULL, NULL, NULL);
}

char *
dialer_secret_store_set_aside_finish (DialerSecretStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, dialer_secret_store_set_aside_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
dialer_secret_store_finalize (GObject *object)
{
  DialerSecretStore *self = DIALER_SECRET_STORE (object);

  g_clear_pointer (&self->worker, dialer_worker_free);
  g_clear_pointer (&self->keyring, dialer_keyring_free);
  G_OBJECT_CLASS (dialer_secret_store_parent_class)->finalize (object);
}

static void
dialer_secret_store_class_init (DialerSecretStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = dialer_secret_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", DIALER_TYPE_SECRET_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
dialer_secret_store_init (DialerSecretStore *self)
{
}
