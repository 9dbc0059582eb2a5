/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl profile list: whom one can call. */
#include <stdio.h>

#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-profile.h"
#include "dialctl-text.h"

static void
print_json (GPtrArray *profiles)
{
  GVariantBuilder *object = dialctl_json_object ();
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < profiles->len; i++)
    {
      g_autoptr (GVariantBuilder) profile = dialctl_profile_to_json (profiles->pdata[i]);

      g_variant_builder_add (&list, "a{sv}", profile);
    }
  dialctl_json_add (object, "profiles", g_variant_builder_end (&list));
  dialctl_json_print_object (object);
}

static void
print_table (DialctlContext *context, GPtrArray *profiles)
{
  static const char *const headings[] = { "PROFILE", "OWNER", "STATE", "ID", NULL };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);

  if (profiles->len == 0)
    {
      puts ("No profile; 'dialctl profile add NAME dial.numbers=NUMBER ppp.user=USER' makes one.");
      return;
    }
  for (guint i = 0; i < profiles->len; i++)
    {
      DialerDBusProfile *profile = profiles->pdata[i];
      g_autoptr (DialerDBusSession) session = dialctl_bus_find_session (context->bus, profile, NULL);
      const char *state = session != NULL ? dialer_dbus_session_get_state (session) : NULL;
      g_autofree char *owner = dialctl_text_format_owner (dialer_dbus_profile_get_owner (profile));

      dialctl_table_add (table, dialer_dbus_profile_get_name (profile));
      dialctl_table_add (table, owner);
      dialctl_table_add_styled (table, state, dialctl_style_of_state (state));
      dialctl_table_add_styled (table, dialer_dbus_profile_get_id (profile), DIALCTL_STYLE_DIM);
    }
  dialctl_table_print (table, context->color);
}

gboolean
cmd_profile_list (DialctlContext *context, GError **error)
{
  gboolean brief = FALSE;
  const GOptionEntry entries[] = {
    { "brief", 'b', 0, G_OPTION_ARG_NONE, &brief, "Only the names, one a line", NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) profiles = NULL;

  if (!dialctl_context_parse (context, entries, error) || !dialctl_context_load (context, error))
    return FALSE;

  profiles = dialctl_bus_list_profiles (context->bus);
  if (context->json)
    print_json (profiles);
  else if (!brief)
    print_table (context, profiles);
  for (guint i = 0; brief && i < profiles->len; i++)
    dialctl_context_say (context, "%s", dialer_dbus_profile_get_name (profiles->pdata[i]));
  return TRUE;
}
