/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl profile show: the settings of a profile, group by group. */
#include <stdio.h>
#include <string.h>

#include "dialctl-call.h"
#include "dialctl-commands.h"
#include "dialctl-json.h"
#include "dialctl-keys.h"
#include "dialctl-profile.h"
#include "dialctl-settings.h"
#include "dialctl-text.h"

/* All that is known of one profile. */
typedef struct
{
  GVariant *last_call; /* NULL if there was none, or it is somebody else's */
  GPtrArray *keys;
  GVariant *set_variant;
  GVariant *effective_variant;
  GKeyFile *set;       /* in the profile itself */
  GKeyFile *effective; /* with what it inherits, and the defaults */
} Settings;

static void
settings_clear (Settings *self)
{
  g_clear_pointer (&self->last_call, g_variant_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->set_variant, g_variant_unref);
  g_clear_pointer (&self->effective_variant, g_variant_unref);
  g_clear_pointer (&self->set, g_key_file_unref);
  g_clear_pointer (&self->effective, g_key_file_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settings, settings_clear)

static gboolean
settings_fetch (Settings *self, DialctlBus *bus, DialerDBusProfile *profile, GError **error)
{
  self->keys = dialctl_keys_get (bus, error);
  if (self->keys == NULL)
    return FALSE;
  if (!dialer_dbus_profile_call_get_settings_sync (profile, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT,
                                                   &self->set_variant, &self->effective_variant, NULL, error))
    return FALSE;
  self->set = dialctl_settings_from_variant (self->set_variant);
  self->effective = dialctl_settings_from_variant (self->effective_variant);
  /* That there was none is no error here; not being asked who may see it, nor is a refusal. */
  (void) dialer_dbus_profile_call_get_last_call_sync (profile, G_DBUS_CALL_FLAGS_NONE, DIALCTL_NO_TIMEOUT,
                                                      &self->last_call, NULL, NULL);
  return TRUE;
}

static const DialctlKey *
find_key (GPtrArray *keys, const char *group, const char *word)
{
  g_autofree char *path = g_strconcat (group, ".", word, NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      if (g_str_equal (((DialctlKey *) keys->pdata[i])->path, path))
        return keys->pdata[i];
    }
  return NULL;
}

static const char *
get_note (Settings *settings, const char *group, const char *word, const char *value)
{
  const DialctlKey *key = find_key (settings->keys, group, word);

  if (key == NULL)
    return "unknown to this version";
  if (!g_key_file_has_key (settings->set, group, word, NULL))
    return g_strcmp0 (value, key->initial) == 0 ? "default" : "inherited";
  return key->effective ? "" : "without effect yet";
}

static void
add_group (DialctlTable *table, Settings *settings, GKeyFile *shown, const char *group)
{
  g_auto (GStrv) words = g_key_file_get_keys (shown, group, NULL, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (group, ".", words[i], NULL);
      g_autofree char *value = dialctl_settings_get (shown, group, words[i]);
      gboolean set = g_key_file_has_key (settings->set, group, words[i], NULL);

      dialctl_table_add_styled (table, path, set ? DIALCTL_STYLE_PLAIN : DIALCTL_STYLE_DIM);
      dialctl_table_add_styled (table, value, set ? DIALCTL_STYLE_PLAIN : DIALCTL_STYLE_DIM);
      dialctl_table_add_styled (table, get_note (settings, group, words[i], value), DIALCTL_STYLE_DIM);
    }
}

/* A person is shown the order of the manual, with what is unknown behind it. */
static GStrv
sort_groups (Settings *settings, GKeyFile *shown)
{
  g_auto (GStrv) present = g_key_file_get_groups (shown, NULL);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < settings->keys->len; i++)
    {
      const DialctlKey *key = settings->keys->pdata[i];
      g_autofree char *group = g_strndup (key->path, strcspn (key->path, "."));

      if (g_strv_contains ((const char *const *) present, group)
          && !g_ptr_array_find_with_equal_func (sorted, group, g_str_equal, NULL))
        g_ptr_array_add (sorted, g_steal_pointer (&group));
    }
  for (guint i = 0; present[i] != NULL; i++)
    {
      if (!g_ptr_array_find_with_equal_func (sorted, present[i], g_str_equal, NULL))
        g_ptr_array_add (sorted, g_strdup (present[i]));
    }
  g_ptr_array_add (sorted, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&sorted), FALSE);
}

static void
print_last_call (DialctlContext *context, GVariant *call)
{
  g_autoptr (GDateTime) started = g_date_time_new_from_unix_local (dialctl_call_get_number (call, "started"));
  g_autofree char *when = g_date_time_format (started, "%F %T");
  g_autofree char *what = dialctl_call_describe_failure (call);

  dialctl_context_say (context, "\nLast call: %s, reached %s: %s", when, dialctl_call_get_string (call, "reached"),
                       what);
}

static void
print_text (DialctlContext *context, Settings *settings, gboolean all)
{
  static const char *const headings[] = { "KEY", "VALUE", "NOTE", NULL };
  GKeyFile *shown = all ? settings->effective : settings->set;
  g_auto (GStrv) groups = sort_groups (settings, shown);
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);

  for (guint i = 0; groups[i] != NULL; i++)
    add_group (table, settings, shown, groups[i]);
  dialctl_table_print (table, context->color);
  if (settings->last_call)
    print_last_call (context, settings->last_call);
}

static GVariant *
list_keys_without_effect (Settings *settings)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  for (guint i = 0; i < settings->keys->len; i++)
    {
      const DialctlKey *key = settings->keys->pdata[i];
      g_auto (GStrv) parts = g_strsplit (key->path, ".", 2);

      if (!key->effective && g_key_file_has_key (settings->set, parts[0], parts[1], NULL))
        g_variant_builder_add (&builder, "s", key->path);
    }
  return g_variant_builder_end (&builder);
}

static void
print_json (DialerDBusProfile *profile, Settings *settings)
{
  GVariantBuilder *object = dialctl_profile_to_json (profile);
  g_autoptr (GVariantBuilder) call = settings->last_call ? dialctl_call_to_json (settings->last_call) : NULL;

  dialctl_json_add (object, "settings", settings->set_variant);
  dialctl_json_add (object, "effective", settings->effective_variant);
  dialctl_json_add (object, "without_effect", list_keys_without_effect (settings));
  dialctl_json_add (object, "last_call", call ? g_variant_builder_end (call) : NULL);
  dialctl_json_print_object (object);
}

gboolean
cmd_profile_show (DialctlContext *context, GError **error)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 'a', 0, G_OPTION_ARG_NONE, &all, "Inherited and default values too", NULL },
    { NULL },
  };
  g_autoptr (DialerDBusProfile) profile = NULL;
  g_auto (Settings) settings = { NULL };

  if (!dialctl_context_parse (context, entries, error) || !dialctl_context_connect (context, error))
    return FALSE;
  profile = dialctl_bus_guess_profile (context->bus, context->words[0], error);
  if (profile == NULL || !settings_fetch (&settings, context->bus, profile, error))
    return FALSE;

  if (context->json)
    print_json (profile, &settings);
  else
    print_text (context, &settings, all);
  return TRUE;
}
