/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an import promises whatever it is given; an importer's target includes this and names its function. */
#pragma once

#include <string.h>

#include "dialctl-settings.h"
#include "dialer-setting.h"
#include "fuzz-target.h"
#include "import-formats.h"

/* Any other file that is asked for is what stands behind a line "%%". */
static char *
read_other (const char *path, gpointer user_data)
{
  const char *other = user_data;

  return other != NULL ? g_strdup (other) : NULL;
}

static void
check_entries (Import *import)
{
  for (guint i = 0; i < import->entries->len; i++)
    {
      const ImportEntry *entry = import->entries->pdata[i];

      g_assert_true (entry->settled);
      g_assert_true (entry->fate == IMPORT_MAPPED || *entry->note != '\0');
      g_assert_true (g_utf8_validate (entry->key, -1, NULL) && g_utf8_validate (entry->value, -1, NULL));
      g_assert_true (!entry->secret || *entry->value == '\0' || g_str_equal (entry->value, "***"));
    }
  for (guint i = 0; i < import->sources->len; i++)
    {
      const ImportSource *source = import->sources->pdata[i];

      g_assert_cmpuint (source->n_empty, <=, source->n_lines);
    }
}

/* The service takes each setting, and as it stands: else a second import would change it again. */
static void
check_settings (ImportProfile *profile)
{
  g_auto (GStrv) groups = g_key_file_get_groups (profile->settings, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (profile->settings, groups[i], NULL, NULL);

      for (guint j = 0; keys[j] != NULL; j++)
        {
          g_autoptr (GError) error = NULL;
          const DialerSetting *setting = dialer_setting_find (groups[i], keys[j], &error);
          g_autofree char *value = dialctl_settings_get (profile->settings, groups[i], keys[j]);
          g_autofree char *normal = setting != NULL ? dialer_setting_normalize (setting, value, &error) : NULL;

          g_assert_no_error (error);
          g_assert_cmpstr (normal, ==, value);
        }
    }
  g_assert_cmpuint (g_utf8_strlen (profile->name, -1), <=, 64);
  g_assert_true (profile->password == NULL || strlen (profile->password) <= 255);
}

/* @own: of our format any value may come, for the service to judge. */
static int
fuzz_import (const uint8_t *data, size_t size, ImportRun run, gboolean own)
{
  gboolean latin;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = import_decode ((const char *) data, size, &latin, &error);
  char *behind = text != NULL ? strstr (text, "\n%%\n") : NULL;
  ImportFile file = { "/etc/ppp/peers/file", text };
  g_autoptr (Import) import = import_new (read_other, behind != NULL ? behind + 4 : NULL);

  if (text == NULL)
    {
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      return 0;
    }
  if (behind != NULL)
    behind[1] = '\0';
  if (!run (import, &file, 1, &error))
    {
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      return 0;
    }
  g_assert_no_error (error);
  check_entries (import);
  for (guint i = 0; i < import->profiles->len && !own; i++)
    check_settings (import->profiles->pdata[i]);
  return 0;
}
