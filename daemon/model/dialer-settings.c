/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Settings are a key file whose known keys have been checked, over a parent, over the table of defaults. */
#include "dialer-settings.h"

#include <string.h>

#include "dialer-error.h"
#include "dialer-list.h"
#include "dialer-setting.h"

struct _DialerSettings
{
  gatomicrefcount references;
  GKeyFile *file;
  DialerSettings *parent;
  GHashTable *values; /* path to unescaped value, of the known keys that are set here */
};

G_DEFINE_BOXED_TYPE (DialerSettings, dialer_settings, dialer_settings_ref, dialer_settings_unref)

DialerSettings *
dialer_settings_new (void)
{
  DialerSettings *self = g_new0 (DialerSettings, 1);

  g_atomic_ref_count_init (&self->references);
  self->file = g_key_file_new ();
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

DialerSettings *
dialer_settings_ref (DialerSettings *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
dialer_settings_unref (DialerSettings *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_key_file_unref (self->file);
  g_hash_table_unref (self->values);
  g_clear_pointer (&self->parent, dialer_settings_unref);
  g_free (self);
}

static const DialerSetting *
find_setting (const char *path, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);

  if (g_strv_length (parts) == 2)
    return dialer_setting_find (parts[0], parts[1], error);
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%s: write it as group.key, such as dial.numbers",
               path);
  return NULL;
}

/* Line ends and backslashes are escaped in the file, but for `\;`: that belongs to the list that it stands in. */
static char *
escape (const char *value)
{
  GString *text = g_string_new (NULL);

  for (const char *c = value; *c; c++)
    if (*c == '\n')
      g_string_append (text, "\\n");
    else if (*c == '\\' && c[1] != ';')
      g_string_append (text, "\\\\");
    else
      g_string_append_c (text, *c);
  return g_string_free (text, FALSE);
}

static char *
unescape (const char *text)
{
  GString *value = g_string_new (NULL);

  for (const char *c = text; *c; c++)
    if (*c == '\\' && (c[1] == 'n' || c[1] == '\\'))
      g_string_append_c (value, *++c == 'n' ? '\n' : '\\');
    else
      g_string_append_c (value, *c);
  return g_string_free (value, FALSE);
}

static void
store (DialerSettings *self, const DialerSetting *setting, const char *value)
{
  g_autofree char *escaped = escape (value);

  g_key_file_set_value (self->file, setting->group, setting->key, escaped);
  g_hash_table_insert (self->values, dialer_setting_make_path (setting), g_strdup (value));
}

gboolean
dialer_settings_set (DialerSettings *self, const char *path, const char *value, GError **error)
{
  const DialerSetting *setting = find_setting (path, error);
  g_autofree char *normal = setting ? dialer_setting_normalize (setting, value, error) : NULL;

  if (normal == NULL)
    return FALSE;
  store (self, setting, normal);
  return TRUE;
}

gboolean
dialer_settings_unset (DialerSettings *self, const char *path, GError **error)
{
  const DialerSetting *setting = find_setting (path, error);

  if (setting == NULL)
    return FALSE;
  g_key_file_remove_key (self->file, setting->group, setting->key, NULL);
  g_hash_table_remove (self->values, path);
  return TRUE;
}

static gboolean
load_value (DialerSettings *self, const DialerSetting *setting, GError **error)
{
  g_autofree char *raw = g_key_file_get_value (self->file, setting->group, setting->key, NULL);
  g_autofree char *value = unescape (raw);
  g_autofree char *normal = dialer_setting_normalize (setting, value, error);

  if (normal)
    store (self, setting, normal);
  return normal != NULL;
}

/* By what is in the file: GLib words an error for each key that it is asked for in vain. */
static gboolean
load_group (DialerSettings *self, const char *group, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, group, NULL, NULL);
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; keys && i < n; i++)
    if (g_str_equal (all[i].group, group) && g_strv_contains ((const char *const *) keys, all[i].key)
        && !load_value (self, &all[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
load_values (DialerSettings *self, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->file, NULL);

  for (char **group = groups; *group; group++)
    if (!load_group (self, *group, error))
      return FALSE;
  return TRUE;
}

static gboolean
load (DialerSettings *self, const char *data, gsize length, GError **error)
{
  GKeyFileFlags flags = G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS;
  g_autoptr (GError) syntax = NULL;

  if (!g_utf8_validate_len (data, length, NULL))
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "it is no UTF-8 text");
  else if (!g_key_file_load_from_data (self->file, data, length, flags, &syntax))
    g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, syntax->message);
  else
    return load_values (self, error);
  return FALSE;
}

