/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a client asked for ends with the client. */
#include "dialer-caller.h"

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
unwatch (gpointer data)
{
  g_bus_unwatch_name (GPOINTER_TO_UINT (data));
}

GCancellable *
dialer_caller_watch (GDBusMethodInvocation *invocation)
{
  GCancellable *cancellable = g_cancellable_new ();
  guint id = g_bus_watch_name_on_connection (g_dbus_method_invocation_get_connection (invocation),
                                             g_dbus_method_invocation_get_sender (invocation),
                                             G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished,
                                             g_object_ref (cancellable), g_object_unref);

  /* An answer frees the invocation. */
  g_object_set_data_full (G_OBJECT (invocation), "dialer-caller", GUINT_TO_POINTER (id), unwatch);
  return cancellable;
}
