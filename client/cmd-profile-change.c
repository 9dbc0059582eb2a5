/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl profile add, set, unset, copy, rename, remove. */
#include <unistd.h>

#include "dialctl-commands.h"
#include "dialctl-error.h"
#include "dialctl-json.h"
#include "dialctl-keyring.h"
#include "dialctl-modem.h"
#include "dialctl-profile.h"
#include "dialctl-settings.h"
#include "dialer-error.h"

/* Makes a profile of @settings under @name, and reads it back. */
static DialerDBusProfile *
add_profile (DialctlContext *context, GKeyFile *settings, const char *name, GError **error)
{
  g_autofree char *path = NULL;

  dialctl_settings_set (settings, "profile", "name", name);
  if (!dialer_dbus_manager_call_add_profile_sync (dialctl_bus_get_manager (context->bus),
                                                  dialctl_settings_to_variant (settings), DIALCTL_CALL_FLAGS,
                                                  DIALCTL_NO_TIMEOUT, &path, NULL, error))
    return NULL;
  return dialctl_bus_read_profile (context->bus, path, error);
}

static gboolean
update_profile (DialerDBusProfile *profile, GKeyFile *set, const char *const *unset, GError **error)
{
  static const char *const none[] = { NULL };

  return dialer_dbus_profile_call_update_sync (profile, dialctl_settings_to_variant (set),
                                               unset != NULL ? unset : none, DIALCTL_CALL_FLAGS,
                                               DIALCTL_NO_TIMEOUT, NULL, error);
}

/* Returns: what stands behind the profile's name. */
static GKeyFile *
begin (DialctlContext *context, GError **error)
{
  g_autoptr (GKeyFile) settings = NULL;

  if (!dialctl_context_parse (context, NULL, error))
    return NULL;
  settings = dialctl_settings_from_words (context->words + 1, error);
  if (settings == NULL || !dialctl_context_connect (context, error)
      || !dialctl_modem_resolve_setting (context, settings, error))
    return NULL;
  return g_steal_pointer (&settings);
}

/* A profile whose number is never dialled may be stored, for the lists of such numbers change; but better say so. */
static void
tell_if_refused (DialctlContext *context, DialerDBusProfile *profile)
{
  GVariant *no_options = g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
  g_autoptr (GError) error = NULL;

  if (dialer_dbus_profile_call_preview_sync (profile, no_options, G_DBUS_CALL_FLAGS_NONE, DIALCTL_NO_TIMEOUT, NULL,
                                             NULL, NULL, &error)
      || !g_error_matches (error, DIALER_ERROR, DIALER_ERROR_FAILED))
    return;
  g_dbus_error_strip_remote_error (error);
  dialctl_context_say (context, "It can't be dialled as it is: %s", error->message);
}

static gboolean
keeps_password (GKeyFile *settings)
{
  static const char *const nowhere[] = { "ask", "none", NULL };
  g_autofree char *place = dialctl_settings_get (settings, "secret", "password");

  return place == NULL || !g_strv_contains (nowhere, place);
}

gboolean
cmd_profile_add (DialctlContext *context, GError **error)
{
  g_autoptr (GKeyFile) settings = begin (context, error);
  g_autoptr (DialerDBusProfile) profile = NULL;

  if (settings == NULL)
    return FALSE;
  profile = add_profile (context, settings, context->words[0], error);
  if (profile == NULL)
    return FALSE;

  dialctl_profile_report (context, profile, "Added the profile %s.", context->words[0]);
  tell_if_refused (context, profile);
  if (g_key_file_has_key (settings, "ppp", "user", NULL) && keeps_password (settings))
    dialctl_context_say (context, "Store its password with: dialctl secret set %s", context->words[0]);
  return TRUE;
}

gboolean
cmd_profile_set (DialctlContext *context, GError **error)
{
  g_autoptr (GKeyFile) settings = begin (context, error);
  g_autoptr (DialerDBusProfile) profile = NULL;

  if (settings == NULL)
    return FALSE;
  profile = dialctl_bus_find_profile (context->bus, context->words[0], error);
  if (profile == NULL || !update_profile (profile, settings, NULL, error))
    return FALSE;

  dialctl_profile_report (context, profile, "Changed the profile %s.",
                          dialer_dbus_profile_get_name (profile));
  tell_if_refused (context, profile);
  return TRUE;
}