DialerSettings *
dialer_settings_parse (const char *data, gsize length, GError **error)
{
  g_autoptr (DialerSettings) self = dialer_settings_new ();

  return load (self, data, length, error) ? g_steal_pointer (&self) : NULL;
}

char *
dialer_settings_serialize (DialerSettings *self)
{
  return g_key_file_to_data (self->file, NULL, NULL);
}

DialerSettings *
dialer_settings_copy (DialerSettings *self)
{
  g_autofree char *data = dialer_settings_serialize (self);
  DialerSettings *copy = dialer_settings_new ();

  load (copy, data, strlen (data), NULL);
  dialer_settings_set_parent (copy, self->parent);
  return copy;
}

void
dialer_settings_set_parent (DialerSettings *self, DialerSettings *parent)
{
  if (parent)
    dialer_settings_ref (parent);
  g_clear_pointer (&self->parent, dialer_settings_unref);
  self->parent = parent;
}

/* The natural type of a value is as good as its text. */
static char *
variant_to_text (GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? "yes" : "no");
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    {
      g_autofree const char **members = g_variant_get_strv (value, NULL);

      return dialer_list_join (members);
    }
  if (g_variant_classify (value) == G_VARIANT_CLASS_UINT32 || g_variant_classify (value) == G_VARIANT_CLASS_INT32
      || g_variant_classify (value) == G_VARIANT_CLASS_UINT64 || g_variant_classify (value) == G_VARIANT_CLASS_INT64)
    return g_variant_print (value, FALSE);
  return NULL;
}

static gboolean
apply_value (DialerSettings *self, const char *group, const char *key, GVariant *value, GError **error)
{
  g_autofree char *path = g_strconcat (group, ".", key, NULL);
  g_autofree char *text = variant_to_text (value);

  if (text)
    return dialer_settings_set (self, path, text, error);
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
               "%s: a value of D-Bus type %s; give a string, boolean, number or list of strings", path,
               g_variant_get_type_string (value));
  return FALSE;
}

static gboolean
apply_group (DialerSettings *self, const char *group, GVariant *keys, GError **error)
{
  GVariantIter iter;
  const char *key;
  GVariant *boxed;

  g_variant_iter_init (&iter, keys);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &boxed))
    {
      g_autoptr (GVariant) value = boxed;

      if (!apply_value (self, group, key, value, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
dialer_settings_apply (DialerSettings *self, GVariant *changes, GError **error)
{
  g_autoptr (DialerSettings) changed = dialer_settings_copy (self);
  GVariantIter iter;
  const char *group;
  GVariant *boxed;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&s@a{sv}}", &group, &boxed))
    {
      g_autoptr (GVariant) keys = boxed;

      if (!apply_group (changed, group, keys, error))
        return FALSE;
    }
  /* All of it could be set: now it is. */
  {
    GKeyFile *file = self->file;
    GHashTable *values = self->values;

    self->file = changed->file;
    self->values = changed->values;
    changed->file = file;
    changed->values = values;
  }
  return TRUE;
}

static gboolean
is_one_of (DialerSettings *self, const char *path, const char *first, const char *second)
{
  const char *value = dialer_settings_get (self, path);

  return g_str_equal (value, first) || g_str_equal (value, second);
}

gboolean
dialer_settings_check (DialerSettings *self, GError **error)
{
  const char *wrong = NULL;

  if (*dialer_settings_get (self, "profile.name") == '\0')
    wrong = "profile.name: a profile needs a name";
  else if (g_str_equal (dialer_settings_get (self, "ipv4.method"), "manual")
           && *dialer_settings_get (self, "ipv4.address") == '\0')
    wrong = "ipv4.method=manual: give ipv4.address too";
  else if (g_str_equal (dialer_settings_get (self, "ipv4.method"), "off")
           && g_str_equal (dialer_settings_get (self, "ipv6.method"), "off"))
    wrong = "ipv4.method=off: then set ipv6.method=auto, or the link carries nothing";
  else if (*dialer_settings_get (self, "dial.numbers") && *dialer_settings_get (self, "cellular.apn"))
    wrong = "cellular.apn: a profile has either dial.numbers or an access point to call";
  else if (!g_str_equal (dialer_settings_get (self, "profile.autoconnect"), "no")
           && !is_one_of (self, "secret.password", "stored", "none"))
    wrong = "profile.autoconnect: needs secret.password=stored (or none), for nobody is there to be asked";
  else if (!g_str_equal (dialer_settings_get (self, "profile.autoconnect"), "no")
           && !is_one_of (self, "secret.pin", "stored", "none"))
    wrong = "profile.autoconnect: needs secret.pin=stored (or none), for nobody is there to be asked";
  else if (g_str_equal (dialer_settings_get (self, "login.method"), "script")
           && *dialer_settings_get (self, "login.script") == '\0')
    wrong = "login.method=script: give login.script too";
  else if (*dialer_settings_get (self, "limit.cost") && *dialer_settings_get (self, "cost.tariff") == '\0')
    wrong = "limit.cost: give cost.tariff too, or nothing is known of what calls cost";
  if (wrong == NULL)
    return TRUE;
  g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, wrong);
  return FALSE;
}

const char *
dialer_settings_find_privileged (DialerSettings *self)
{
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = dialer_setting_make_path (&all[i]);
      gpointer stored_path;

      if (all[i].privileged && g_hash_table_lookup_extended (self->values, path, &stored_path, NULL))
        return stored_path;
    }
  return NULL;
}

