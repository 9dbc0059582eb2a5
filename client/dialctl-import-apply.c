/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From imported profiles to those of the service. */
#include "dialctl-import-apply.h"

#include <gio/gunixfdlist.h>
#include <string.h>
#include <unistd.h>

#include "dialctl-error.h"
#include "dialctl-keys.h"
#include "dialctl-secret.h"
#include "dialctl-settings.h"
#include "import/import-keys.h"

/* Takes a setting out of all profiles, and says so where its lines are told of. */
static void
leave_out (Import *import, const char *path, const char *why)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  g_autofree char *beginning = g_strconcat (path, "=", NULL);

  for (guint i = 0; i < import->profiles->len; i++)
    g_key_file_remove_key (((ImportProfile *) import->profiles->pdata[i])->settings, parts[0], parts[1], NULL);
  for (guint i = 0; i < import->entries->len; i++)
    {
      ImportEntry *entry = import->entries->pdata[i];

      if (!g_str_has_prefix (entry->setting, beginning))
        continue;
      entry->settled = FALSE;
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, why);
    }
}

static const DialctlKey *
find_key (GPtrArray *keys, const char *path)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_str_equal (((DialctlKey *) keys->pdata[i])->path, path))
      return keys->pdata[i];
  return NULL;
}

static void
check_keys (Import *import, GPtrArray *keys, ImportProfile *profile)
{
  g_auto (GStrv) groups = g_key_file_get_groups (profile->settings, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_key_file_get_keys (profile->settings, groups[i], NULL, NULL);

      for (guint j = 0; words[j] != NULL; j++)
        {
          g_autofree char *path = g_strconcat (groups[i], ".", words[j], NULL);
          const DialctlKey *key = find_key (keys, path);

          if (key == NULL)
            leave_out (import, path, "this version has no such setting");
          else if (key->privileged && geteuid () != 0)
            leave_out (import, path, "administrators only");
        }
    }
}

/* The modem that is on the device of the other program, which may be a link. */
static DialerDBusModem *
find_modem (DialctlContext *context, const char *device)
{
  g_autofree char *real = realpath (device, NULL);
  DialerDBusModem *modem = dialctl_bus_find_modem (context->bus, device, NULL);

  return modem != NULL || real == NULL ? modem : dialctl_bus_find_modem (context->bus, real, NULL);
}

static void
resolve_modem (DialctlContext *context, ImportProfile *profile)
{
  g_autoptr (DialerDBusModem) modem = profile->device != NULL ? find_modem (context, profile->device) : NULL;
  g_autofree char *note = NULL;

  if (modem != NULL)
    import_keys_set (profile, profile->device_entry, "dial.modem", dialer_dbus_modem_get_id (modem), NULL);
  else if (profile->device_entry != NULL)
    {
      profile->device_entry->settled = FALSE;
      note = g_strdup_printf ("no modem is known there: dialctl modem add %s", profile->device);
      import_entry_settle (profile->device_entry, IMPORT_APPROXIMATED, "dial.modem=any", note);
    }
}

gboolean
dialctl_import_adjust (DialctlContext *context, Import *import, GError **error)
{
  g_autoptr (GPtrArray) keys = dialctl_keys_get (context->bus, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < import->profiles->len; i++)
    {
      check_keys (import, keys, import->profiles->pdata[i]);
      resolve_modem (context, import->profiles->pdata[i]);
    }
  return TRUE;
}

/* That of the same name which belongs to the one who imports; another's stays as it is. */
static DialerDBusProfile *
find_own (DialctlContext *context, const char *name)
{
  g_autoptr (GPtrArray) profiles = dialctl_bus_list_profiles (context->bus);

  for (guint i = 0; i < profiles->len; i++)
    {
      DialerDBusProfile *profile = profiles->pdata[i];

      if (dialer_dbus_profile_get_owner (profile) == geteuid ()
          && g_str_equal (dialer_dbus_profile_get_name (profile), name))
        return g_object_ref (profile);
    }
  return NULL;
}

