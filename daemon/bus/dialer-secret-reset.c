/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lives from a ResetSecrets to the moment when its answer has left. */
#include "dialer-secret-reset.h"

#include "dialer-bus-error.h"
#include "dialer-error.h"

typedef struct
{
  DialerManager *manager;
  GDBusMethodInvocation *invocation;
} Reset;

static void
on_answer_left (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DialerManager) manager = user_data;

  g_dbus_connection_flush_finish (G_DBUS_CONNECTION (source), result, NULL);
  dialer_manager_ask_restart (manager);
}

static void
on_set_aside (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reset *reset = user_data;
  g_autoptr (DialerManager) manager = reset->manager;
  g_autoptr (GDBusConnection) connection = g_object_ref (g_dbus_method_invocation_get_connection (reset->invocation));
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = dialer_secret_store_set_aside_finish (DIALER_SECRET_STORE (source), result, &error);

  if (kept == NULL)
    {
      dialer_bus_return_error (reset->invocation, error);
      return;
    }
  g_message ("the stored secrets are kept as %s; new ones begin with the next start", kept);
  g_dbus_method_invocation_return_value (reset->invocation, g_variant_new ("(s)", kept));
  g_dbus_connection_flush (connection, NULL, on_answer_left, g_steal_pointer (&manager));
}

void
dialer_secret_reset (DialerManager *manager, DialerSecretStore *secrets, GDBusMethodInvocation *invocation)
{
  Reset *reset;

  if (dialer_manager_count_sessions (manager) > 0)
    {
      g_dbus_method_invocation_return_error_literal (invocation, DIALER_ERROR, DIALER_ERROR_BUSY,
                                                     "dialerd would have to start anew, and that hangs up all calls");
      return;
    }
  reset = g_new (Reset, 1);
  reset->manager = g_object_ref (manager);
  reset->invocation = invocation;
  dialer_secret_store_set_aside_async (secrets, on_set_aside, reset);
}
