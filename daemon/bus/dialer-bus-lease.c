/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each lease watches its holder's name. */
#include "dialer-bus-lease.h"

#include "dialer-bus-error.h"
#include "dialer-dial-options.h"
#include "dialer-dial-wait.h"
#include "dialer-error.h"
#include "dialer-path.h"

typedef struct
{
  DialerManager *manager;
  guint name_watch;
} Watch;

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Watch *watch = user_data;
  g_autoptr (DialerManager) manager = g_object_ref (watch->manager); /* the watch goes with the lease */

  dialer_manager_drop_leases (manager, name);
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_bus_unwatch_name (watch->name_watch);
  g_object_unref (watch->manager);
  g_free (watch);
}

static Watch *
watch_new (DialerManager *manager, GDBusMethodInvocation *invocation)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->manager = g_object_ref (manager);
  watch->name_watch
    = g_bus_watch_name_on_connection (g_dbus_method_invocation_get_connection (invocation),
                                      g_dbus_method_invocation_get_sender (invocation),
                                      G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished, watch, NULL);
  return watch;
}

/* A lease shares what is there: it chooses neither number nor modem. */
static gboolean
parse_options (DialerDialOptions *parsed, GVariant *options, guint uid, GError **error)
{
  if (!dialer_dial_options_parse (parsed, options, NULL, uid, error))
    return FALSE;
  if (parsed->request.number == NULL && parsed->request.modem == NULL && parsed->request.settings == NULL)
    return TRUE;
  g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                       "the options of a lease are wait (b) and interactive (b)");
  return FALSE;
}

static DialerSession *
take (DialerManager *manager, DialerProfile *profile, GDBusMethodInvocation *invocation, DialerDialOptions *parsed,
      guint *id, GError **error)
{
  DialerLease lease = { .user = parsed->request.user, .holder = g_dbus_method_invocation_get_sender (invocation) };

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(u&s@a{sv})", &lease.minutes, &lease.why,
                 NULL);
  parsed->request.caller = lease.holder;
  parsed->request.cause = DIALER_CAUSE_LEASE;
  parsed->request.why = lease.why;
  return dialer_manager_lease (manager, profile, &parsed->request, &lease, watch_new (manager, invocation),
                               watch_free, id, error);
}

void
dialer_bus_lease_take (DialerManager *manager, DialerProfile *profile, GDBusMethodInvocation *invocation, guint uid)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (g_dbus_method_invocation_get_parameters (invocation), 2);
  g_auto (DialerDialOptions) parsed = { 0 };
  g_autoptr (DialerSession) session = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  guint id = 0;

  if (parse_options (&parsed, options, uid, &error))
    session = take (manager, profile, invocation, &parsed, &id, &error);
  if (session == NULL)
    {
      dialer_bus_return_error (invocation, error);
      return;
    }
  path = dialer_path_of_session (session);
  if (parsed.wait) /* who leaves before loses his lease, and thereby the session */
    dialer_dial_wait (session, FALSE, g_variant_new ("(ou)", path, id), invocation);
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(ou)", path, id));
}
