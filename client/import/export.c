/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles in the files of other programs: what all have in common, and our own format. */
#include "export.h"

#include <string.h>

#include "dialctl-settings.h"

static const struct
{
  const char *name;
  ExportRun run;
} formats[] = { { "dialer", export_dialer }, { "wvdial", export_wvdial }, { "peers", export_peers } };

ExportRun
export_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, name))
      return formats[i].run;
  return NULL;
}

char *
export_get (const ExportProfile *profile, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  char *value = dialctl_settings_get (profile->effective, parts[0], parts[1]);

  return value != NULL ? value : g_strdup ("");
}

GStrv
export_get_list (const ExportProfile *profile, const char *path)
{
  g_autofree char *value = export_get (profile, path);
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GString) member = g_string_new (NULL);

  for (const char *c = value;; c++)
    {
      if (*c == '\\' && (c[1] == ';' || c[1] == '\\'))
        g_string_append_c (member, *++c);
      else if (*c == ';' || *c == '\0')
        {
          if (*g_strstrip (member->str) != '\0')
            g_ptr_array_add (members, g_strdup (member->str));
          g_string_truncate (member, 0);
        }
      else
        g_string_append_c (member, *c);
      if (*c == '\0')
        break;
    }
  g_ptr_array_add (members, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&members), FALSE);
}

static gboolean
is_known (const char *path, const char *const *known)
{
  for (guint i = 0; known[i] != NULL; i++)
    if (g_str_equal (known[i], path) || (g_str_has_suffix (known[i], ".") && g_str_has_prefix (path, known[i])))
      return TRUE;
  return FALSE;
}

void
export_add_rest (const ExportProfile *profile, GString *text, const char *comment, const char *program,
                 const char *const *known)
{
  g_auto (GStrv) groups = g_key_file_get_groups (profile->set, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (profile->set, groups[i], NULL, NULL);

      for (guint j = 0; keys[j] != NULL; j++)
        {
          g_autofree char *path = g_strconcat (groups[i], ".", keys[j], NULL);
          /* As stored: a line end in a value is no line end here. */
          g_autofree char *value = g_key_file_get_value (profile->set, groups[i], keys[j], NULL);

          if (!is_known (path, known))
            g_string_append_printf (text, "%s %s=%s: %s has nothing like it\n", comment, path, value, program);
        }
    }
}

static void
add_group (const ExportProfile *profile, GString *text, const char *group)
{
  g_auto (GStrv) keys = g_key_file_get_keys (profile->set, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *value = g_key_file_get_value (profile->set, group, keys[i], NULL);
      gboolean given = g_str_equal (group, "profile")
                       && (g_str_equal (keys[i], "id") || g_str_equal (keys[i], "owner")
                           || g_str_equal (keys[i], "name"));

      if (!given)
        g_string_append_printf (text, "%s=%s\n", keys[i], value);
    }
}

/* As it is stored, but for what the service gives to a profile: the id, the owner. */
char *
export_dialer (const ExportProfile *profile)
{
  g_auto (GStrv) groups = g_key_file_get_groups (profile->set, NULL);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "# Its secrets are not here: dialctl secret set '%s'\n[profile]\nname=%s\n",
                          profile->name, profile->name);
  add_group (profile, text, "profile");
  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (g_str_equal (groups[i], "profile"))
        continue;
      g_string_append_printf (text, "\n[%s]\n", groups[i]);
      add_group (profile, text, groups[i]);
    }
  return g_string_free (text, FALSE);
}
