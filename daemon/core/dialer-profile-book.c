/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The book of profiles: a change is checked on a copy, written, and only then seen. */
#include "dialer-profile-book.h"

#include <string.h>

#include "dialer-error.h"

/* Deep enough for anybody, and an end to every circle. */
#define MAX_INHERITANCE 8

/* Of one user: each may have a session, and takes memory and room on the disk. */
#define PROFILES_MAX 100

struct _DialerProfileBook
{
  GObject parent_instance;

  DialerStore *store;
  DialerSecretStore *secrets;
  GPtrArray *profiles;
  GHashTable *by_name; /* by owner and name, as make_key() writes them */
  GHashTable *written; /* the keys of those that are being written */
};

enum
{
  ADDED,
  REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerProfileBook, dialer_profile_book, G_TYPE_OBJECT)

typedef struct
{
  DialerProfile *profile;
  DialerSettings *settings; /* what it will have */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_object (&change->profile);
  g_clear_pointer (&change->settings, dialer_settings_unref);
  g_free (change);
}

static guint
get_owner (DialerSettings *settings)
{
  return dialer_settings_get_uint (settings, "profile.owner");
}

static char *
make_key (const char *name, guint owner)
{
  return g_strdup_printf ("%u %s", owner, name);
}

static DialerProfile *
find_by_name (DialerProfileBook *self, const char *name, guint owner)
{
  g_autofree char *key = make_key (name, owner);

  return g_hash_table_lookup (self->by_name, key);
}

static char *
make_key_for (DialerSettings *settings)
{
  return make_key (dialer_settings_get (settings, "profile.name"), get_owner (settings));
}

static char *
make_key_of (DialerProfile *profile)
{
  return make_key (dialer_profile_get_name (profile), dialer_profile_get_owner (profile));
}

static void
learn_name (DialerProfileBook *self, DialerProfile *profile)
{
  g_hash_table_insert (self->by_name, make_key_of (profile), profile);
}

static void
forget_name (DialerProfileBook *self, DialerProfile *profile)
{
  g_autofree char *key = make_key_of (profile);

  g_hash_table_remove (self->by_name, key);
}

/* One's own come before the system's; nobody inherits from another user. */
static DialerProfile *
find_parent (DialerProfileBook *self, DialerSettings *settings)
{
  const char *name = dialer_settings_get (settings, "profile.inherits");
  DialerProfile *own;

  if (*name == '\0')
    return NULL;
  own = find_by_name (self, name, get_owner (settings));
  return own ? own : find_by_name (self, name, 0);
}

static gboolean
link_parent (DialerProfileBook *self, DialerSettings *settings, GError **error)
{
  DialerProfile *parent = find_parent (self, settings);
  const char *id = dialer_settings_get (settings, "profile.id");
  const char *name = dialer_settings_get (settings, "profile.inherits");
  guint depth = 0;

  dialer_settings_set_parent (settings, parent ? dialer_profile_get_settings (parent) : NULL);
  if (parent == NULL && *name)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                   "profile.inherits=%s: there is no such profile of this owner or of the system", name);
      return FALSE;
    }
  for (DialerProfile *p = parent; p; p = find_parent (self, dialer_profile_get_settings (p)))
    if (g_str_equal (dialer_profile_get_id (p), id) || ++depth > MAX_INHERITANCE)
      {
        g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                     "profile.inherits=%s: a profile can't inherit from itself", name);
        return FALSE;
      }
  return TRUE;
}

/* Settings are shared by reference: when one changes, who inherits it must look again. */
static void
link_all_parents (DialerProfileBook *self)
{
  for (guint i = 0; i < self->profiles->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!link_parent (self, dialer_profile_get_settings (self->profiles->pdata[i]), &error))
        g_warning ("%s: %s", dialer_profile_get_name (self->profiles->pdata[i]), error->message);
    }
}