const char *
dialer_settings_get_own (DialerSettings *self, const char *path)
{
  return g_hash_table_lookup (self->values, path);
}

/* What a profile is, it is by itself; only how it calls can be inherited. */
static gboolean
is_inheritable (const char *path)
{
  return !g_str_has_prefix (path, "profile.");
}

static const char *
lookup (DialerSettings *self, const char *path)
{
  for (DialerSettings *s = self; s; s = is_inheritable (path) ? s->parent : NULL)
    {
      const char *value = g_hash_table_lookup (s->values, path);

      if (value)
        return value;
    }
  return NULL;
}

static GVariant *
group_to_variant (DialerSettings *self, const char *group, gboolean effective)
{
  g_autoptr (GVariantDict) dict = g_variant_dict_new (NULL);
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strconcat (group, ".", all[i].key, NULL);
      const char *value;

      if (!g_str_equal (all[i].group, group))
        continue;
      value = effective ? dialer_settings_get (self, path) : g_hash_table_lookup (self->values, path);
      if (value)
        g_variant_dict_insert (dict, all[i].key, "s", value);
    }
  return g_variant_dict_end (dict);
}

GVariant *
dialer_settings_to_variant (DialerSettings *self, gboolean effective)
{
  g_auto (GVariantBuilder) groups = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sa{sv}}"));
  const char *last = "";
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GVariant) group = NULL;

      if (g_str_equal (all[i].group, last))
        continue;
      last = all[i].group;
      group = g_variant_ref_sink (group_to_variant (self, last, effective));
      if (g_variant_n_children (group) > 0)
        g_variant_builder_add (&groups, "{s@a{sv}}", last, group);
    }
  return g_variant_builder_end (&groups);
}

gboolean
dialer_settings_is_set (DialerSettings *self, const char *path)
{
  return lookup (self, path) != NULL;
}

const char *
dialer_settings_get (DialerSettings *self, const char *path)
{
  const char *value = lookup (self, path);
  const DialerSetting *setting;

  if (value && *value) /* an empty value is the same as none */
    return value;
  setting = find_setting (path, NULL);
  g_return_val_if_fail (setting != NULL, "");
  return setting->initial;
}

gboolean
dialer_settings_get_boolean (DialerSettings *self, const char *path)
{
  return g_str_equal (dialer_settings_get (self, path), "yes");
}

guint
dialer_settings_get_uint (DialerSettings *self, const char *path)
{
  return g_ascii_strtoull (dialer_settings_get (self, path), NULL, 10);
}

GStrv
dialer_settings_get_list (DialerSettings *self, const char *path)
{
  return dialer_list_split (dialer_settings_get (self, path));
}
