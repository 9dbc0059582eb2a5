/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Made of libmm-glib's own skeletons. */
#include "modem-manager-stand-in.h"

struct _StandIn
{
  GDBusConnection *connection;
  GDBusObjectManagerServer *server;
  MmGdbusOrgFreedesktopModemManager1 *face;
  MmGdbusModem *modem;
  guint serial;
  gboolean refuses;
  MMCoreError code;
};

static char *
make_path (StandIn *self)
{
  return g_strdup_printf (MM_DBUS_MODEM_PREFIX "/%u", self->serial);
}

static gboolean
on_inhibit (MmGdbusOrgFreedesktopModemManager1 *face, GDBusMethodInvocation *invocation, const char *uid,
            gboolean inhibit, StandIn *self)
{
  g_assert_cmpstr (uid, ==, STAND_IN_UID);
  if (self->refuses)
    {
      self->refuses = FALSE;
      g_dbus_method_invocation_return_error (invocation, MM_CORE_ERROR, self->code, "no");
      return TRUE;
    }
  /* As the real one does: the modem changes before the reply. */
  if (inhibit)
    stand_in_hide (self);
  else
    stand_in_show (self, MM_MODEM_STATE_FAILED);
  mm_gdbus_org_freedesktop_modem_manager1_complete_inhibit_device (face, invocation);
  return TRUE;
}

static void
take_name (StandIn *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
    = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                   "org.freedesktop.DBus", "RequestName",
                                   g_variant_new ("(su)", MM_DBUS_SERVICE, 0), NULL, 0, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

StandIn *
stand_in_new (const char *address)
{
  StandIn *self = g_new0 (StandIn, 1);
  g_autoptr (GError) error = NULL;

  self->connection = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
    &error);
  g_assert_no_error (error);
  self->face = mm_gdbus_org_freedesktop_modem_manager1_skeleton_new ();
  g_signal_connect (self->face, "handle-inhibit-device", G_CALLBACK (on_inhibit), self);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->face), self->connection, MM_DBUS_PATH, &error);
  g_assert_no_error (error);
  self->server = g_dbus_object_manager_server_new (MM_DBUS_PATH);
  g_dbus_object_manager_server_set_connection (self->server, self->connection);
  take_name (self);
  return self;
}

void
stand_in_free (StandIn *self)
{
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->modem);
  g_object_unref (self->server);
  g_object_unref (self->face);
  g_object_unref (self->connection);
  g_free (self);
}

void
stand_in_set_state (StandIn *self, MMModemState state)
{
  gboolean failed = state == MM_MODEM_STATE_FAILED;

  mm_gdbus_modem_set_state_failed_reason (self->modem, failed ? MM_MODEM_STATE_FAILED_REASON_UNKNOWN_CAPABILITIES
                                                              : MM_MODEM_STATE_FAILED_REASON_NONE);
  mm_gdbus_modem_set_state (self->modem, state);
}

void
stand_in_show (StandIn *self, MMModemState state)
{
  g_autofree char *path = NULL;
  g_autoptr (MmGdbusObjectSkeleton) object = NULL;

  self->serial++;
  path = make_path (self);
  object = mm_gdbus_object_skeleton_new (path);
  self->modem = mm_gdbus_modem_skeleton_new ();
  mm_gdbus_modem_set_device (self->modem, STAND_IN_UID);
  mm_gdbus_modem_set_primary_port (self->modem, "ttyACM7");
  mm_gdbus_modem_set_ports (self->modem, g_variant_new_parsed ("[('ttyACM6', %u), ('ttyACM7', %u)]",
                                                               MM_MODEM_PORT_TYPE_QCDM, MM_MODEM_PORT_TYPE_AT));
  stand_in_set_state (self, state);
  mm_gdbus_object_skeleton_set_modem (object, self->modem);
  g_dbus_object_manager_server_export (self->server, G_DBUS_OBJECT_SKELETON (object));
}

void
stand_in_hide (StandIn *self)
{
  g_autofree char *path = make_path (self);

  g_dbus_object_manager_server_unexport (self->server, path);
  g_clear_object (&self->modem);
}

void
stand_in_refuse (StandIn *self, MMCoreError code)
{
  self->refuses = TRUE;
  self->code = code;
}
