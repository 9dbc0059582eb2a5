/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What dialctl export writes: profile files (dialer.profile(5)), one behind the other. */
#include <string.h>

#include "dialctl-settings.h"
#include "import-common.h"
#include "import-formats.h"
#include "import-ini.h"
#include "import-keys.h"

/* What the service gives a profile itself. */
static gboolean
is_given (const char *path)
{
  return g_str_equal (path, "profile.id") || g_str_equal (path, "profile.owner");
}

static gboolean
set_invalid (const char *file, guint line, GError **error)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "%s, line %u: it is not GROUP and KEY=VALUE as dialctl export writes them\n"
               "See dialer.profile(5) for what a profile looks like.", file, line);
  return FALSE;
}

static gboolean
import_line (ImportProfile *profile, ImportLine *line, const char *file, GError **error)
{
  g_autofree char *path = g_strconcat (line->section, ".", line->key, NULL);
  g_autofree char *value = NULL, *setting = NULL;

  if (profile == NULL || !dialctl_settings_check_path (path, NULL))
    return set_invalid (file, line->number, error);
  g_key_file_set_value (profile->settings, line->section, line->key, line->value);
  value = dialctl_settings_get (profile->settings, line->section, line->key);
  setting = g_strconcat (path, "=", value, NULL);
  if (is_given (path) || g_str_equal (path, "profile.name"))
    g_key_file_remove_key (profile->settings, line->section, line->key, NULL);
  if (is_given (path))
    import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "the service gives it to a profile");
  else
    import_entry_settle (line->entry, IMPORT_MAPPED, setting, NULL);
  return TRUE;
}

/* The name that the group [profile] at @first gives. */
static const char *
find_name (GPtrArray *lines, guint first)
{
  for (guint i = first + 1; i < lines->len; i++)
    {
      ImportLine *line = lines->pdata[i];

      if (*line->key == '\0')
        break;
      if (g_str_equal (line->key, "name"))
        return line->value;
    }
  return "";
}

gboolean
import_dialer (Import *import, const ImportFile *files, guint n_files, GError **error)
{
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GPtrArray) lines = import_ini_new_lines ();
      guint begin = import->entries->len;
      ImportProfile *profile = NULL;

      import_ini_read (import, &files[i], "#", lines);
      for (guint j = begin; j < import->entries->len; j++)
        if (((ImportEntry *) import->entries->pdata[j])->settled)
          return set_invalid (files[i].name, ((ImportEntry *) import->entries->pdata[j])->line, error);
      for (guint j = 0; j < lines->len; j++)
        {
          ImportLine *line = lines->pdata[j];

          if (*line->key == '\0' && g_str_equal (line->section, "profile"))
            profile = import_add_profile (import, find_name (lines, j));
          if (*line->key == '\0')
            import_entry_settle (line->entry, IMPORT_MAPPED, NULL, NULL);
          else if (!import_line (profile, line, files[i].name, error))
            return FALSE;
        }
      if (lines->len == 0)
        return set_invalid (files[i].name, 1, error);
    }
  return TRUE;
}
