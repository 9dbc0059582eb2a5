/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The tables of dialerd(8) that say who may do what. */
#pragma once

#include <glib.h>

/** rights_manual_find: Returns: (transfer full): the words of the line that begins with @word, without escapes */
static inline GStrv
rights_manual_find (const char *word)
{
  g_autofree char *page = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *begin = g_strconcat (word, " ", NULL);

  g_assert_true (g_file_get_contents (DIALER_MANUAL, &page, NULL, NULL));
  lines = g_strsplit (page, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_autoptr (GString) line = g_string_new (lines[i]);

      g_string_replace (line, "\\-", "-", 0);
      while (g_string_replace (line, "  ", " ", 0))
        ;
      if (g_str_has_prefix (line->str, begin))
        return g_strsplit (line->str, " ", -1);
    }
  g_error ("%s: not in the tables of dialerd(8)", word);
}

/** rights_manual_get_action: Returns: (transfer full): as a polkit action, or "none"; @column 1 to 3 */
static inline char *
rights_manual_get_action (const char *interface, const char *method, guint column)
{
  g_autofree char *word = g_strconcat (strrchr (interface, '.') + 1, ".", method, NULL);
  g_auto (GStrv) row = rights_manual_find (word);

  g_assert_cmpuint (g_strv_length (row), ==, 4);
  return g_str_equal (row[column], "none") ? g_strdup ("none")
                                           : g_strconcat ("org.dialctl.dialer1.", row[column], NULL);
}
