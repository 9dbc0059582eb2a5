/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call would be, in rows for a person, or as an object. */
#include "dialctl-preview.h"

#include "dialctl-call.h"
#include "dialctl-json.h"
#include "dialctl-text.h"

/* ---- JSON ---- */

/* @members: the names of what a tuple has, in its order */
static GVariant *
tuples_to_objects (GVariant *tuples, const char *const *members)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; i < g_variant_n_children (tuples); i++)
    {
      g_autoptr (GVariant) tuple = g_variant_get_child_value (tuples, i);
      g_autoptr (GVariantBuilder) object = dialctl_json_object ();

      for (gsize j = 0; members[j] != NULL && j < g_variant_n_children (tuple); j++)
        {
          g_autoptr (GVariant) value = g_variant_get_child_value (tuple, j);

          dialctl_json_add (object, members[j], value);
        }
      g_variant_builder_add (&list, "a{sv}", object);
    }
  return g_variant_builder_end (&list);
}

static void
add_member (GVariantBuilder *object, GVariant *details, const char *key)
{
  static const char *const of_route[] = { "network", "metric", NULL };
  static const char *const of_obstacle[] = { "reason", "sentence", "detail", NULL };
  g_autoptr (GVariant) value = g_variant_lookup_value (details, key, NULL);

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE ("a(su)")))
    dialctl_json_add (object, key, tuples_to_objects (value, of_route));
  else if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE ("a(sss)")))
    dialctl_json_add (object, key, tuples_to_objects (value, of_obstacle));
  else if (value != NULL && g_str_has_suffix (key, "cost"))
    dialctl_json_add (object, key, dialctl_json_money (value));
  else
    dialctl_json_add (object, key, value);
}

static void
print_json (char **commands, GVariant *details)
{
  static const char *const keys[] = {
    "modem", "device", "kind", "number", "command", "init", "pppd", "routes", "asks_dns", "dns", "dns_search",
    "minutes", "cost", "currency", "first_cost", "first_seconds", "next_cost", "next_seconds",
    "ends_after", "ended_by", "most_bytes", "obstacles", NULL,
  };
  GVariantBuilder *object = dialctl_json_object ();

  dialctl_json_add (object, "commands", g_variant_new_strv ((const char *const *) commands, -1));
  for (guint i = 0; keys[i] != NULL; i++)
    add_member (object, details, keys[i]);
  dialctl_json_print_object (object);
}

/* ---- for a person ---- */

static void
add_list (DialctlTable *table, GVariant *details, const char *key, const char *word, const char *between)
{
  g_auto (GStrv) members = NULL;
  g_autofree char *text = NULL;

  if (!g_variant_lookup (details, key, "^as", &members) || members[0] == NULL)
    return;
  text = g_strjoinv (between, members);
  dialctl_table_add_row (table, word, text);
}

static void
add_modem (DialctlTable *table, GVariant *details)
{
  const char *id = dialctl_call_get_string (details, "modem");
  const char *kind = dialctl_call_get_string (details, "kind");
  const char *device = dialctl_call_get_string (details, "device");
  g_autofree char *text = *id != '\0' ? g_strdup_printf ("%s, %s, %s", id, kind, device)
                                      : g_strdup_printf ("%s: none is there", kind);

  dialctl_table_add_row (table, "modem", text);
  dialctl_table_add_row (table, "number", dialctl_call_get_string (details, "number"));
  add_list (table, details, "init", "init", " ");
}

static void
add_commands (DialctlTable *table, char **commands, GVariant *details)
{
  const char *first = dialctl_call_get_string (details, "command");

  if (*first == '\0')
    dialctl_table_add_row (table, "dial", "nothing: it is a direct line, or ModemManager connects");
  else
    dialctl_table_add_row (table, "dial", first);
  for (guint i = 0; commands[i] != NULL; i++)
    {
      if (!g_str_equal (commands[i], first))
        dialctl_table_add_row (table, "or", commands[i]);
    }
}

static void
add_routes (DialctlTable *table, GVariant *details)
{
  g_autoptr (GVariant) routes = g_variant_lookup_value (details, "routes", G_VARIANT_TYPE ("a(su)"));
  GVariantIter iter;
  const char *network;
  guint metric;

  if (routes == NULL)
    return;
  g_variant_iter_init (&iter, routes);
  while (g_variant_iter_next (&iter, "(&su)", &network, &metric))
    {
      g_autofree char *text = g_strdup_printf ("%s, metric %u", network, metric);

      dialctl_table_add_row (table, "route", text);
    }
}

