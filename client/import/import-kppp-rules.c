/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Each file is read once, however many accounts name it. */
#include "import-kppp-rules.h"

#include "import-rst.h"

struct _ImportKpppRules
{
  Import *import;
  const ImportFile *files;
  guint n_files;
  GHashTable *tariffs; /* path → text, NULL where there is none */
};

ImportKpppRules *
import_kppp_rules_new (Import *import, const ImportFile *files, guint n_files)
{
  ImportKpppRules *self = g_new0 (ImportKpppRules, 1);

  self->import = import;
  self->files = files;
  self->n_files = n_files;
  self->tariffs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
import_kppp_rules_free (ImportKpppRules *self)
{
  g_hash_table_unref (self->tariffs);
  g_free (self);
}

gboolean
import_kppp_rules_is_rules (const char *name)
{
  return g_str_has_suffix (name, ".rst");
}

static const char *
read_rules (ImportKpppRules *self, const char *path, const char *text)
{
  ImportFile file = { path, text };

  if (!g_hash_table_contains (self->tariffs, path))
    g_hash_table_insert (self->tariffs, g_strdup (path), import_rst_read (self->import, &file, NULL));
  return g_hash_table_lookup (self->tariffs, path);
}

static const ImportFile *
find_given (ImportKpppRules *self, const char *name)
{
  g_autofree char *base = g_path_get_basename (name);

  for (guint i = 0; i < self->n_files; i++)
    {
      g_autofree char *other = g_path_get_basename (self->files[i].name);

      if (import_kppp_rules_is_rules (other) && g_str_equal (other, base))
        return &self->files[i];
    }
  return NULL;
}

const char *
import_kppp_rules_find (ImportKpppRules *self, const char *name)
{
  static const char *const folders[] = { "/usr/share/kde4/apps/kppp/Rules", "/usr/share/apps/kppp/Rules",
                                         "/opt/kde3/share/apps/kppp/Rules", "/usr/share/kppp/Rules" };
  const ImportFile *given = find_given (self, name);

  if (given != NULL)
    return read_rules (self, given->name, given->text);
  for (guint i = 0; i < G_N_ELEMENTS (folders) && import_kppp_rules_is_rules (name); i++)
    {
      g_autofree char *path = g_build_filename (folders[i], name, NULL);
      g_autofree char *text = import_read (self->import, path);

      if (text != NULL)
        return read_rules (self, path, text);
    }
  return NULL;
}

void
import_kppp_rules_read_rest (ImportKpppRules *self)
{
  for (guint i = 0; i < self->n_files; i++)
    if (import_kppp_rules_is_rules (self->files[i].name))
      read_rules (self, self->files[i].name, self->files[i].text);
}
