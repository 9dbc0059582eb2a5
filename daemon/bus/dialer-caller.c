/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a client asked for ends with the client.  The count hangs on the invocations, which an answer frees. */
#include "dialer-caller.h"

#define WATCHES "dialer-watches" /* of a connection: by unique name */
#define WATCH "dialer-watch"     /* of an invocation */

typedef struct
{
  GHashTable *watches; /* not owned: it leaves it with its last invocation */
  char *name;
  GCancellable *gone;
  guint name_watch;
  guint invocations;
} Watch;

static GHashTable *
get_watches (GDBusConnection *connection)
{
  GHashTable *watches = g_object_get_data (G_OBJECT (connection), WATCHES);

  if (watches == NULL)
    {
      watches = g_hash_table_new (g_str_hash, g_str_equal);
      g_object_set_data_full (G_OBJECT (connection), WATCHES, watches, (GDestroyNotify) g_hash_table_unref);
    }
  return g_hash_table_ref (watches);
}

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
  g_autoptr (GHashTable) watches = get_watches (connection);
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
