/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profile settings on their way between command line, editor and bus. */
#include "dialctl-settings.h"

#include <string.h>

gboolean
dialctl_settings_check_path (const char *path, GError **error)
{
  /* Also what keeps anything out of a key file that could not be one of its groups or keys. */
  if (g_regex_match_simple ("^[A-Za-z0-9-]+\\.[A-Za-z0-9-]+$", path, G_REGEX_DOLLAR_ENDONLY, 0))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "'%s' is no key: a key is GROUP.KEY, such as dial.numbers\n"
               "See 'dialctl profile keys' for all keys.", path);
  return FALSE;
}

gboolean
dialctl_settings_split (const char *word, char **path, const char **value, GError **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *before = NULL;

  if (equals == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "'%s' is no setting: a setting is GROUP.KEY=VALUE, such as dial.numbers=5551234\n"
                   "See 'dialctl profile keys' for all keys and values.", word);
      return FALSE;
    }

  before = g_strndup (word, (gsize) (equals - word));
  if (!dialctl_settings_check_path (before, error))
    return FALSE;

  *path = g_steal_pointer (&before);
  *value = equals + 1;
  return TRUE;
}

/* As dialer.profile(5) has it: a line end and a backslash are escaped, but not what escapes a list's `;`. */
static char *
escape (const char *value)
{
  GString *text = g_string_new (NULL);

  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '\n')
        g_string_append (text, "\\n");
      else if (*c == '\\' && c[1] != ';')
        g_string_append (text, "\\\\");
      else
        g_string_append_c (text, *c);
    }
  return g_string_free (text, FALSE);
}

static char *
unescape (const char *text)
{
  GString *value = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      gboolean escaped = *c == '\\' && (c[1] == 'n' || c[1] == '\\');

      if (escaped)
        c++;
      g_string_append_c (value, escaped && *c == 'n' ? '\n' : *c);
    }
  return g_string_free (value, FALSE);
}

void
dialctl_settings_set (GKeyFile *settings, const char *group, const char *key, const char *value)
{
  g_autofree char *text = escape (value);

  g_key_file_set_value (settings, group, key, text);
}

char *
dialctl_settings_get (GKeyFile *settings, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_value (settings, group, key, NULL);

  return text != NULL ? unescape (text) : NULL;
}

static void
set_value (GKeyFile *settings, const char *path, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);

  dialctl_settings_set (settings, parts[0], parts[1], value);
}

static char *
get_value (GKeyFile *settings, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);

  return dialctl_settings_get (settings, parts[0], parts[1]);
}

GKeyFile *
dialctl_settings_from_words (char **words, GError **error)
{
  g_autoptr (GKeyFile) settings = g_key_file_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      const char *value;

      if (!dialctl_settings_split (words[i], &path, &value, error))
        return NULL;
      set_value (settings, path, value);
    }
  return g_steal_pointer (&settings);
}

static char *
value_to_text (GVariant *value)
{
  /* The daemon tells strings only; a later one may tell more. */
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  return g_variant_print (value, FALSE);
}

GKeyFile *
dialctl_settings_from_variant (GVariant *settings)
{
  GKeyFile *file = g_key_file_new ();
  GVariantIter groups;
  const char *group;
  GVariantIter *keys;

  g_variant_iter_init (&groups, settings);
  while (g_variant_iter_loop (&groups, "{&sa{sv}}", &group, &keys))
    {
      const char *key;
      GVariant *value;

      while (g_variant_iter_loop (keys, "{&sv}", &key, &value))
        {
          g_autofree char *text = value_to_text (value);

          dialctl_settings_set (file, group, key, text);
        }
    }
  return file;
}

static GVariant *
group_to_variant (GKeyFile *settings, const char *group)
{
  g_auto (GStrv) keys = g_key_file_get_keys (settings, group, NULL, NULL);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      char *value = dialctl_settings_get (settings, group, keys[i]);

      g_variant_builder_add (&builder, "{sv}", keys[i], g_variant_new_take_string (value));
    }
  return g_variant_builder_end (&builder);
}

GVariant *
dialctl_settings_to_variant (GKeyFile *settings)
{
  g_auto (GStrv) groups = g_key_file_get_groups (settings, NULL);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sa{sv}}"));

  for (guint i = 0; groups[i] != NULL; i++)
    g_variant_builder_add (&builder, "{s@a{sv}}", groups[i], group_to_variant (settings, groups[i]));
  return g_variant_builder_end (&builder);
}

/* Every key as GROUP.KEY, in the order of the file. */
static GStrv
list_paths (GKeyFile *settings)
{
  g_auto (GStrv) groups = g_key_file_get_groups (settings, NULL);
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (settings, groups[i], NULL, NULL);

      for (guint j = 0; keys[j] != NULL; j++)
        g_ptr_array_add (paths, g_strconcat (groups[i], ".", keys[j], NULL));
    }
  g_ptr_array_add (paths, NULL);
  return (GStrv) g_ptr_array_free (paths, FALSE);
}

GKeyFile *
dialctl_settings_from_text (const char *text, GError **error)
{
  g_autoptr (GKeyFile) settings = g_key_file_new ();
  g_auto (GStrv) paths = NULL;

  if (!g_key_file_load_from_data (settings, text, strlen (text), G_KEY_FILE_NONE, error))
    return NULL;

  paths = list_paths (settings);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      if (!dialctl_settings_check_path (paths[i], error))
        return NULL;
    }
  return g_steal_pointer (&settings);
}

gboolean
dialctl_settings_compare (GKeyFile *before, GKeyFile *after, GKeyFile **set, GStrv *unset)
{
  g_auto (GStrv) old_paths = list_paths (before);
  g_auto (GStrv) new_paths = list_paths (after);
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  gboolean differs = FALSE;

  *set = g_key_file_new ();
  for (guint i = 0; new_paths[i] != NULL; i++)
    {
      g_autofree char *old_value = get_value (before, new_paths[i]);
      g_autofree char *new_value = get_value (after, new_paths[i]);

      if (g_strcmp0 (old_value, new_value) == 0)
        continue;
      set_value (*set, new_paths[i], new_value);
      differs = TRUE;
    }
  for (guint i = 0; old_paths[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *) new_paths, old_paths[i]))
        g_ptr_array_add (gone, g_strdup (old_paths[i]));
    }

  differs |= gone->len > 0;
  g_ptr_array_add (gone, NULL);
  *unset = (GStrv) g_ptr_array_free (g_steal_pointer (&gone), FALSE);
  return differs;
}
