/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libsecret's simple password API, on its file backend.
 *
 * The backend is chosen, and told its file and its key, by environment variables alone.  Those for file and
 * key are named for tests; they are the only door for a program that is not in a sandbox, and the same since
 * libsecret 0.20.
 */
#include "dialer-keyring-items.h"

#include <libsecret/secret.h>

#include "dialer-names.h"
#include "dialer-secret-key.h"

#define BACKEND_VARIABLE "SECRET_BACKEND"
#define PATH_VARIABLE "SECRET_FILE_TEST_PATH"
#define KEY_VARIABLE "SECRET_FILE_TEST_PASSWORD"
#define CHECK_ATTRIBUTE "dialer-key-check"
#define PROFILE_ATTRIBUTE "dialer-profile"
#define NAME_ATTRIBUTE "dialer-secret"

/* The file backend ignores a schema's name, so the attributes must be unmistakable; and other backends find
 * no item in a locked collection by a name, so it is not to be matched there either. */
static const SecretSchema secret_schema = {
  DIALER_BUS_NAME ".Secret",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { PROFILE_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NAME_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static const SecretSchema check_schema = {
  DIALER_BUS_NAME ".KeyCheck",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { CHECK_ATTRIBUTE, SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

gboolean
dialer_keyring_items_open (const char *path, const char *key_file, gboolean *key_fits, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *key = dialer_secret_key_export (key_file, KEY_VARIABLE, error);
  char *check;

  if (!key)
    return FALSE;

  g_setenv (BACKEND_VARIABLE, "file", TRUE);
  g_setenv (PATH_VARIABLE, path, TRUE);
  check = secret_password_lookup_sync (&check_schema, NULL, &cause, CHECK_ATTRIBUTE, "1", NULL);
  dialer_secret_key_withdraw (key, KEY_VARIABLE);
  g_unsetenv (PATH_VARIABLE);
  g_unsetenv (BACKEND_VARIABLE);

  *key_fits = check != NULL;
  secret_password_free (check);
  if (!cause)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
dialer_keyring_items_mark (GError **error)
{
  return secret_password_store_sync (&check_schema, NULL, "Key check", "1", NULL, error,
                                     CHECK_ATTRIBUTE, "1", NULL);
}

char *
dialer_keyring_items_lookup (const char *profile, const char *name, GError **error)
{
  return secret_password_lookup_nonpageable_sync (&secret_schema, NULL, error,
                                                  PROFILE_ATTRIBUTE, profile, NAME_ATTRIBUTE, name, NULL);
}

gboolean
dialer_keyring_items_change (const char *profile, const char *name, const char *secret, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (secret)
    return secret_password_store_sync (&secret_schema, NULL, "Dial-up secret", secret, NULL, error,
                                       PROFILE_ATTRIBUTE, profile, NAME_ATTRIBUTE, name, NULL);

  /* FALSE without an error: there was none. */
  secret_password_clear_sync (&secret_schema, NULL, &cause,
                              PROFILE_ATTRIBUTE, profile, NAME_ATTRIBUTE, name, NULL);
  if (!cause)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

GStrv
dialer_keyring_items_list (const char *profile, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GList *items = secret_password_search_sync (&secret_schema, SECRET_SEARCH_ALL, NULL, &cause,
                                              PROFILE_ATTRIBUTE, profile, NULL);

  for (GList *item = items; item; item = item->next)
    {
      g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item->data);

      g_ptr_array_add (names, g_strdup (g_hash_table_lookup (attributes, NAME_ATTRIBUTE)));
    }
  g_list_free_full (items, g_object_unref);
  if (cause)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
