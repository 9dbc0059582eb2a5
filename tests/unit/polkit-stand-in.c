/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Of org.freedesktop.PolicyKit1.Authority what libpolkit-gobject needs. */
#include "polkit-stand-in.h"

#define NAME "org.freedesktop.PolicyKit1"
#define PATH "/org/freedesktop/PolicyKit1/Authority"
#define ALLOW_USER_INTERACTION 1

static const char xml[]
  = "<node><interface name='" NAME ".Authority'>"
    "<method name='CheckAuthorization'>"
    "<arg type='(sa{sv})' direction='in'/><arg type='s' direction='in'/><arg type='a{ss}' direction='in'/>"
    "<arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='(bba{ss})' direction='out'/>"
    "</method>"
    "<method name='CancelCheckAuthorization'><arg type='s' direction='in'/></method>"
    "<signal name='Changed'/>"
    "</interface></node>";

static void
answer (GDBusMethodInvocation *invocation, gboolean yes, gboolean challenge)
{
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("((bba{ss}))", yes, challenge, NULL));
}

static void
check_authorization (PolkitStandIn *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  guint flags;

  g_free (self->action);
  g_variant_get (parameters, "(@(sa{sv})s@a{ss}us)", NULL, &self->action, NULL, &flags, NULL);
  self->interactive = (flags & ALLOW_USER_INTERACTION) != 0;
  if (self->answer == POLKIT_STAND_IN_HANG)
    {
      g_ptr_array_add (self->hanging, invocation);
      self->pending++;
    }
  else
    answer (invocation, self->answer == POLKIT_STAND_IN_YES, self->answer == POLKIT_STAND_IN_CHALLENGE);
}

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  PolkitStandIn *self = user_data;

  if (g_str_equal (method, "CheckAuthorization"))
    {
      check_authorization (self, parameters, invocation);
      return;
    }
  self->cancelled++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* Asks the bus to give it the name, or to take it. */
static void
set_on_bus (PolkitStandIn *self, gboolean on_bus)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  if (self->on_bus == on_bus)
    return;
  reply = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", on_bus ? "RequestName" : "ReleaseName",
                                       on_bus ? g_variant_new ("(su)", NAME, 0) : g_variant_new ("(s)", NAME),
                                       G_VARIANT_TYPE ("(u)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  self->on_bus = on_bus;
}

void
polkit_stand_in_set (PolkitStandIn *self, PolkitStandInAnswer answer)
{
  self->answer = answer;
  g_free (self->action);
  self->action = g_strdup ("");
  self->interactive = FALSE;
  set_on_bus (self, answer != POLKIT_STAND_IN_ABSENT);
}

void
polkit_stand_in_release (PolkitStandIn *self, gboolean yes)
{
  for (guint i = 0; i < self->hanging->len; i++)
    answer (g_object_ref (self->hanging->pdata[i]), yes, FALSE);
  g_ptr_array_set_size (self->hanging, 0);
  self->pending = 0;
}

PolkitStandIn *
polkit_stand_in_new (const char *address)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  PolkitStandIn *self = g_new0 (PolkitStandIn, 1);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GError) error = NULL;

  self->connection = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL,
    &error);
  g_assert_no_error (error);
  self->hanging = g_ptr_array_new_with_free_func (g_object_unref);
  g_dbus_connection_register_object (self->connection, PATH, node->interfaces[0], &table, self, NULL, &error);
  g_assert_no_error (error);
  polkit_stand_in_set (self, POLKIT_STAND_IN_YES);
  return self;
}

void
polkit_stand_in_free (PolkitStandIn *self)
{
  g_ptr_array_unref (self->hanging);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_free (self->action);
  g_free (self);
}
