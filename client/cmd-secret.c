/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl secret: passwords and PINs, kept where secret.NAME says: by the daemon, or in the user's keyring. */
#include <gio/gunixfdlist.h>
#include <unistd.h>

#include "dialctl-commands.h"
#include "dialctl-error.h"
#include "dialctl-json.h"
#include "dialctl-keyring.h"
#include "dialctl-secret.h"
#include "dialctl-settings.h"
#include "dialer-error.h"

/* The secret's name, which is the second word, or %NULL with an error. */
static const char *
get_secret_name (DialctlContext *context, GError **error)
{
  const char *name = context->words[1] != NULL ? context->words[1] : "password";

  if (g_str_equal (name, "password") || g_str_equal (name, "pin"))
    return name;
  /* What stands there is not repeated: it may be the secret itself. */
  (void) dialctl_context_set_usage_error (context, error,
                                          "a secret is 'password' or 'pin', and never an argument");
  return NULL;
}

static gboolean
send_secret (DialerDBusProfile *profile, const char *name, DialctlSecret *secret, GError **error)
{
  int fd = dialctl_secret_open_pipe (secret, error);
  g_autoptr (GUnixFDList) fds = NULL;

  if (fd < 0)
    return FALSE;
  fds = g_unix_fd_list_new_from_array (&fd, 1); /* takes fd */
  return dialer_dbus_profile_call_set_secret_sync (profile, name, g_variant_new_handle (0),
                                                   DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, fds, NULL, NULL,
                                                   error);
}

static void
report (DialctlContext *context, DialerDBusProfile *profile, const char *name, const char *what)
{
  const char *profile_name = dialer_dbus_profile_get_name (profile);

  dialctl_context_say (context, "%s the %s of %s.", what, name, profile_name);
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add_string (object, "profile", profile_name);
      dialctl_json_add_string (object, "secret", name);
      dialctl_json_print_object (object);
    }
}

/* Returns: the profile whose secret @name is meant. */
static DialerDBusProfile *
begin (DialctlContext *context, const char **name, GError **error)
{
  if (!dialctl_context_parse (context, NULL, error))
    return NULL;
  *name = get_secret_name (context, error);
  if (*name == NULL || !dialctl_context_connect (context, error))
    return NULL;
  return dialctl_bus_find_profile (context->bus, context->words[0], error);
}

/* The profile's secret.NAME, or %NULL with an error. */
static char *
find_place (DialerDBusProfile *profile, const char *name, GError **error)
{
  g_autoptr (GVariant) effective = NULL;
  g_autoptr (GKeyFile) settings = NULL;
  char *place;

  if (!dialer_dbus_profile_call_get_settings_sync (profile, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL,
                                                   &effective, NULL, error))
    return NULL;
  settings = dialctl_settings_from_variant (effective);
  place = dialctl_settings_get (settings, "secret", name);
  return place != NULL ? place : g_strdup ("stored");
}

/* Only the owner is asked for it, so that in another's keyring it would lie for nothing. */
static gboolean
check_owner (DialerDBusProfile *profile, const char *name, GError **error)
{
  const char *profile_name = dialer_dbus_profile_get_name (profile);

  if (dialer_dbus_profile_get_owner (profile) == getuid ())
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_AUTHORIZED,
               "the %s of %s is in the keyring of its owner, which is not yours (secret.%s=agent)\n"
               "Let the owner do it, or set secret.%s=stored.", name, profile_name, name, name);
  return FALSE;
}

/* @place is not "ask". */
static gboolean
store (DialerDBusProfile *profile, const char *name, const char *place, DialctlSecret *secret, GError **error)
{
  g_autofree char *label = NULL;

  if (!g_str_equal (place, "agent"))
    return send_secret (profile, name, secret, error);
  label = g_strdup_printf ("Dial-up %s of %s", name, dialer_dbus_profile_get_name (profile));
  return dialctl_keyring_store (dialer_dbus_profile_get_id (profile), name, label, secret, error);
}

/* Before anybody types it in vain. */
static gboolean
check_place (DialerDBusProfile *profile, const char *name, const char *place, GError **error)
{
  if (g_str_equal (place, "agent"))
    return check_owner (profile, name, error);
  if (!g_str_equal (place, "ask"))
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
               "the %s of %s is asked for at each call (secret.%s=ask), so it is kept nowhere\n"
               "Set secret.%s=stored, or agent for your keyring, and store it then.", name,
               dialer_dbus_profile_get_name (profile), name, name);
  return FALSE;
}

gboolean
cmd_secret_set (DialctlContext *context, GError **error)
{
  const char *name;
  g_autoptr (DialerDBusProfile) profile = begin (context, &name, error);
  g_auto (DialctlSecret) secret = { "", 0 };
  g_autofree char *place = NULL;
  g_autofree char *prompt = NULL;

  if (profile == NULL)
    return FALSE;
  place = find_place (profile, name, error);
  if (place == NULL || !check_place (profile, name, place, error))
    return FALSE;

  prompt = g_strdup_printf ("%s of %s", name, context->words[0]);
  if (!dialctl_secret_read (&secret, prompt, error) || !store (profile, name, place, &secret, error))
    return FALSE;

  report (context, profile, name, "Stored");
  return TRUE;
}