static gboolean
check_name (DialerProfileBook *self, DialerSettings *settings, GError **error)
{
  const char *name = dialer_settings_get (settings, "profile.name");
  g_autofree char *key = make_key_for (settings);
  DialerProfile *other = g_hash_table_lookup (self->by_name, key);

  if (g_hash_table_contains (self->written, key))
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY, "a profile %s is being written; try again", name);
      return FALSE;
    }
  if (other == NULL || g_str_equal (dialer_profile_get_id (other), dialer_settings_get (settings, "profile.id")))
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_EXISTS, "there is a profile %s already", name);
  return FALSE;
}

static gboolean
check (DialerProfileBook *self, DialerSettings *settings, GError **error)
{
  return check_name (self, settings, error) && link_parent (self, settings, error)
         && dialer_settings_check (settings, error);
}

static void
add (DialerProfileBook *self, DialerProfile *profile)
{
  g_ptr_array_add (self->profiles, g_object_ref (profile));
  learn_name (self, profile);
  g_signal_emit (self, signals[ADDED], 0, profile);
}

static void
dialer_profile_book_finalize (GObject *object)
{
  DialerProfileBook *self = DIALER_PROFILE_BOOK (object);

  g_object_unref (self->store);
  g_object_unref (self->secrets);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->written);
  g_ptr_array_unref (self->profiles);
  G_OBJECT_CLASS (dialer_profile_book_parent_class)->finalize (object);
}

static void
dialer_profile_book_class_init (DialerProfileBookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_profile_book_finalize;

  signals[ADDED] = g_signal_new ("added", DIALER_TYPE_PROFILE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, DIALER_TYPE_PROFILE);
  signals[REMOVED] = g_signal_new ("removed", DIALER_TYPE_PROFILE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, DIALER_TYPE_PROFILE);
}

static void
dialer_profile_book_init (DialerProfileBook *self)
{
  self->profiles = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

DialerProfileBook *
dialer_profile_book_new (DialerStore *store, DialerSecretStore *secrets)
{
  DialerProfileBook *self = g_object_new (DIALER_TYPE_PROFILE_BOOK, NULL);

  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  return self;
}

static void
load_profile (DialerProfileBook *self, const char *id, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerSettings) settings = dialer_settings_parse (text, strlen (text), &error);
  g_autoptr (DialerProfile) profile = NULL;

  /* The file's name is the id, whatever a hand that copied the file left inside. */
  if (settings == NULL || !dialer_settings_set (settings, "profile.id", id, &error)
      || !check_name (self, settings, &error))
    {
      g_warning ("profile %s is left out: %s", id, error->message);
      return;
    }
  profile = dialer_profile_new (settings);
  add (self, profile);
}

GPtrArray *
dialer_profile_book_get_profiles (DialerProfileBook *self)
{
  return self->profiles;
}

void
dialer_profile_book_load (DialerProfileBook *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) texts = dialer_store_load (self->store, &error);
  g_autoptr (GList) ids = texts ? g_list_sort (g_hash_table_get_keys (texts), (GCompareFunc) g_strcmp0) : NULL;

  if (texts == NULL)
    g_warning ("the profiles can't be read: %s", error->message);
  for (GList *l = ids; l; l = l->next)
    load_profile (self, l->data, g_hash_table_lookup (texts, l->data));
  link_all_parents (self);
}

static void
save (GTask *task, GAsyncReadyCallback callback)
{
  DialerProfileBook *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  g_autofree char *text = dialer_settings_serialize (change->settings);

  g_hash_table_add (self->written, make_key_for (change->settings));
  dialer_store_save_async (self->store, dialer_settings_get (change->settings, "profile.id"), text, NULL, callback,
                           g_object_ref (task));
}

static gboolean
save_finish (GTask *task, GAsyncResult *result, GError **error)
{
  DialerProfileBook *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  g_autofree char *key = make_key_for (change->settings);

  g_hash_table_remove (self->written, key);
  return dialer_store_save_finish (self->store, result, error);
}