gboolean
cmd_profile_unset (DialctlContext *context, GError **error)
{
  g_autoptr (GKeyFile) nothing = g_key_file_new ();
  g_autoptr (DialerDBusProfile) profile = NULL;

  if (!dialctl_context_parse (context, NULL, error))
    return FALSE;
  for (char **path = context->words + 1; *path != NULL; path++)
    {
      if (!dialctl_settings_check_path (*path, error))
        return FALSE;
    }
  if (!dialctl_context_connect (context, error))
    return FALSE;
  profile = dialctl_bus_find_profile (context->bus, context->words[0], error);
  if (profile == NULL || !update_profile (profile, nothing, (const char *const *) context->words + 1, error))
    return FALSE;

  dialctl_profile_report (context, profile, "Changed the profile %s.",
                          dialer_dbus_profile_get_name (profile));
  return TRUE;
}

gboolean
cmd_profile_copy (DialctlContext *context, GError **error)
{
  static const char *const personal[] = { "id", "name", "owner" };
  g_autoptr (DialerDBusProfile) original = NULL;
  g_autoptr (DialerDBusProfile) copy = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GKeyFile) settings = NULL;

  if (!dialctl_context_begin (context, error))
    return FALSE;
  original = dialctl_bus_find_profile (context->bus, context->words[0], error);
  if (original == NULL)
    return FALSE;
  if (!dialer_dbus_profile_call_get_settings_sync (original, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &variant,
                                                   NULL, NULL, error))
    return FALSE;

  settings = dialctl_settings_from_variant (variant);
  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    g_key_file_remove_key (settings, "profile", personal[i], NULL);
  copy = add_profile (context, settings, context->words[1], error);
  if (copy == NULL)
    return FALSE;

  dialctl_profile_report (context, copy, "Added the profile %s; secrets are not copied.", context->words[1]);
  return TRUE;
}

gboolean
cmd_profile_rename (DialctlContext *context, GError **error)
{
  g_autoptr (DialerDBusProfile) profile = NULL;
  g_autoptr (DialerDBusProfile) renamed = NULL;
  g_autoptr (GKeyFile) settings = g_key_file_new ();

  if (!dialctl_context_begin (context, error))
    return FALSE;
  profile = dialctl_bus_find_profile (context->bus, context->words[0], error);
  if (profile == NULL)
    return FALSE;

  dialctl_settings_set (settings, "profile", "name", context->words[1]);
  if (!update_profile (profile, settings, NULL, error))
    return FALSE;
  renamed = dialctl_bus_read_profile (context->bus, dialctl_proxy_get_path (profile), error);
  if (renamed == NULL)
    return FALSE;

  dialctl_profile_report (context, renamed, "Renamed the profile to %s.", context->words[1]);
  return TRUE;
}

/* All are looked up before the first is removed, so that a mistyped name changes nothing. */
static GPtrArray *
find_profiles (DialctlContext *context, GError **error)
{
  g_autoptr (GPtrArray) profiles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; context->words[i] != NULL; i++)
    {
      DialerDBusProfile *profile = dialctl_bus_find_profile (context->bus, context->words[i], error);

      if (profile == NULL)
        return NULL;
      g_ptr_array_add (profiles, profile);
    }
  return g_steal_pointer (&profiles);
}

gboolean
cmd_profile_remove (DialctlContext *context, GError **error)
{
  g_autoptr (GPtrArray) profiles = NULL;

  if (!dialctl_context_begin (context, error))
    return FALSE;
  profiles = find_profiles (context, error);
  if (profiles == NULL)
    return FALSE;

  for (guint i = 0; i < profiles->len; i++)
    {
      DialerDBusProfile *profile = profiles->pdata[i];

      if (!dialer_dbus_profile_call_remove_sync (profile, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL,
                                                 error))
        {
          dialctl_error_prefix (error, dialer_dbus_profile_get_name (profile));
          return FALSE;
        }
      if (dialer_dbus_profile_get_owner (profile) == getuid ())
        dialctl_keyring_forget (dialer_dbus_profile_get_id (profile));
      dialctl_context_say (context, "Removed the profile %s.", dialer_dbus_profile_get_name (profile));
    }
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add (object, "removed", g_variant_new_strv ((const char *const *) context->words, -1));
      dialctl_json_print_object (object);
    }
  return TRUE;
}