static gboolean
forget (DialerDBusProfile *profile, const char *name, const char *place, GError **error)
{
  if (!g_str_equal (place, "agent"))
    return dialer_dbus_profile_call_clear_secret_sync (profile, name, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL,
                                                       error);
  return check_owner (profile, name, error)
         && dialctl_keyring_clear (dialer_dbus_profile_get_id (profile), name, error);
}

gboolean
cmd_secret_clear (DialctlContext *context, GError **error)
{
  const char *name;
  g_autoptr (DialerDBusProfile) profile = begin (context, &name, error);
  g_autofree char *place = profile != NULL ? find_place (profile, name, error) : NULL;

  if (place == NULL || !forget (profile, name, place, error))
    return FALSE;

  report (context, profile, name, "Forgot");
  return TRUE;
}

/* Of one profile if it is named, else of all whose secrets the caller may know of. */
static GPtrArray *
choose_profiles (DialctlContext *context, GError **error)
{
  g_autoptr (GPtrArray) profiles = NULL;
  DialerDBusProfile *profile;

  if (context->words[0] == NULL)
    return dialctl_bus_load (context->bus, error) ? dialctl_bus_list_profiles (context->bus) : NULL;

  profile = dialctl_bus_guess_profile (context->bus, context->words[0], error);
  if (profile == NULL)
    return NULL;
  profiles = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (profiles, profile);
  return g_steal_pointer (&profiles);
}

static void
add_row (GVariantBuilder *list, const char *profile, const char *const *names, const char *const *kept)
{
  g_autoptr (GVariantBuilder) row = dialctl_json_object ();

  dialctl_json_add_string (row, "profile", profile);
  dialctl_json_add (row, "names", g_variant_new_strv (names, -1));
  dialctl_json_add (row, "keyring", g_variant_new_strv (kept, -1));
  g_variant_builder_add (list, "a{sv}", row);
}

static void
add_to_table (DialctlTable *table, DialerDBusProfile *profile, char **names, const char *place)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      dialctl_table_add (table, dialer_dbus_profile_get_name (profile));
      dialctl_table_add (table, names[i]);
      dialctl_table_add (table, place);
    }
}

/* What the user's own keyring has of his own profile. */
static GStrv
list_keyring (DialerDBusProfile *profile)
{
  if (dialer_dbus_profile_get_owner (profile) != getuid ())
    return g_new0 (char *, 1);
  return dialctl_keyring_list (dialer_dbus_profile_get_id (profile));
}

static gboolean
add_names (DialctlContext *context, DialerDBusProfile *profile, DialctlTable *table, GVariantBuilder *list,
           GError **error)
{
  gboolean named = context->words[0] != NULL;
  GDBusCallFlags flags = named ? DIALCTL_CALL_FLAGS : G_DBUS_CALL_FLAGS_NONE;
  g_autoptr (GError) cause = NULL;
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) kept = NULL;

  if (!dialer_dbus_profile_call_list_secrets_sync (profile, flags, DIALCTL_NO_TIMEOUT, &names, NULL, &cause))
    {
      if (!named && dialctl_error_get_exit (cause) == DIALCTL_EXIT_NOT_AUTHORIZED)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }

  kept = list_keyring (profile);
  add_to_table (table, profile, names, "stored");
  add_to_table (table, profile, kept, "keyring");
  add_row (list, dialer_dbus_profile_get_name (profile), (const char *const *) names, (const char *const *) kept);
  return TRUE;
}

gboolean
cmd_secret_list (DialctlContext *context, GError **error)
{
  static const char *const headings[] = { "PROFILE", "SECRET", "KEPT", NULL };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GPtrArray) profiles = NULL;

  if (!dialctl_context_begin (context, error))
    return FALSE;
  profiles = choose_profiles (context, error);
  for (guint i = 0; profiles != NULL && i < profiles->len; i++)
    {
      if (!add_names (context, profiles->pdata[i], table, &list, error))
        return FALSE;
    }
  if (profiles == NULL)
    return FALSE;

  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add (object, "secrets", g_variant_builder_end (&list));
      dialctl_json_print_object (object);
    }
  else
    dialctl_table_print (table, context->color);
  return TRUE;
}

gboolean
cmd_secret_reset (DialctlContext *context, GError **error)
{
  g_autofree char *kept = NULL;

  if (!dialctl_context_begin (context, error)
      || !dialer_dbus_manager_call_reset_secrets_sync (dialctl_bus_get_manager (context->bus), DIALCTL_CALL_FLAGS,
                                                       DIALCTL_NO_TIMEOUT, &kept, NULL, error))
    return FALSE;

  if (*kept != '\0')
    dialctl_context_say (context, "The old secrets are kept as %s.", kept);
  dialctl_context_say (context, "Store each again with: dialctl secret set NAME");
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add_string (object, "kept", kept);
      dialctl_json_print_object (object);
    }
  return TRUE;
}