static GStrv
list_paths (GKeyFile *settings)
{
  g_auto (GStrv) groups = g_key_file_get_groups (settings, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (settings, groups[i], NULL, NULL);

      for (guint j = 0; keys[j] != NULL; j++)
        g_ptr_array_add (paths, g_strconcat (groups[i], ".", keys[j], NULL));
    }
  g_ptr_array_add (paths, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}

/* What is set otherwise in @profile; what it has besides is its owner's and stays. */
static GKeyFile *
compare (DialerDBusProfile *profile, GKeyFile *wanted, GError **error)
{
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GKeyFile) before = NULL;
  g_auto (GStrv) unset = NULL;
  GKeyFile *set = NULL;

  if (!dialer_dbus_profile_call_get_settings_sync (profile, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &variant, NULL,
                                                   NULL, error))
    return NULL;
  before = dialctl_settings_from_variant (variant);
  (void) dialctl_settings_compare (before, wanted, &set, &unset);
  return set;
}

static DialerDBusProfile *
add (DialctlContext *context, ImportProfile *profile, GError **error)
{
  g_autofree char *path = NULL;

  dialctl_settings_set (profile->settings, "profile", "name", profile->name);
  if (!dialer_dbus_manager_call_add_profile_sync (dialctl_bus_get_manager (context->bus),
                                                  dialctl_settings_to_variant (profile->settings), DIALCTL_CALL_FLAGS,
                                                  DIALCTL_NO_TIMEOUT, &path, NULL, error))
    return NULL;
  return dialctl_bus_read_profile (context->bus, path, error);
}

static gboolean
update (DialerDBusProfile *profile, GKeyFile *set, GError **error)
{
  static const char *const none[] = { NULL };

  return dialer_dbus_profile_call_update_sync (profile, dialctl_settings_to_variant (set), none, DIALCTL_CALL_FLAGS,
                                               DIALCTL_NO_TIMEOUT, NULL, error);
}

/* In the bytes that the file has it in, which are what the peer knows. */
static gboolean
fill_secret (DialctlSecret *secret, const char *value, gboolean latin, GError **error)
{
  gsize length = strlen (value);
  char *bytes = latin ? g_convert (value, -1, "ISO-8859-1", "UTF-8", NULL, &length, error) : g_strdup (value);

  if (bytes == NULL)
    return FALSE;
  length = MIN (length, sizeof secret->bytes - 1);
  memcpy (secret->bytes, bytes, length);
  secret->length = length;
  import_forget_text (bytes);
  return TRUE;
}

static gboolean
store (DialerDBusProfile *profile, const char *name, const char *value, gboolean latin, GError **error)
{
  g_auto (DialctlSecret) secret = { "", 0 };
  g_autoptr (GUnixFDList) fds = NULL;
  int fd;

  if (value == NULL)
    return TRUE;
  if (!fill_secret (&secret, value, latin, error))
    return FALSE;
  fd = dialctl_secret_open_pipe (&secret, error);
  if (fd < 0)
    return FALSE;
  fds = g_unix_fd_list_new_from_array (&fd, 1); /* takes fd */
  return dialer_dbus_profile_call_set_secret_sync (profile, name, g_variant_new_handle (0), DIALCTL_CALL_FLAGS,
                                                   DIALCTL_NO_TIMEOUT, fds, NULL, NULL, error);
}

/* Adds or changes; @target is the service's profile then, and NULL when a dry run would add it. */
static gboolean
apply_settings (DialctlContext *context, ImportProfile *profile, gboolean dry, DialerDBusProfile **target,
                const char **result, GStrv *changed, GError **error)
{
  g_autoptr (GKeyFile) set = NULL;

  *target = find_own (context, profile->name);
  if (*target == NULL)
    {
      *result = "added";
      *changed = list_paths (profile->settings);
      if (!dry)
        *target = add (context, profile, error);
      return dry || *target != NULL;
    }
  set = compare (*target, profile->settings, error);
  if (set == NULL)
    return FALSE;
  *changed = list_paths (set);
  *result = (*changed)[0] != NULL ? "updated" : "unchanged";
  return dry || (*changed)[0] == NULL || update (*target, set, error);
}

gboolean
dialctl_import_apply (DialctlContext *context, ImportProfile *profile, gboolean latin, gboolean dry,
                      const char **result, GStrv *changed, GError **error)
{
  g_autoptr (DialerDBusProfile) target = NULL;
  gboolean ok = apply_settings (context, profile, dry, &target, result, changed, error);

  if (ok && !dry)
    ok = store (target, "password", profile->password, latin, error)
         && store (target, "pin", profile->pin, latin, error);
  if (!ok)
    dialctl_error_prefix (error, profile->name);
  return ok;
}
