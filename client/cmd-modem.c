/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl modem: what can make a call. */
#include <string.h>

#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-modem.h"
#include "dialctl-settings.h"

static void
print_list_as_json (GPtrArray *modems)
{
  GVariantBuilder *object = dialctl_json_object ();
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < modems->len; i++)
    {
      g_autoptr (GVariantBuilder) modem = dialctl_modem_to_json (modems->pdata[i]);

      g_variant_builder_add (&list, "a{sv}", modem);
    }
  dialctl_json_add (object, "modems", g_variant_builder_end (&list));
  dialctl_json_print_object (object);
}

gboolean
cmd_modem_list (DialctlContext *context, GError **error)
{
  gboolean brief = FALSE;
  const GOptionEntry entries[] = {
    { "brief", 'b', 0, G_OPTION_ARG_NONE, &brief, "Only the ids, one a line", NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) modems = NULL;

  if (!dialctl_context_parse (context, entries, error) || !dialctl_context_connect (context, error))
    return FALSE;

  modems = dialctl_bus_list_modems (context->bus);
  if (context->json)
    print_list_as_json (modems);
  else if (!brief)
    dialctl_modem_print_table (context, modems);
  for (guint i = 0; brief && i < modems->len; i++)
    dialctl_context_say (context, "%s", dialer_dbus_modem_get_id (modems->pdata[i]));
  return TRUE;
}

gboolean
cmd_modem_show (DialctlContext *context, GError **error)
{
  g_autoptr (DialerDBusModem) modem = NULL;

  if (!dialctl_context_begin (context, error))
    return FALSE;
  modem = dialctl_bus_find_modem (context->bus, context->words[0], error);
  if (modem == NULL)
    return FALSE;

  dialctl_modem_print (context, modem);
  return TRUE;
}

/* Other than a profile's, a modem's settings are flat, and "kind" is in no group. */
static GVariant *
parse_settings (char **words, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      const char *value;

      if (g_str_has_prefix (words[i], "kind="))
        {
          path = g_strdup ("kind");
          value = words[i] + strlen ("kind=");
        }
      else if (!dialctl_settings_split (words[i], &path, &value, error))
        return NULL;
      g_variant_builder_add (&builder, "{ss}", path, value);
    }
  return g_variant_builder_end (&builder);
}

gboolean
cmd_modem_add (DialctlContext *context, GError **error)
{
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (DialerDBusModem) modem = NULL;
  g_autofree char *device = NULL;
  g_autofree char *path = NULL;

  if (!dialctl_context_parse (context, NULL, error))
    return FALSE;
  settings = parse_settings (context->words + 1, error);
  if (settings == NULL || !dialctl_context_connect (context, error))
    return FALSE;

  g_variant_ref_sink (settings);
  device = g_canonicalize_filename (context->words[0], NULL);
  if (!dialer_dbus_manager_call_add_modem_sync (dialctl_bus_get_manager (context->bus), device, settings,
                                                DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &path, NULL, error))
    return FALSE;
  modem = dialctl_bus_read_modem (context->bus, path, error);
  if (modem == NULL)
    return FALSE;

  dialctl_modem_print (context, modem);
  return TRUE;
}

gboolean
cmd_modem_remove (DialctlContext *context, GError **error)
{
  g_autoptr (DialerDBusModem) modem = NULL;
  g_autofree char *id = NULL;

  if (!dialctl_context_begin (context, error))
    return FALSE;
  modem = dialctl_bus_find_modem (context->bus, context->words[0], error);
  if (modem == NULL)
    return FALSE;

  id = dialer_dbus_modem_dup_id (modem);
  if (!dialer_dbus_modem_call_remove_sync (modem, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL, error))
    return FALSE;

  dialctl_context_say (context, "Removed the modem %s.", id);
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add_string (object, "removed", id);
      dialctl_json_print_object (object);
    }
  return TRUE;
}

gboolean
cmd_modem_test (DialctlContext *context, GError **error)
{
  g_autoptr (DialerDBusModem) modem = NULL;
  g_autoptr (DialerDBusModem) fresh = NULL;

  if (!dialctl_context_begin (context, error))
    return FALSE;
  modem = dialctl_bus_find_modem (context->bus, context->words[0], error);
  if (modem == NULL)
    return FALSE;

  if (!dialer_dbus_modem_call_probe_sync (modem, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL, error))
    return FALSE;
  fresh = dialctl_bus_read_modem (context->bus, dialctl_proxy_get_path (modem), error);
  if (fresh == NULL)
    return FALSE;

  dialctl_modem_print (context, fresh);
  return TRUE;
}
