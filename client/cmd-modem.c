/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl modem: what can make a call. */
#include <string.h>

#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-modem.h"
#include "dialctl-settings.h"
#include "dialer-error.h"

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

  if (!dialctl_context_parse (context, entries, error) || !dialctl_context_load (context, error))
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

/* What the daemon found: @results a(sss), @verdict a{sv}. */
static void
print_findings_as_json (DialerDBusModem *modem, GVariant *results, GVariant *verdict, gboolean fit,
                        const char *text)
{
  GVariantBuilder *object = dialctl_json_object ();
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  GVariantIter iter;
  const char *name, *word, *details;

  g_variant_iter_init (&iter, results);
  while (g_variant_iter_next (&iter, "(&s&s&s)", &name, &word, &details))
    {
      g_autoptr (GVariantBuilder) result = dialctl_json_object ();

      dialctl_json_add_string (result, "name", name);
      dialctl_json_add_string (result, "verdict", word);
      dialctl_json_add_string (result, "text", details);
      g_variant_builder_add (&list, "a{sv}", result);
    }
  dialctl_json_add_string (object, "modem", dialer_dbus_modem_get_id (modem));
  dialctl_json_add (object, "results", g_variant_builder_end (&list));
  dialctl_json_add (object, "fit", g_variant_new_boolean (fit));
  dialctl_json_add_string (object, "verdict", text);
  dialctl_json_add (object, "init", g_variant_lookup_value (verdict, "init", G_VARIANT_TYPE_STRING_ARRAY));
  dialctl_json_print_object (object);
}

static DialctlStyle
get_style_of_verdict (const char *word)
{
  if (g_str_equal (word, "ok"))
    return DIALCTL_STYLE_GOOD;
  if (g_str_equal (word, "failed"))
    return DIALCTL_STYLE_BAD;
  return g_str_equal (word, "warning") ? DIALCTL_STYLE_PENDING : DIALCTL_STYLE_DIM;
}

static void
print_findings (DialctlContext *context, GVariant *results, GVariant *verdict)
{
  static const char *const headings[] = { "STEP", "VERDICT", "WHAT WAS FOUND", NULL };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);
  g_autofree const char **init = NULL;
  GVariantIter iter;
  const char *name, *word, *details;

  g_variant_iter_init (&iter, results);
  while (g_variant_iter_next (&iter, "(&s&s&s)", &name, &word, &details))
    {
      dialctl_table_add (table, name);
      dialctl_table_add_styled (table, word, get_style_of_verdict (word));
      dialctl_table_add (table, details);
    }
  dialctl_table_print (table, context->color);
  if (g_variant_lookup (verdict, "init", "^a&s", &init))
    {
      g_autofree char *commands = g_strjoinv (" ", (char **) init);

      dialctl_context_say (context, "A call begins with %s", commands);
    }
}

/* That the modem is not fit is the error, and its verdict the message. */
static gboolean
tell_findings (DialctlContext *context, DialerDBusModem *modem, GVariant *results, GVariant *verdict,
               GError **error)
{
  const char *id = dialer_dbus_modem_get_id (modem);
  const char *text = "";
  gboolean fit = FALSE;

  (void) g_variant_lookup (verdict, "fit", "b", &fit);
  (void) g_variant_lookup (verdict, "text", "&s", &text);
  if (context->json)
    print_findings_as_json (modem, results, verdict, fit, text);
  else
    print_findings (context, results, verdict);
  if (fit)
    dialctl_context_say (context, "%s is %s.", id, text);
  else
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_LINE_FAILED,
                 "%s is %s\nPut that right, and test it again.", id, text);
  return fit;
}

gboolean
cmd_modem_test (DialctlContext *context, GError **error)
{
  gboolean off_hook = FALSE;
  const GOptionEntry entries[] = {
    { "off-hook", 0, 0, G_OPTION_ARG_NONE, &off_hook,
      "Take the line for a moment, to listen for the dial tone", NULL },
    { NULL },
  };
  g_autoptr (DialerDBusModem) modem = NULL;
  g_autoptr (GVariant) results = NULL;
  g_autoptr (GVariant) verdict = NULL;
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);

  if (!dialctl_context_parse (context, entries, error) || !dialctl_context_connect (context, error))
    return FALSE;
  modem = dialctl_bus_find_modem (context->bus, context->words[0], error);
  if (modem == NULL)
    return FALSE;

  if (off_hook)
    g_variant_dict_insert (&options, "off-hook", "b", TRUE);
  if (!dialer_dbus_modem_call_test_sync (modem, g_variant_dict_end (&options), DIALCTL_CALL_FLAGS,
                                         DIALCTL_NO_TIMEOUT, &results, &verdict, NULL, error))
    return FALSE;
  return tell_findings (context, modem, results, verdict, error);
}