static void
on_added_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerProfileBook *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  g_autoptr (DialerProfile) profile = NULL;
  GError *error = NULL;

  if (!save_finish (task, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  profile = dialer_profile_new (change->settings);
  add (self, profile);
  g_task_return_pointer (task, g_steal_pointer (&profile), g_object_unref);
}

static DialerSettings *
make_settings (GVariant *variant, guint owner, GError **error)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *owner_text = g_strdup_printf ("%u", owner);

  if (!dialer_settings_apply (settings, variant, error) || !dialer_settings_set (settings, "profile.id", id, error)
      || !dialer_settings_set (settings, "profile.owner", owner_text, error))
    return NULL;
  return g_steal_pointer (&settings);
}

static gboolean
check_number (DialerProfileBook *self, guint owner, gboolean privileged, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < self->profiles->len; i++)
    n += dialer_profile_get_owner (self->profiles->pdata[i]) == owner;
  if (privileged || n < PROFILES_MAX)
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY,
               "there are %u profiles of this user, which is as many as one may have; remove one", n);
  return FALSE;
}

void
dialer_profile_book_add_async (DialerProfileBook *self, GVariant *settings, guint owner, gboolean privileged,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Change *change = g_new0 (Change, 1);
  GError *error = NULL;

  g_task_set_task_data (task, change, change_free);
  change->settings = make_settings (settings, owner, &error);
  if (change->settings && dialer_profile_check_rights (change->settings, privileged, &error)
      && check_number (self, owner, privileged, &error) && check (self, change->settings, &error))
    save (task, on_added_saved);
  else
    g_task_return_error (task, error);
}

