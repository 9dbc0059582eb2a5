/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files of an import. */
#include "dialctl-import-source.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>

#define SIZE_MAX_BYTES (4 * 1024 * 1024) /* a kppprc of twenty years has some kB */

struct _DialctlImportSource
{
  GArray *files; /* of ImportFile */
  char *root;    /* what stands before /etc */
  gboolean latin;
};

static gboolean
check_file (const char *path, GError **error)
{
  struct stat status;

  if (stat (path, &status) == 0 && !S_ISREG (status.st_mode) && !S_ISFIFO (status.st_mode))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "%s: it is no file\nGive the file that the other program reads.", path);
      return FALSE;
    }
  if (stat (path, &status) == 0 && status.st_size > SIZE_MAX_BYTES)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "%s: it has more than 4 MiB\nGive the file that the other program reads.", path);
      return FALSE;
    }
  return TRUE;
}

static char *
read_file (const char *path, gboolean *latin, GError **error)
{
  char *data = NULL, *text;
  gsize length;
  gboolean is_latin;

  if (!check_file (path, error))
    return NULL;
  if (!g_file_get_contents (path, &data, &length, error))
    {
      if (error != NULL)
        {
          char *message = g_strconcat ((*error)->message, "\nGive a file that is there, and that you may read.", NULL);

          g_free ((*error)->message);
          (*error)->message = message;
        }
      return NULL;
    }
  text = import_decode (data, length, &is_latin, error);
  explicit_bzero (data, length);
  g_free (data);
  if (text == NULL)
    g_prefix_error (error, "%s: ", path);
  else
    *latin |= is_latin;
  return text;
}

static char *
find_root (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  const char *etc = strstr (whole, "/etc/ppp/");

  return etc != NULL ? g_strndup (whole, (gsize) (etc - whole)) : g_strdup ("");
}

DialctlImportSource *
dialctl_import_source_new (char **paths, GError **error)
{
  g_autoptr (DialctlImportSource) self = g_new0 (DialctlImportSource, 1);

  self->files = g_array_new (FALSE, FALSE, sizeof (ImportFile));
  self->root = find_root (paths[0]);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      ImportFile file = { NULL, read_file (paths[i], &self->latin, error) };

      if (file.text == NULL)
        return NULL;
      file.name = g_strdup (paths[i]);
      g_array_append_val (self->files, file);
    }
  return g_steal_pointer (&self);
}

void
dialctl_import_source_free (DialctlImportSource *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      ImportFile *file = &g_array_index (self->files, ImportFile, i);

      g_free ((char *) file->name);
      import_forget_text ((char *) file->text);
    }
  g_array_unref (self->files);
  g_free (self->root);
  g_free (self);
}

const ImportFile *
dialctl_import_source_get_files (DialctlImportSource *self, guint *n)
{
  *n = self->files->len;
  return (const ImportFile *) self->files->data;
}

gboolean
dialctl_import_source_is_latin (DialctlImportSource *self)
{
  return self->latin;
}

char *
dialctl_import_source_read (const char *path, gpointer data)
{
  DialctlImportSource *self = data;
  gboolean etc = g_str_has_prefix (path, "/etc/");
  g_autofree char *moved = etc ? g_strconcat (self->root, path, NULL) : g_strdup (path);

  return read_file (moved, &self->latin, NULL);
}
