/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files with sections in brackets. */
#include "import-ini.h"

#include <string.h>

static void
line_free (gpointer data)
{
  ImportLine *self = data;

  g_free (self->section);
  g_free (self->key);
  import_forget_text (self->value);
  g_free (self);
}

GPtrArray *
import_ini_new_lines (void)
{
  return g_ptr_array_new_with_free_func (line_free);
}

static void
add_line (GPtrArray *lines, ImportEntry *entry, const char *section, const char *key, const char *value)
{
  ImportLine *line = g_new0 (ImportLine, 1);

  line->number = entry->line;
  line->section = g_strdup (section);
  line->key = g_strdup (key);
  line->value = g_strdup (value);
  line->entry = entry;
  g_ptr_array_add (lines, line);
}

/* Cuts "key = value" in two, without the blanks. */
static gboolean
cut (char *text, char **key, char **value)
{
  char *equals = strchr (text, '=');

  if (equals == NULL || equals == text)
    return FALSE;
  *equals = '\0';
  *key = g_strstrip (text);
  *value = g_strstrip (equals + 1);
  return TRUE;
}

static void
read_line (Import *import, const char *file, guint number, char *text, char **section, GPtrArray *lines)
{
  gsize length = strlen (text);
  char *key, *value;

  if (text[0] == '[' && text[length - 1] == ']')
    {
      g_free (*section);
      *section = g_strstrip (g_strndup (text + 1, length - 2));
      add_line (lines, import_add_entry (import, file, number, text, NULL), *section, "", "");
    }
  else if (cut (text, &key, &value))
    add_line (lines, import_add_entry (import, file, number, key, value), *section, key, value);
  else
    {
      /* It may be anything, so nothing of it is shown. */
      import_entry_settle (import_add_entry (import, file, number, "(other text)", NULL), IMPORT_LEFT_OUT, NULL,
                           "it is neither [SECTION] nor KEY = VALUE");
    }
}

void
import_ini_read (Import *import, const ImportFile *file, const char *comments, GPtrArray *lines)
{
  ImportSource *source = import_add_source (import, file->name);
  g_auto (GStrv) texts = g_strsplit (file->text, "\n", -1);
  g_autofree char *section = g_strdup ("");

  for (guint i = 0; texts[i] != NULL; i++)
    {
      char *text = g_strstrip (texts[i]);

      if (texts[i + 1] == NULL && *text == '\0')
        break; /* what follows the last line end is no line */
      source->n_lines++;
      if (*text == '\0' || strchr (comments, *text) != NULL)
        source->n_empty++;
      else
        read_line (import, file->name, i + 1, text, &section, lines);
      explicit_bzero (texts[i], strlen (texts[i]));
    }
}

ImportLine *
import_ini_find (GPtrArray *lines, const char *section, const char *key)
{
  for (guint i = lines->len; i > 0; i--)
    {
      ImportLine *line = lines->pdata[i - 1];

      if (g_ascii_strcasecmp (line->section, section) == 0 && g_ascii_strcasecmp (line->key, key) == 0)
        return line;
    }
  return NULL;
}

static gboolean
is_listed (GPtrArray *names, const char *name)
{
  for (guint i = 0; i < names->len; i++)
    if (g_ascii_strcasecmp (names->pdata[i], name) == 0)
      return TRUE;
  return FALSE;
}

GStrv
import_ini_list_sections (GPtrArray *lines)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      ImportLine *line = lines->pdata[i];

      if (!is_listed (names, line->section))
        g_ptr_array_add (names, g_strdup (line->section));
    }
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