DialerProfile *
dialer_profile_book_add_finish (DialerProfileBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_update_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerProfileBook *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  dialer_profile_end_change (change->profile);
  if (!save_finish (task, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  forget_name (self, change->profile);
  dialer_profile_set_settings (change->profile, change->settings);
  learn_name (self, change->profile);
  link_all_parents (self);
  g_task_return_boolean (task, TRUE);
}

static gboolean
is_fixed (const char *group, const char *key)
{
  return g_str_equal (group, "profile") && (g_str_equal (key, "id") || g_str_equal (key, "owner"));
}

static gboolean
refuse_fixed (const char *path, GError **error)
{
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%s never changes; copy the profile instead", path);
  return FALSE;
}

static gboolean
check_fixed (GVariant *set, const char *const *unset, GError **error)
{
  g_autoptr (GVariant) group = g_variant_lookup_value (set, "profile", G_VARIANT_TYPE_VARDICT);

  if (group && g_variant_lookup (group, "id", "*", NULL))
    return refuse_fixed ("profile.id", error);
  if (group && g_variant_lookup (group, "owner", "*", NULL))
    return refuse_fixed ("profile.owner", error);
  for (guint i = 0; unset[i]; i++)
    if (g_str_has_prefix (unset[i], "profile.") && is_fixed ("profile", unset[i] + strlen ("profile.")))
      return refuse_fixed (unset[i], error);
  return TRUE;
}

/* Only what this change sets needs the right: a user may rename a profile to which root has given options. */
static gboolean
check_change_rights (GVariant *set, gboolean privileged, GError **error)
{
  g_autoptr (DialerSettings) changes = dialer_settings_new ();

  return dialer_settings_apply (changes, set, error) && dialer_profile_check_rights (changes, privileged, error);
}

static DialerSettings *
make_update (DialerProfile *profile, GVariant *set, const char *const *unset, GError **error)
{
  g_autoptr (DialerSettings) settings = dialer_settings_copy (dialer_profile_get_settings (profile));

  if (!dialer_settings_apply (settings, set, error))
    return NULL;
  for (guint i = 0; unset[i]; i++)
    if (!dialer_settings_unset (settings, unset[i], error))
      return NULL;
  return g_steal_pointer (&settings);
}

/* A new name must not cut off those who inherit by the old one. */
static gboolean
check_heirs (DialerProfileBook *self, DialerProfile *profile, const char *new_name, GError **error)
{
  for (guint i = 0; i < self->profiles->len; i++)
    {
      DialerSettings *settings = dialer_profile_get_settings (self->profiles->pdata[i]);

      if (find_parent (self, settings) != profile || g_strcmp0 (new_name, dialer_profile_get_name (profile)) == 0)
        continue;
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                   "%s inherits from %s: change its profile.inherits first",
                   dialer_settings_get (settings, "profile.name"), dialer_profile_get_name (profile));
      return FALSE;
    }
  return TRUE;
}

void
dialer_profile_book_update_async (DialerProfileBook *self, DialerProfile *profile, GVariant *set,
                                  const char *const *unset, gboolean privileged, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Change *change = g_new0 (Change, 1);
  GError *error = NULL;

  g_task_set_task_data (task, change, change_free);
  change->profile = g_object_ref (profile);
  if (check_fixed (set, unset, &error) && check_change_rights (set, privileged, &error))
    change->settings = make_update (profile, set, unset, &error);
  if (change->settings && check (self, change->settings, &error)
      && check_heirs (self, profile, dialer_settings_get (change->settings, "profile.name"), &error))
    {
      if (dialer_profile_begin_change (profile))
        save (task, on_update_saved);
      else
        g_set_error (&error, DIALER_ERROR, DIALER_ERROR_BUSY, "another change of %s is being written; try again",
                     dialer_profile_get_name (profile));
    }
  if (error)
    g_task_return_error (task, error);
}

gboolean
dialer_profile_book_update_finish (DialerProfileBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_file_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerProfileBook *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  dialer_profile_end_change (change->profile);
  if (!dialer_store_remove_finish (DIALER_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  forget_name (self, change->profile);
  g_ptr_array_remove (self->profiles, change->profile);
  g_signal_emit (self, signals[REMOVED], 0, change->profile);
  g_task_return_boolean (task, TRUE);
}

static void remove_next_secret (GTask *task);

static void
on_secret_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (dialer_secret_store_store_finish (DIALER_SECRET_STORE (source), result, &error))
    {
      remove_next_secret (task);
      return;
    }
  dialer_profile_end_change (change->profile);
  g_task_return_error (task, error);
}

static void
on_secrets_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  DialerProfileBook *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  const char *id = dialer_profile_get_id (change->profile);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = dialer_secret_store_list_finish (DIALER_SECRET_STORE (source), result, &error);

  /* A keyring that can't be read keeps no profile alive. */
  if (names && names[0])
    dialer_secret_store_store_async (self->secrets, id, names[0], NULL, NULL, on_secret_removed, g_object_ref (task));
  else
    dialer_store_remove_async (self->store, id, NULL, on_file_removed, g_object_ref (task));
}

static void
remove_next_secret (GTask *task)
{
  DialerProfileBook *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);

  dialer_secret_store_list_async (self->secrets, dialer_profile_get_id (change->profile), NULL, on_secrets_listed,
                                  g_object_ref (task));
}

void
dialer_profile_book_remove_async (DialerProfileBook *self, DialerProfile *profile, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Change *change = g_new0 (Change, 1);
  GError *error = NULL;

  change->profile = g_object_ref (profile);
  g_task_set_task_data (task, change, change_free);
  if (!check_heirs (self, profile, NULL, &error))
    g_task_return_error (task, error);
  else if (!dialer_profile_begin_change (profile))
    g_task_return_new_error (task, DIALER_ERROR, DIALER_ERROR_BUSY, "a change of %s is being written; try again",
                             dialer_profile_get_name (profile));
  else
    remove_next_secret (task);
}

gboolean
dialer_profile_book_remove_finish (DialerProfileBook *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
