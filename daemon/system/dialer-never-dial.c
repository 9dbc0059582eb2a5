/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files are looked at before every call: a monitor would tell of a change some time later. */
#include "dialer-never-dial.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "dialer-text-file.h"

#define SUFFIX ".conf"

struct _DialerNeverDial
{
  GStrv folders;
  DialerNumberRules *rules;
  char *fingerprint; /* of the files that the rules are from */
};

/* Puts the path of each list into @paths by its name; a folder that can't be read stands for a list of its own. */
static void
list_folder (GTree *paths, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (dir == NULL && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_tree_replace (paths, g_strdup (folder), g_strdup (folder));
  while (dir && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, SUFFIX) && *name != '.')
      g_tree_replace (paths, g_strdup (name), g_build_filename (folder, name, NULL));
}

static gint
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (a, b);
}

static GTree *
list_files (DialerNeverDial *self)
{
  GTree *paths = g_tree_new_full (compare_names, NULL, g_free, g_free);

  for (guint i = 0; self->folders[i]; i++)
    list_folder (paths, self->folders[i]);
  return paths;
}

static gboolean
add_to_fingerprint (gpointer name, gpointer path, gpointer text)
{
  GStatBuf status = { 0 };

  g_stat (path, &status);
  g_string_append_printf (text, "%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %lld.%09ld %lld.%09ld\n", (char *) path,
                          (guint64) status.st_ino, (guint64) status.st_size, (long long) status.st_mtim.tv_sec,
                          status.st_mtim.tv_nsec, (long long) status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
  return FALSE;
}

static char *
make_fingerprint (GTree *paths)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_tree_foreach (paths, add_to_fingerprint, text);
  return g_strdup (text->str);
}

/* `#` is a key of the telephone too: first in the line, or behind a blank, it begins a comment. */
static void
cut_comment (char *line)
{
  char *c = line;

  while (*c && !(*c == '#' && (c == line || g_ascii_isspace (c[-1]))))
    c++;
  *c = '\0';
}

static void
take_line (DialerNumberRules *rules, char *line, const char *path, guint number)
{
  g_autofree char *source = g_strdup_printf ("%s:%u", path, number);
  g_autoptr (GError) error = NULL;

  cut_comment (line);
  if (*g_strstrip (line) && !dialer_number_rules_add (rules, line, source, &error))
    g_warning ("%s; the line is left out", error->message);
}

static void
take_text (DialerNumberRules *rules, const char *text, const char *path)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    take_line (rules, lines[i], path, i + 1);
}

static gboolean
read_list (gpointer name, gpointer path, gpointer rules)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dialer_text_file_read (path, &error);
  g_autofree char *shown = g_filename_display_name (path);

  if (text)
    take_text (rules, text, shown);
  else
    {
      g_autofree char *source = g_strdup_printf ("%s, which can't be read", shown);

      g_warning ("%s; no number is dialled until that is mended", error->message);
      dialer_number_rules_add (rules, "*", source, NULL);
    }
  return FALSE;
}

static void
read_all (DialerNeverDial *self, GTree *paths)
{
  g_clear_pointer (&self->rules, dialer_number_rules_free);
  self->rules = dialer_number_rules_new ();
  g_tree_foreach (paths, read_list, self->rules);
  g_message ("%u patterns of numbers that are never dialled, in %d files", dialer_number_rules_count (self->rules),
             g_tree_nnodes (paths));
}

const DialerNumberRules *
dialer_never_dial_get_rules (DialerNeverDial *self)
{
  g_autoptr (GTree) paths = list_files (self);
  g_autofree char *fingerprint = make_fingerprint (paths);

  if (g_strcmp0 (fingerprint, self->fingerprint) != 0)
    {
      read_all (self, paths);
      g_free (self->fingerprint);
      self->fingerprint = g_steal_pointer (&fingerprint);
    }
  return self->rules;
}

DialerNeverDial *
dialer_never_dial_new (const char *const *folders)
{
  DialerNeverDial *self = g_new0 (DialerNeverDial, 1);

  self->folders = g_strdupv ((GStrv) folders);
  dialer_never_dial_get_rules (self);
  return self;
}

void
dialer_never_dial_free (DialerNeverDial *self)
{
  g_strfreev (self->folders);
  dialer_number_rules_free (self->rules);
  g_free (self->fingerprint);
  g_free (self);
}
