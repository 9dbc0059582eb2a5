/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The object manager of the bus follows those of the heart. */
#include "dialer-exporter.h"

#include "dialer-authority.h"
#include "dialer-bus-manager.h"
#include "dialer-bus-modem.h"
#include "dialer-bus-profile.h"
#include "dialer-bus-session.h"
#include "dialer-names.h"
#include "dialer-path.h"

struct _DialerExporter
{
  GObject parent_instance;

  DialerManager *manager;
  DialerProfileBook *book;
  DialerModemPool *pool;
  DialerSecretStore *secrets;
  GDBusObjectManagerServer *server;
  DialerBusManager *root;
};

G_DEFINE_TYPE (DialerExporter, dialer_exporter, G_TYPE_OBJECT)

static void
show (DialerExporter *self, const char *path, GDBusInterfaceSkeleton *face)
{
  g_autoptr (GDBusObjectSkeleton) object = g_dbus_object_skeleton_new (path);

  g_dbus_object_skeleton_add_interface (object, face);
  g_dbus_object_manager_server_export (self->server, object);
}

static void
on_profile_added (DialerProfileBook *book, DialerProfile *profile, gpointer user_data)
{
  DialerExporter *self = user_data;
  g_autoptr (DialerBusProfile) face = dialer_bus_profile_new (self->manager, book, self->secrets, profile);
  g_autofree char *path = dialer_path_of_profile (profile);

  show (self, path, G_DBUS_INTERFACE_SKELETON (face));
}

static void
on_profile_removed (DialerProfileBook *book, DialerProfile *profile, gpointer user_data)
{
  DialerExporter *self = user_data;
  g_autofree char *path = dialer_path_of_profile (profile);

  g_dbus_object_manager_server_unexport (self->server, path);
}

static void
on_modem_added (DialerModemPool *pool, DialerModem *modem, gpointer user_data)
{
  DialerExporter *self = user_data;
  g_autoptr (DialerBusModem) face = dialer_bus_modem_new (pool, modem);
  g_autofree char *path = dialer_path_of_modem (modem);

  show (self, path, G_DBUS_INTERFACE_SKELETON (face));
}

static void
on_modem_removed (DialerModemPool *pool, DialerModem *modem, gpointer user_data)
{
  DialerExporter *self = user_data;
  g_autofree char *path = dialer_path_of_modem (modem);

  g_dbus_object_manager_server_unexport (self->server, path);
}

static GDBusInterface *
find_face (DialerExporter *self, const char *path, const char *interface)
{
  g_autoptr (GDBusObject) object = g_dbus_object_manager_get_object (G_DBUS_OBJECT_MANAGER (self->server), path);
  g_autofree char *name = g_strconcat (DIALER_BUS_NAME ".", interface, NULL);

  return object ? g_dbus_object_get_interface (object, name) : NULL;
}

static void
set_session_of_profile (DialerExporter *self, DialerProfile *profile, const char *session)
{
  g_autofree char *path = dialer_path_of_profile (profile);
  g_autoptr (GDBusInterface) face = find_face (self, path, "Profile");

  if (face)
    dialer_dbus_profile_set_session (DIALER_DBUS_PROFILE (face), session);
}

static void
set_session_of_modem (DialerExporter *self, DialerModem *modem, const char *session)
{
  g_autofree char *path = dialer_path_of_modem (modem);
  g_autoptr (GDBusInterface) face = find_face (self, path, "Modem");

  if (face)
    dialer_dbus_modem_set_session (DIALER_DBUS_MODEM (face), session);
}

static void
on_session_changed (DialerSession *session, gpointer user_data)
{
  DialerExporter *self = user_data;
  DialerModem *modem = dialer_session_get_modem (session);
  gboolean ended = dialer_session_get_state (session) == DIALER_STATE_ENDED;
  g_autofree char *path = dialer_path_of_session (ended ? NULL : session);

  if (modem)
    set_session_of_modem (self, modem, path);
}

static void
on_session_added (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  DialerExporter *self = user_data;
  g_autoptr (DialerBusSession) face = dialer_bus_session_new (session);
  g_autofree char *path = dialer_path_of_session (session);

  show (self, path, G_DBUS_INTERFACE_SKELETON (face));
  set_session_of_profile (self, dialer_session_get_profile (session), path);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_session_changed), self, 0);
}

static void
on_session_removed (DialerManager *manager, DialerSession *session, gpointer user_data)
{
  DialerExporter *self = user_data;
  g_autofree char *path = dialer_path_of_session (session);

  g_signal_handlers_disconnect_by_data (session, self);
  set_session_of_profile (self, dialer_session_get_profile (session), "/");
  g_dbus_object_manager_server_unexport (self->server, path);
}

static void
dialer_exporter_dispose (GObject *object)
{
  DialerExporter *self = DIALER_EXPORTER (object);
  g_autoptr (GDBusConnection) connection = self->server ? g_dbus_object_manager_server_get_connection (self->server)
                                                        : NULL;

  if (connection)
    {
      dialer_authority_detach (connection);
      g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->root));
    }
  g_clear_object (&self->root);
  g_clear_object (&self->server);
  g_clear_object (&self->manager);
  g_clear_object (&self->book);
  g_clear_object (&self->pool);
  g_clear_object (&self->secrets);
  G_OBJECT_CLASS (dialer_exporter_parent_class)->dispose (object);
}

static void
dialer_exporter_class_init (DialerExporterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dialer_exporter_dispose;
}

static void
dialer_exporter_init (DialerExporter *self)
{
  self->server = g_dbus_object_manager_server_new (DIALER_ROOT_PATH);
}

DialerExporter *
dialer_exporter_new (DialerManager *manager, DialerProfileBook *book, DialerModemPool *pool,
                     DialerPortScan *scan, DialerSecretStore *secrets, DialerBusAgents *agents,
                     DialerRecorder *recorder)
{
  DialerExporter *self = g_object_new (DIALER_TYPE_EXPORTER, NULL);

  self->manager = g_object_ref (manager);
  self->book = g_object_ref (book);
  self->pool = g_object_ref (pool);
  self->secrets = g_object_ref (secrets);
  self->root = dialer_bus_manager_new (manager, book, pool, scan, secrets, agents, recorder);
  g_signal_connect_object (book, "added", G_CALLBACK (on_profile_added), self, 0);
  g_signal_connect_object (book, "removed", G_CALLBACK (on_profile_removed), self, 0);
  g_signal_connect_object (pool, "added", G_CALLBACK (on_modem_added), self, 0);
  g_signal_connect_object (pool, "removed", G_CALLBACK (on_modem_removed), self, 0);
  g_signal_connect_object (manager, "added", G_CALLBACK (on_session_added), self, 0);
  g_signal_connect_object (manager, "removed", G_CALLBACK (on_session_removed), self, 0);
  return self;
}

gboolean
dialer_exporter_export (DialerExporter *self, GDBusConnection *connection, GError **error)
{
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->root), connection, DIALER_ROOT_PATH, error))
    return FALSE;
  dialer_authority_attach (connection);
  g_dbus_object_manager_server_set_connection (self->server, connection);
  return TRUE;
}
