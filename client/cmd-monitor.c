/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl monitor: every change, a line each, until Ctrl-C. */
#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>

#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-text.h"
#include "dialer-names.h"

typedef struct
{
  DialctlContext *context;
  GMainLoop *loop;
} Monitor;

/* Lower case with underscores: "ConnectSpeed" becomes "connect_speed". */
static char *
to_snake_case (const char *property)
{
  GString *word = g_string_new (NULL);

  for (const char *p = property; *p != '\0'; p++)
    {
      if (g_ascii_isupper (*p) && p > property)
        g_string_append_c (word, '_');
      g_string_append_c (word, g_ascii_tolower (*p));
    }
  return g_string_free (word, FALSE);
}

/* What a person calls the object: "session isp", "modem ttyS0", "profile isp". */
static char *
describe_object (Monitor *self, GDBusInterface *interface)
{
  g_autofree char *name = NULL;

  if (DIALER_DBUS_IS_PROFILE (interface))
    return g_strconcat ("profile ", dialer_dbus_profile_get_name (DIALER_DBUS_PROFILE (interface)), NULL);
  if (DIALER_DBUS_IS_MODEM (interface))
    return g_strconcat ("modem ", dialer_dbus_modem_get_id (DIALER_DBUS_MODEM (interface)), NULL);
  if (!DIALER_DBUS_IS_SESSION (interface))
    return g_strdup ("dialerd");

  name = dialctl_bus_get_profile_name (self->context->bus,
                                       dialer_dbus_session_get_profile (DIALER_DBUS_SESSION (interface)));
  return g_strconcat ("session ", name != NULL ? name : "?", NULL);
}

/* "state=dialing connect_speed=33600" */
static char *
details_to_text (GVariant *details)
{
  GString *text = g_string_new (NULL);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, details);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      gboolean plain = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
                       || g_variant_is_of_type (value, G_VARIANT_TYPE_OBJECT_PATH);
      g_autofree char *word = plain ? g_variant_dup_string (value, NULL) : dialctl_json_to_string (value);

      g_string_append_printf (text, " %s=%s", key, word);
    }
  return g_string_free (text, FALSE);
}

static void
print_text (DialctlContext *context, GDateTime *now, const char *what, const char *event, GVariant *details)
{
  g_autofree char *clock = g_date_time_format (now, "%H:%M:%S");
  g_autofree char *text = details != NULL ? details_to_text (details) : g_strdup ("");

  dialctl_context_say (context, "%s.%03d  %s %s%s", clock, g_date_time_get_microsecond (now) / 1000, what,
                       event, text);
}

/* @details is a floating a{sv}, or %NULL. */
static void
print_event (Monitor *self, const char *path, const char *what, const char *event, GVariant *details)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GVariant) owned = details != NULL ? g_variant_ref_sink (details) : NULL;

  if (self->context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();
      g_autofree char *time = dialctl_text_format_timestamp (now);

      dialctl_json_add_string (object, "time", time);
      dialctl_json_add_string (object, "object", path);
      dialctl_json_add_string (object, "name", what);
      dialctl_json_add_string (object, "event", event);
      if (owned != NULL)
        dialctl_json_add (object, "details", owned);
      dialctl_json_print_object (object);
    }
  else
    print_text (self->context, now, what, event, owned);

  /* Nobody reads any more: GLib has SIGPIPE ignored, so this is how it shows. */
  if (fflush (stdout) != 0)
    g_main_loop_quit (self->loop);
}

/* Properties with the keys of JSON. */
static GVariant *
translate_properties (GVariant *properties)
{
  g_autoptr (GVariantBuilder) object = dialctl_json_object ();
  GVariantIter iter;
  const char *property;
  GVariant *value;

  g_variant_iter_init (&iter, properties);
  while (g_variant_iter_loop (&iter, "{&sv}", &property, &value))
    {
      g_autofree char *key = to_snake_case (property);

      dialctl_json_add (object, key, g_str_equal (key, "cost") ? dialctl_json_money (value) : value);
    }
  return g_variant_builder_end (object);
}

static GVariant *
collect_properties (GDBusProxy *proxy)
{
  g_auto (GStrv) properties = g_dbus_proxy_get_cached_property_names (proxy);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) all = NULL;

  for (guint i = 0; properties != NULL && properties[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_dbus_proxy_get_cached_property (proxy, properties[i]);

      if (value != NULL)
        g_variant_builder_add (&builder, "{sv}", properties[i], value);
    }
  all = g_variant_ref_sink (g_variant_builder_end (&builder));
  return translate_properties (all);
}

