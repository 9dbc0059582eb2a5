/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl profile keys: all that may be set. */
#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-keys.h"
#include "import/import-keys.h"

static void
print_json (GPtrArray *keys)
{
  GVariantBuilder *object = dialctl_json_object ();
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < keys->len; i++)
    {
      const DialctlKey *key = keys->pdata[i];
      g_autoptr (GVariantBuilder) row = dialctl_json_object ();
      g_autofree char *elsewhere = import_keys_describe (key->path);

      dialctl_json_add_string (row, "key", key->path);
      dialctl_json_add_string (row, "type", key->type);
      dialctl_json_add_string (row, "default", key->initial);
      dialctl_json_add_string (row, "meaning", key->meaning);
      dialctl_json_add (row, "privileged", g_variant_new_boolean (key->privileged));
      dialctl_json_add (row, "effective", g_variant_new_boolean (key->effective));
      dialctl_json_add_string (row, "elsewhere", elsewhere);
      g_variant_builder_add (&list, "a{sv}", row);
    }
  dialctl_json_add (object, "keys", g_variant_builder_end (&list));
  dialctl_json_print_object (object);
}

static const char *
get_note (const DialctlKey *key)
{
  if (!key->effective)
    return "without effect yet";
  return key->privileged ? "administrators only" : "";
}

static void
print_table (GPtrArray *keys, gboolean color)
{
  static const char *const headings[] = { "KEY", "VALUE", "DEFAULT", "MEANING", "NOTE", "ELSEWHERE", NULL };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);

  for (guint i = 0; i < keys->len; i++)
    {
      const DialctlKey *key = keys->pdata[i];
      g_autofree char *elsewhere = import_keys_describe (key->path);

      dialctl_table_add (table, key->path);
      dialctl_table_add (table, key->type);
      dialctl_table_add (table, key->initial);
      dialctl_table_add (table, key->meaning);
      dialctl_table_add_styled (table, get_note (key), DIALCTL_STYLE_DIM);
      dialctl_table_add_styled (table, elsewhere, DIALCTL_STYLE_DIM);
    }
  dialctl_table_print (table, color);
}

gboolean
cmd_profile_keys (DialctlContext *context, GError **error)
{
  gboolean brief = FALSE;
  const GOptionEntry entries[] = {
    { "brief", 'b', 0, G_OPTION_ARG_NONE, &brief, "Only the keys, one a line", NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) keys = NULL;

  if (!dialctl_context_parse (context, entries, error) || !dialctl_context_connect (context, error))
    return FALSE;
  keys = dialctl_keys_get (context->bus, error);
  if (keys == NULL)
    return FALSE;

  if (context->json)
    print_json (keys);
  else if (!brief)
    print_table (keys, context->color);
  for (guint i = 0; brief && i < keys->len; i++)
    dialctl_context_say (context, "%s", ((DialctlKey *) keys->pdata[i])->path);
  return TRUE;
}