static void
add_name_servers (DialctlTable *table, GVariant *details)
{
  gboolean asks;

  if (!g_variant_lookup (details, "asks_dns", "b", &asks))
    return;
  if (asks)
    dialctl_table_add_row (table, "dns", "as the peer says");
  add_list (table, details, "dns", "dns", " ");
  add_list (table, details, "dns_search", "dns-search", " ");
}

static char *
format_money (GVariant *details, const char *key)
{
  return dialctl_text_format_money (dialctl_call_get_number (details, key),
                                    dialctl_call_get_string (details, "currency"));
}

static void
add_cost (DialctlTable *table, GVariant *details)
{
  g_autoptr (GVariant) cost = g_variant_lookup_value (details, "cost", G_VARIANT_TYPE_UINT64);
  guint64 first_seconds = dialctl_call_get_number (details, "first_seconds");
  guint64 next_seconds = dialctl_call_get_number (details, "next_seconds");
  g_autofree char *first_time = dialctl_text_format_duration (first_seconds);
  g_autofree char *next_time = dialctl_text_format_duration (next_seconds);
  g_autofree char *whole = format_money (details, "cost");
  g_autofree char *first = format_money (details, "first_cost");
  g_autofree char *next = format_money (details, "next_cost");
  g_autoptr (GString) text = g_string_new (NULL);

  if (cost == NULL)
    {
      dialctl_table_add_row (table, "cost", "not known: there is no cost.tariff that can be used");
      return;
    }
  g_string_printf (text, "%s for %u min; %s when it is answered", whole,
                   (guint) dialctl_call_get_number (details, "minutes"), first);
  if (first_seconds != 0)
    g_string_append_printf (text, ", enough for %s, then %s", first_time, next);
  if (next_seconds != 0)
    g_string_append_printf (text, " for %s more", next_time);
  dialctl_table_add_row (table, "cost", text->str);
}

static void
add_limits (DialctlTable *table, GVariant *details)
{
  const char *ended_by = dialctl_call_get_string (details, "ended_by");
  g_autofree char *time = dialctl_text_format_duration (dialctl_call_get_number (details, "ends_after"));
  guint64 bytes = dialctl_call_get_number (details, "most_bytes");
  g_autofree char *size = g_format_size (bytes);
  g_autofree char *end = g_strdup_printf ("after %s, by limit.%s", time, ended_by);

  if (*ended_by != '\0')
    dialctl_table_add_row (table, "ends", end);
  if (bytes != 0)
    dialctl_table_add_row (table, "at most", size);
}

static void
add_obstacles (DialctlTable *table, GVariant *details)
{
  g_autoptr (GVariant) obstacles = g_variant_lookup_value (details, "obstacles", G_VARIANT_TYPE ("a(sss)"));
  GVariantIter iter;
  const char *sentence, *detail;

  if (obstacles == NULL)
    return;
  g_variant_iter_init (&iter, obstacles);
  while (g_variant_iter_next (&iter, "(&s&s&s)", NULL, &sentence, &detail))
    {
      g_autofree char *text = *detail != '\0' ? g_strdup_printf ("%s (%s)", sentence, detail) : g_strdup (sentence);

      dialctl_table_add (table, "in the way");
      dialctl_table_add_styled (table, text, DIALCTL_STYLE_BAD);
    }
}

static void
print_rows (DialctlContext *context, const char *name, char **commands, GVariant *details)
{
  const char *headings[] = { "PROFILE", name, NULL };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);

  add_modem (table, details);
  add_commands (table, commands, details);
  add_list (table, details, "pppd", "pppd", " ");
  add_routes (table, details);
  add_name_servers (table, details);
  add_cost (table, details);
  add_limits (table, details);
  add_obstacles (table, details);
  dialctl_table_print (table, context->color);
}

gboolean
dialctl_preview_run (DialctlContext *context, DialerDBusProfile *profile, GVariant *options, GError **error)
{
  g_auto (GStrv) commands = NULL;
  g_autoptr (GVariant) details = NULL;

  if (!dialer_dbus_profile_call_preview_sync (profile, options, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &commands,
                                              &details, NULL, error))
    return FALSE;
  if (context->json)
    print_json (commands, details);
  else
    print_rows (context, dialer_dbus_profile_get_name (profile), commands, details);
  return TRUE;
}