static void
print_interfaces (Monitor *self, GDBusObject *object, const char *event, gboolean with_properties)
{
  GList *interfaces = g_dbus_object_get_interfaces (object);

  for (GList *l = interfaces; l != NULL; l = l->next)
    {
      g_autofree char *what = describe_object (self, l->data);
      GVariant *details = with_properties ? collect_properties (G_DBUS_PROXY (l->data)) : NULL;

      print_event (self, g_dbus_object_get_object_path (object), what, event, details);
    }
  g_list_free_full (interfaces, g_object_unref);
}

static void
on_object_added (GDBusObjectManager *objects, GDBusObject *object, Monitor *self)
{
  print_interfaces (self, object, "added", TRUE);
}

static void
on_object_removed (GDBusObjectManager *objects, GDBusObject *object, Monitor *self)
{
  print_interfaces (self, object, "removed", FALSE);
}

static void
on_properties_changed (GDBusObjectManagerClient *objects, GDBusObjectProxy *object, GDBusProxy *proxy,
                       GVariant *changed, const char *const *invalidated, Monitor *self)
{
  g_autofree char *what = describe_object (self, G_DBUS_INTERFACE (proxy));

  print_event (self, g_dbus_proxy_get_object_path (proxy), what, "changed", translate_properties (changed));
}

/* The arguments by the names that the contract gives them. */
static GVariant *
name_arguments (GDBusProxy *proxy, const char *signal, GVariant *arguments)
{
  GDBusInterfaceInfo *interface = g_dbus_interface_get_info (G_DBUS_INTERFACE (proxy));
  GDBusSignalInfo *info = g_dbus_interface_info_lookup_signal (interface, signal);
  g_autoptr (GVariantBuilder) object = dialctl_json_object ();

  for (gsize i = 0; info != NULL && i < g_variant_n_children (arguments) && info->args[i] != NULL; i++)
    {
      g_autoptr (GVariant) argument = g_variant_get_child_value (arguments, i);

      dialctl_json_add (object, info->args[i]->name, argument);
    }
  return g_variant_builder_end (object);
}

static void
on_signal (GDBusObjectManagerClient *objects, GDBusObjectProxy *object, GDBusProxy *proxy, const char *sender,
           const char *signal, GVariant *arguments, Monitor *self)
{
  g_autofree char *what = describe_object (self, G_DBUS_INTERFACE (proxy));
  g_autofree char *event = to_snake_case (signal);

  print_event (self, g_dbus_proxy_get_object_path (proxy), what, event,
               name_arguments (proxy, signal, arguments));
}

static void
tell_daemon (Monitor *self)
{
  GDBusObjectManager *objects = dialctl_bus_get_objects (self->context->bus);
  g_autofree char *owner = g_dbus_object_manager_client_get_name_owner (
      G_DBUS_OBJECT_MANAGER_CLIENT (objects));

  print_event (self, DIALER_ROOT_PATH, "dialerd", owner != NULL ? "running" : "gone", NULL);
}

static void
on_name_owner_changed (GObject *objects, GParamSpec *unused, Monitor *self)
{
  tell_daemon (self);
}

static gboolean
on_interrupted (gpointer data)
{
  g_main_loop_quit (((Monitor *) data)->loop);
  return G_SOURCE_CONTINUE;
}

gboolean
cmd_monitor (DialctlContext *context, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Monitor self = { context, loop };
  GDBusObjectManager *objects;
  guint interrupt_id;

  if (!dialctl_context_begin (context, error) || !dialctl_bus_load (context->bus, error))
    return FALSE;

  objects = dialctl_bus_get_objects (context->bus);
  g_signal_connect (objects, "object-added", G_CALLBACK (on_object_added), &self);
  g_signal_connect (objects, "object-removed", G_CALLBACK (on_object_removed), &self);
  g_signal_connect (objects, "interface-proxy-properties-changed", G_CALLBACK (on_properties_changed), &self);
  g_signal_connect (objects, "interface-proxy-signal", G_CALLBACK (on_signal), &self);
  g_signal_connect (objects, "notify::name-owner", G_CALLBACK (on_name_owner_changed), &self);
  interrupt_id = g_unix_signal_add (SIGINT, on_interrupted, &self);

  tell_daemon (&self);
  g_main_loop_run (loop);

  g_source_remove (interrupt_id);
  g_signal_handlers_disconnect_by_data (objects, &self);
  return TRUE;
}
