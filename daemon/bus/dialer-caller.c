/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a client asked for ends with the client.  Both counts hang on the invocations, which an answer frees. */
#include "dialer-caller.h"

#include "dialer-error.h"

#define WATCHES "dialer-watches"   /* of a connection: by unique name */
#define REQUESTS "dialer-requests" /* of a connection: by user */
#define WATCH "dialer-watch"       /* of an invocation */
#define REQUEST "dialer-request"

typedef struct
{
  GHashTable *watches; /* not owned: it leaves it with its last invocation */
  char *name;
  GCancellable *gone;
  guint name_watch;
  guint invocations;
} Watch;

typedef struct
{
  GHashTable *requests;
  guint uid;
} Request;

static GHashTable *
get_table (GDBusConnection *connection, const char *name, GHashFunc hash, GEqualFunc equal)
{
  GHashTable *table = g_object_get_data (G_OBJECT (connection), name);

  if (table == NULL)
    {
      table = g_hash_table_new (hash, equal);
      g_object_set_data_full (G_OBJECT (connection), name, table, (GDestroyNotify) g_hash_table_unref);
    }
  return g_hash_table_ref (table);
}

/* ---- how much ---- */

static guint
count (GHashTable *requests, guint uid)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (requests, GUINT_TO_POINTER (uid)));
}

static void
set_count (GHashTable *requests, guint uid, guint n)
{
  if (n == 0)
    g_hash_table_remove (requests, GUINT_TO_POINTER (uid));
  else
    g_hash_table_insert (requests, GUINT_TO_POINTER (uid), GUINT_TO_POINTER (n));
}

static void
request_end (gpointer data)
{
  Request *request = data;

  set_count (request->requests, request->uid, count (request->requests, request->uid) - 1);
  g_hash_table_unref (request->requests);
  g_free (request);
}

static void
request_begin (GDBusMethodInvocation *invocation, GHashTable *requests, guint uid)
{
  Request *request = g_new (Request, 1);

  request->requests = g_hash_table_ref (requests);
  request->uid = uid;
  set_count (requests, uid, count (requests, uid) + 1);
  g_object_set_data_full (G_OBJECT (invocation), REQUEST, request, request_end);
}

gboolean
dialer_caller_admit (GDBusMethodInvocation *invocation, guint uid, GError **error)
{
  GDBusConnection *connection = g_dbus_method_invocation_get_connection (invocation);
  g_autoptr (GHashTable) requests = get_table (connection, REQUESTS, g_direct_hash, g_direct_equal);
  gsize size = g_variant_get_size (g_dbus_method_invocation_get_parameters (invocation));

  if (size > DIALER_REQUEST_SIZE_MAX)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                 "a request of %" G_GSIZE_FORMAT " bytes; it may have %u", size, DIALER_REQUEST_SIZE_MAX);
  else if (uid != 0 && count (requests, uid) >= DIALER_REQUESTS_MAX)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY,
                 "%u requests of yours are unanswered, which is as many as a user may have; wait for one",
                 DIALER_REQUESTS_MAX);
  else
    {
      request_begin (invocation, requests, uid);
      return TRUE;
    }
  return FALSE;
}

/* ---- who ---- */

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
watch_unref (gpointer data)
{
  Watch *watch = data;

  if (--watch->invocations > 0)
    return;
  g_hash_table_remove (watch->watches, watch->name);
  g_hash_table_unref (watch->watches);
  g_bus_unwatch_name (watch->name_watch);
  g_object_unref (watch->gone);
  g_free (watch->name);
  g_free (watch);
}

static Watch *
watch_new (GHashTable *watches, GDBusConnection *connection, const char *name)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->watches = g_hash_table_ref (watches);
  watch->name = g_strdup (name);
  watch->gone = g_cancellable_new ();
  watch->name_watch = g_bus_watch_name_on_connection (connection, name, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                                      on_vanished, g_object_ref (watch->gone), g_object_unref);
  g_hash_table_insert (watches, watch->name, watch);
  return watch;
}

GCancellable *
dialer_caller_watch (GDBusMethodInvocation *invocation)
{
  GDBusConnection *connection = g_dbus_method_invocation_get_connection (invocation);
  const char *name = g_dbus_method_invocation_get_sender (invocation);
  g_autoptr (GHashTable) watches = get_table (connection, WATCHES, g_str_hash, g_str_equal);
  Watch *watch = g_object_get_data (G_OBJECT (invocation), WATCH);

  if (watch == NULL)
    {
      watch = g_hash_table_lookup (watches, name);
      if (watch == NULL)
        watch = watch_new (watches, connection, name);
      watch->invocations++;
      g_object_set_data_full (G_OBJECT (invocation), WATCH, watch, watch_unref);
    }
  return g_object_ref (watch->gone);
}
