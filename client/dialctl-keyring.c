/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libsecret's simple password API, with the schema that dialerd's own store has too. */
#include "dialctl-keyring.h"

#include <libsecret/secret.h>
#include <string.h>

#include "dialer-error.h"
#include "dialer-names.h"

#define PROFILE_ATTRIBUTE "dialer-profile"
#define NAME_ATTRIBUTE "dialer-secret"

/* By the schema's name gnome-keyring would find nothing in a locked keyring, not even that it is locked. */
static const SecretSchema schema = {
  DIALER_BUS_NAME ".Secret",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { PROFILE_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NAME_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

/* Without these GDBus would start a session bus of its own, which takes its time and has no keyring. */
static gboolean
is_there (void)
{
  g_autofree char *socket = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);

  return g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || g_getenv ("SECRET_BACKEND") != NULL
         || g_file_test (socket, G_FILE_TEST_EXISTS);
}

static gboolean
is_locked (gpointer item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (item);
}

static void
free_items (gpointer items)
{
  g_list_free_full (items, g_object_unref);
}

static void
return_value (GTask *task, SecretValue *value)
{
  gsize length;
  const char *text = secret_value_get (value, &length);
  DialctlSecret *secret;

  if (length == 0 || length >= DIALCTL_SECRET_SIZE)
    {
      g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "what is kept can be no secret");
      return;
    }
  secret = g_new0 (DialctlSecret, 1);
  memcpy (secret->bytes, text, length);
  secret->length = length;
  g_task_return_pointer (task, secret, (GDestroyNotify) dialctl_secret_free);
}

static void
on_retrieved (GObject *item, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SecretValue *value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (item), result, &error);

  if (value == NULL)
    {
      g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_SECRETS_UNAVAILABLE, "the keyring is locked");
      return;
    }
  return_value (task, value);
  secret_value_unref (value);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  g_task_set_task_data (task, items, free_items);
  if (items == NULL)
    g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "the keyring has no such secret");
  else if (is_locked (items->data))
    g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_SECRETS_UNAVAILABLE, "the keyring is locked");
  else
    secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (items->data), g_task_get_cancellable (task),
                                        on_retrieved, g_object_ref (task));
}

void
dialctl_keyring_lookup_async (const char *profile, const char *name, gboolean unlock, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, dialctl_keyring_lookup_async);
  if (is_there ())
    secret_password_search (&schema, unlock ? SECRET_SEARCH_UNLOCK : SECRET_SEARCH_NONE, cancellable, on_found,
                            g_object_ref (task), PROFILE_ATTRIBUTE, profile, NAME_ATTRIBUTE, name, NULL);
  else
    g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "there is no keyring");
}

gboolean
dialctl_keyring_lookup_finish (GAsyncResult *result, DialctlSecret *secret, GError **error)
{
  DialctlSecret *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found == NULL)
    return FALSE;
  *secret = *found;
  dialctl_secret_free (found);
  return TRUE;
}

static gboolean
check_is_there (GError **error)
{
  if (is_there ())
    return TRUE;
  g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_SECRETS_UNAVAILABLE,
                       "there is no keyring in this session\n"
                       "Log in at the desktop, or store it with secret.password=stored in the service.");
  return FALSE;
}

/* Whatever a keyring says goes out as one error, for libsecret passes on what every provider likes. */
static void
set_failure (GError **error, const GError *cause)
{
  g_autoptr (GError) stripped = g_error_copy (cause);

  g_dbus_error_strip_remote_error (stripped);
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_SECRETS_UNAVAILABLE,
               "the keyring can't be used: %s\nUnlock it, or see whether it runs in this session.",
               stripped->message);
}

gboolean
dialctl_keyring_store (const char *profile, const char *name, const char *label, DialctlSecret *secret,
                       GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (!check_is_there (error))
    return FALSE;
  secret->bytes[secret->length] = '\0';
  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, secret->bytes, NULL, &cause,
                                  PROFILE_ATTRIBUTE, profile, NAME_ATTRIBUTE, name, NULL))
    return TRUE;
  set_failure (error, cause);
  return FALSE;
}

gboolean
dialctl_keyring_clear (const char *profile, const char *name, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (!check_is_there (error))
    return FALSE;
  if (secret_password_clear_sync (&schema, NULL, &cause, PROFILE_ATTRIBUTE, profile, NAME_ATTRIBUTE, name, NULL))
    return TRUE;
  if (cause != NULL)
    set_failure (error, cause);
  else
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND,
                 "your keyring has no %s for this profile\nSee 'dialctl secret list'.", name);
  return FALSE;
}

void
dialctl_keyring_forget (const char *profile)
{
  if (is_there ())
    secret_password_clear_sync (&schema, NULL, NULL, PROFILE_ATTRIBUTE, profile, NULL);
}

GStrv
dialctl_keyring_list (const char *profile)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GList *items = NULL;

  if (is_there ())
    items = secret_password_search_sync (&schema, SECRET_SEARCH_ALL, NULL, NULL, PROFILE_ATTRIBUTE, profile, NULL);
  for (GList *l = items; l != NULL; l = l->next)
    {
      g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (l->data);
      const char *name = g_hash_table_lookup (attributes, NAME_ATTRIBUTE);

      if (name != NULL)
        g_strv_builder_add (names, name);
    }
  free_items (items);
  return g_strv_builder_end (names);
}
