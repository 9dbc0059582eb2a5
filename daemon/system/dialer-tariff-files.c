/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-tariff-files.h"

#include "dialer-error.h"
#include "dialer-text-file.h"

static DialerTariff *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *text = dialer_text_file_read (path, &problem);
  DialerTariff *tariff;

  if (text == NULL)
    {
      g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_FAILED, problem->message);
      return NULL;
    }
  tariff = dialer_tariff_parse (text, error);
  if (tariff == NULL)
    g_prefix_error (error, "%s: ", path);
  return tariff;
}

DialerTariff *
dialer_tariff_files_find (const char *const *folders, const char *value, GError **error)
{
  g_autofree char *all = NULL;

  if (!dialer_tariff_is_name (value))
    return dialer_tariff_parse (value, error);
  for (guint i = 0; folders[i]; i++)
    {
      g_autofree char *path = g_build_filename (folders[i], value, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return read_file (path, error);
    }
  all = g_strjoinv (" or ", (char **) folders);
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "there is no tariff %s in %s", value, all);
  return NULL;
}
