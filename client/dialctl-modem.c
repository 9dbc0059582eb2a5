/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Modems in words. */
#include "dialctl-modem.h"

#include <stdio.h>

#include "dialctl-json.h"
#include "dialctl-settings.h"

GVariantBuilder *
dialctl_modem_to_json (DialerDBusModem *modem)
{
  static const char *const none[] = { NULL };
  const char *const *capabilities = dialer_dbus_modem_get_capabilities (modem);
  GVariantBuilder *object = dialctl_json_object ();

  dialctl_json_add_string (object, "id", dialer_dbus_modem_get_id (modem));
  dialctl_json_add_string (object, "kind", dialer_dbus_modem_get_kind (modem));
  dialctl_json_add_string (object, "device", dialer_dbus_modem_get_device (modem));
  dialctl_json_add_string (object, "state", dialer_dbus_modem_get_state (modem));
  dialctl_json_add_string (object, "manufacturer", dialer_dbus_modem_get_manufacturer (modem));
  dialctl_json_add_string (object, "model", dialer_dbus_modem_get_model (modem));
  dialctl_json_add_string (object, "revision", dialer_dbus_modem_get_revision (modem));
  dialctl_json_add (object, "capabilities",
                    g_variant_new_strv (capabilities != NULL ? capabilities : none, -1));
  dialctl_json_add (object, "settings", dialer_dbus_modem_get_settings (modem));
  dialctl_json_add_path (object, "session", dialer_dbus_modem_get_session (modem));
  return object;
}

void
dialctl_modem_print_table (DialctlContext *context, GPtrArray *modems)
{
  static const char *const headings[] = { "MODEM", "STATE", "KIND", "DEVICE", "MANUFACTURER", "MODEL", NULL };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);

  if (modems->len == 0)
    {
      puts ("No modem; 'dialctl modem add DEVICE' adds one.");
      return;
    }
  for (guint i = 0; i < modems->len; i++)
    {
      DialerDBusModem *modem = modems->pdata[i];
      const char *state = dialer_dbus_modem_get_state (modem);

      dialctl_table_add (table, dialer_dbus_modem_get_id (modem));
      dialctl_table_add_styled (table, state, dialctl_style_of_state (state));
      dialctl_table_add (table, dialer_dbus_modem_get_kind (modem));
      dialctl_table_add (table, dialer_dbus_modem_get_device (modem));
      dialctl_table_add (table, dialer_dbus_modem_get_manufacturer (modem));
      dialctl_table_add (table, dialer_dbus_modem_get_model (modem));
    }
  dialctl_table_print (table, context->color);
}

gboolean
dialctl_modem_resolve_setting (DialctlContext *context, GKeyFile *settings, GError **error)
{
  g_autofree char *word = dialctl_settings_get (settings, "dial", "modem");

  if (!dialctl_bus_resolve_modem (context->bus, &word, error))
    return FALSE;
  if (word != NULL)
    dialctl_settings_set (settings, "dial", "modem", word);
  return TRUE;
}

static void
add_settings (DialctlTable *table, GVariant *settings)
{
  GVariantIter iter;
  const char *key, *value;

  if (settings == NULL)
    return;
  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_next (&iter, "{&s&s}", &key, &value))
    dialctl_table_add_row (table, key, value);
}

void
dialctl_modem_print (DialctlContext *context, DialerDBusModem *modem)
{
  const char *headings[] = { "MODEM", dialer_dbus_modem_get_id (modem), NULL };
  const char *const *capabilities = dialer_dbus_modem_get_capabilities (modem);
  g_autofree char *abilities = capabilities != NULL ? g_strjoinv (" ", (char **) capabilities) : NULL;
  g_autoptr (DialctlTable) table = NULL;

  if (context->json)
    {
      dialctl_json_print_object (dialctl_modem_to_json (modem));
      return;
    }

  table = dialctl_table_new (headings);
  dialctl_table_add_row (table, "state", dialer_dbus_modem_get_state (modem));
  dialctl_table_add_row (table, "kind", dialer_dbus_modem_get_kind (modem));
  dialctl_table_add_row (table, "device", dialer_dbus_modem_get_device (modem));
  dialctl_table_add_row (table, "manufacturer", dialer_dbus_modem_get_manufacturer (modem));
  dialctl_table_add_row (table, "model", dialer_dbus_modem_get_model (modem));
  dialctl_table_add_row (table, "revision", dialer_dbus_modem_get_revision (modem));
  dialctl_table_add_row (table, "capabilities", abilities);
  add_settings (table, dialer_dbus_modem_get_settings (modem));
  dialctl_table_print (table, context->color);
}
