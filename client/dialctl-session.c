/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A session in words. */
#include "dialctl-session.h"

#include "dialctl-call.h"
#include "dialctl-json.h"
#include "dialctl-text.h"

GVariant *
dialctl_session_get_call (DialerDBusSession *session)
{
  GVariant *call = NULL;

  if (!dialer_dbus_session_call_get_call_sync (session, G_DBUS_CALL_FLAGS_NONE, -1, &call, NULL, NULL))
    return NULL;
  return call;
}

static void
add_dns (DialerDBusSession *session, GVariantBuilder *object)
{
  static const char *const none[] = { NULL };
  const char *const *dns = dialer_dbus_session_get_dns (session);

  dialctl_json_add (object, "dns", g_variant_new_strv (dns != NULL ? dns : none, -1));
}

static void
add_leases (DialerDBusSession *session, GVariantBuilder *object)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  GVariant *leases = dialer_dbus_session_get_leases (session);

  for (gsize i = 0; leases != NULL && i < g_variant_n_children (leases); i++)
    {
      g_autoptr (GVariant) lease = g_variant_get_child_value (leases, i);
      g_autoptr (GVariantBuilder) member = dialctl_json_object ();

      dialctl_json_add_number (member, "id", dialctl_call_get_number (lease, "id"));
      dialctl_call_add_to_json (lease, "user", member);
      dialctl_call_add_to_json (lease, "why", member);
      dialctl_json_add_time (member, "until", dialctl_call_get_number (lease, "until"));
      g_variant_builder_add (&list, "a{sv}", member);
    }
  dialctl_json_add (object, "leases", g_variant_builder_end (&list));
}

GVariantBuilder *
dialctl_session_to_json (DialctlBus *bus, DialerDBusSession *session)
{
  g_autoptr (GVariant) call = dialctl_session_get_call (session);
  g_autofree char *profile = dialctl_bus_get_profile_name (bus, dialer_dbus_session_get_profile (session));
  g_autofree char *modem = dialctl_bus_get_modem_id (bus, dialer_dbus_session_get_modem (session));
  GVariantBuilder *object = dialctl_json_object ();

  dialctl_json_add_string (object, "profile", profile);
  dialctl_json_add_string (object, "state", dialer_dbus_session_get_state (session));
  dialctl_json_add_string (object, "reason", dialer_dbus_session_get_reason (session));
  dialctl_json_add_string (object, "modem", modem);
  dialctl_json_add_string (object, "number", dialctl_session_get_number (call));
  dialctl_json_add_number (object, "attempt", dialer_dbus_session_get_attempt (session));
  dialctl_json_add_number (object, "connect_speed", dialer_dbus_session_get_connect_speed (session));
  dialctl_json_add_string (object, "interface", dialer_dbus_session_get_interface (session));
  dialctl_json_add_string (object, "ip4_address", dialer_dbus_session_get_ip4_address (session));
  dialctl_json_add_string (object, "ip4_peer", dialer_dbus_session_get_ip4_peer (session));
  add_dns (session, object);
  dialctl_json_add_time (object, "online_since", dialer_dbus_session_get_online_since (session));
  dialctl_call_add_to_json (call, "rx_bytes", object);
  dialctl_call_add_to_json (call, "tx_bytes", object);
  dialctl_json_add_time (object, "redial_at", dialer_dbus_session_get_redial_at (session));
  dialctl_call_add_to_json (call, "cost", object);
  dialctl_call_add_to_json (call, "currency", object);
  add_leases (session, object);
  dialctl_json_add_string (object, "cause", dialer_dbus_session_get_cause (session));
  dialctl_json_add_string (object, "why", dialer_dbus_session_get_why (session));
  dialctl_json_add_string (object, "ip6_address", dialer_dbus_session_get_ip6_address (session));
  return object;
}

char *
dialctl_session_describe_leases (DialerDBusSession *session)
{
  GVariant *leases = dialer_dbus_session_get_leases (session);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; leases != NULL && i < g_variant_n_children (leases); i++)
    {
      g_autoptr (GVariant) lease = g_variant_get_child_value (leases, i);
      g_autofree char *clock = dialctl_text_format_clock (dialctl_call_get_number (lease, "until"));

      g_ptr_array_add (words, g_strdup_printf ("%s until %s", dialctl_call_get_string (lease, "why"), clock));
    }
  g_ptr_array_add (words, NULL);
  return g_strjoinv (", ", (char **) words->pdata);
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

char *
dialctl_session_describe_addresses (DialerDBusSession *session)
{
  const char *address = dialer_dbus_session_get_ip4_address (session);
  const char *peer = dialer_dbus_session_get_ip4_peer (session);
  const char *ip6_address = dialer_dbus_session_get_ip6_address (session);
  GString *text = g_string_new (address);

  if (is_set (address) && is_set (peer))
    g_string_append_printf (text, " %s %s", dialctl_text_choose ("→", "->"), peer);
  if (is_set (ip6_address))
    g_string_append_printf (text, "%s%s", text->len ? ", " : "", ip6_address);
  return g_string_free (text, FALSE);
}

char *
dialctl_session_describe_speed (DialerDBusSession *session)
{
  guint speed = dialer_dbus_session_get_connect_speed (session);

  return speed != 0 ? g_strdup_printf ("%u bit/s", speed) : g_strdup ("");
}

char *
dialctl_session_describe_dns (DialerDBusSession *session)
{
  const char *const *dns = dialer_dbus_session_get_dns (session);

  return dns != NULL ? g_strjoinv (", ", (char **) dns) : g_strdup ("");
}

char *
dialctl_session_describe_wait (DialerDBusSession *session)
{
  guint64 due = dialer_dbus_session_get_redial_at (session);
  const char *state = dialer_dbus_session_get_state (session);
  const char *reason = dialer_dbus_session_get_reason (session);
  g_autofree char *clock = NULL;

  if (due == 0)
    return g_strdup (g_strcmp0 (state, "waiting") == 0 ? "for a modem" : "");
  clock = dialctl_text_format_clock (due);
  return g_strdup_printf ("%s, attempt %u at %s", reason != NULL && *reason != '\0' ? reason : "redial",
                          dialer_dbus_session_get_attempt (session) + 1, clock);
}

const char *
dialctl_session_get_number (GVariant *call)
{
  const char *next = dialctl_call_get_string (call, "next_number");

  return next != NULL && *next != '\0' ? next : dialctl_call_get_string (call, "number");
}
