/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl status: what is going on. */
#include <stdio.h>

#include "dialctl-call.h"
#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-modem.h"
#include "dialctl-session.h"
#include "dialctl-text.h"

static void
print_json (DialctlBus *bus, GPtrArray *modems, GPtrArray *sessions)
{
  GVariantBuilder *object = dialctl_json_object ();
  GVariantBuilder modem_list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  GVariantBuilder session_list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < modems->len; i++)
    {
      g_autoptr (GVariantBuilder) modem = dialctl_modem_to_json (modems->pdata[i]);

      g_variant_builder_add (&modem_list, "a{sv}", modem);
    }
  for (guint i = 0; i < sessions->len; i++)
    {
      g_autoptr (GVariantBuilder) session = dialctl_session_to_json (bus, sessions->pdata[i]);

      g_variant_builder_add (&session_list, "a{sv}", session);
    }
  dialctl_json_add_string (object, "version",
                           dialer_dbus_manager_get_version (dialctl_bus_get_manager (bus)));
  dialctl_json_add (object, "modems", g_variant_builder_end (&modem_list));
  dialctl_json_add (object, "sessions", g_variant_builder_end (&session_list));
  dialctl_json_print_object (object);
}

static char *
format_online_time (DialerDBusSession *session)
{
  gint64 since = (gint64) dialer_dbus_session_get_online_since (session);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return since != 0 ? dialctl_text_format_duration ((guint64) MAX (now - since, 0)) : NULL;
}

static char *
format_traffic (GVariant *call)
{
  g_autofree char *received = g_format_size (dialctl_call_get_number (call, "rx_bytes"));
  g_autofree char *sent = g_format_size (dialctl_call_get_number (call, "tx_bytes"));

  if (*dialctl_call_get_string (call, "interface") == '\0')
    return NULL;
  return g_strdup_printf ("%s in, %s out", received, sent);
}

static void
add_session (DialctlTable *table, DialctlBus *bus, DialerDBusSession *session)
{
  g_autoptr (GVariant) call = dialctl_session_get_call (session);
  const char *state = dialer_dbus_session_get_state (session);
  g_autofree char *profile = dialctl_bus_get_profile_name (bus, dialer_dbus_session_get_profile (session));
  g_autofree char *modem = dialctl_bus_get_modem_id (bus, dialer_dbus_session_get_modem (session));
  g_autofree char *speed = dialctl_session_describe_speed (session);
  g_autofree char *addresses = dialctl_session_describe_addresses (session);
  g_autofree char *time = format_online_time (session);
  g_autofree char *traffic = format_traffic (call);
  g_autofree char *cost = dialctl_call_format_cost (call);
  g_autofree char *leases = dialctl_session_describe_leases (session);
  g_autofree char *wait = dialctl_session_describe_wait (session);

  dialctl_table_add (table, profile);
  dialctl_table_add_styled (table, state, dialctl_style_of_state (state));
  dialctl_table_add (table, wait);
  dialctl_table_add (table, time);
  dialctl_table_add (table, modem);
  dialctl_table_add (table, dialctl_session_get_number (call));
  dialctl_table_add (table, speed);
  dialctl_table_add (table, dialer_dbus_session_get_interface (session));
  dialctl_table_add (table, addresses);
  dialctl_table_add (table, traffic);
  dialctl_table_add (table, cost);
  dialctl_table_add (table, leases);
  dialctl_table_add (table, *leases == '\0' ? dialer_dbus_session_get_why (session) : NULL);
}

static void
print_sessions (DialctlContext *context, GPtrArray *sessions)
{
  static const char *const headings[] = {
    "SESSION", "STATE", "WAITING", "FOR", "MODEM", "NUMBER", "SPEED", "LINK", "ADDRESS", "TRAFFIC",
    "COST", "LEASES", "WHY", NULL,
  };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);

  if (sessions->len == 0)
    {
      puts ("No session; 'dialctl dial NAME' begins one.");
      return;
    }
  for (guint i = 0; i < sessions->len; i++)
    add_session (table, context->bus, sessions->pdata[i]);
  dialctl_table_print (table, context->color);
}

gboolean
cmd_status (DialctlContext *context, GError **error)
{
  g_autoptr (GPtrArray) modems = NULL;
  g_autoptr (GPtrArray) sessions = NULL;

  if (!dialctl_context_begin (context, error) || !dialctl_bus_load (context->bus, error))
    return FALSE;

  modems = dialctl_bus_list_modems (context->bus);
  sessions = dialctl_bus_list_sessions (context->bus);
  if (context->json)
    {
      print_json (context->bus, modems, sessions);
      return TRUE;
    }

  dialctl_context_say (context, "dialerd %s",
                       dialer_dbus_manager_get_version (dialctl_bus_get_manager (context->bus)));
  putchar ('\n');
  dialctl_modem_print_table (context, modems);
  putchar ('\n');
  print_sessions (context, sessions);
  return TRUE;
}
