/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What became of every line of an import. */
#include "dialctl-import-report.h"

#include <stdio.h>

#include "dialctl-json.h"

static const char *
get_word (ImportFate fate)
{
  switch (fate)
    {
    case IMPORT_LEFT_OUT:
      return "not imported";
    case IMPORT_APPROXIMATED:
      return "approximated";
    case IMPORT_MAPPED:
      return "mapped";
    }
  return "";
}

static DialctlStyle
get_style (ImportFate fate)
{
  switch (fate)
    {
    case IMPORT_LEFT_OUT:
      return DIALCTL_STYLE_BAD;
    case IMPORT_APPROXIMATED:
      return DIALCTL_STYLE_PENDING;
    case IMPORT_MAPPED:
      return DIALCTL_STYLE_GOOD;
    }
  return DIALCTL_STYLE_PLAIN;
}

static guint
count (Import *import, const char *file, ImportFate fate)
{
  guint n = 0;

  for (guint i = 0; i < import->entries->len; i++)
    {
      const ImportEntry *entry = import->entries->pdata[i];

      n += entry->line > 0 && entry->fate == fate && g_str_equal (entry->file, file);
    }
  return n;
}

static void
add_row (DialctlTable *table, const ImportEntry *entry)
{
  g_autofree char *line = entry->line > 0 ? g_strdup_printf ("%u", entry->line) : g_strdup ("-");

  dialctl_table_add (table, line);
  dialctl_table_add (table, entry->key);
  dialctl_table_add (table, entry->value);
  dialctl_table_add_styled (table, get_word (entry->fate), get_style (entry->fate));
  dialctl_table_add (table, entry->setting);
  dialctl_table_add_styled (table, entry->note, DIALCTL_STYLE_DIM);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const ImportEntry *first = *(const ImportEntry *const *) a;
  const ImportEntry *second = *(const ImportEntry *const *) b;

  /* What is not said has no line, and stands behind those that have one. */
  if ((first->line == 0) != (second->line == 0))
    return first->line == 0 ? 1 : -1;
  return first->line < second->line ? -1 : first->line > second->line;
}

static void
print_source (DialctlContext *context, Import *import, const ImportSource *source)
{
  static const char *const headings[] = { "LINE", "KEY", "VALUE", "RESULT", "SETTING", "NOTE", NULL };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  for (guint i = 0; i < import->entries->len; i++)
    if (g_str_equal (((ImportEntry *) import->entries->pdata[i])->file, source->file))
      g_ptr_array_add (entries, import->entries->pdata[i]);
  g_ptr_array_sort (entries, compare_lines);
  for (guint i = 0; i < entries->len; i++)
    add_row (table, entries->pdata[i]);

  dialctl_context_say (context, "%s: %u lines, of which %u are empty or comments; %u mapped, %u approximated, %u not "
                                "imported", source->file, source->n_lines, source->n_empty,
                       count (import, source->file, IMPORT_MAPPED), count (import, source->file, IMPORT_APPROXIMATED),
                       count (import, source->file, IMPORT_LEFT_OUT));
  dialctl_table_print (table, context->color);
  dialctl_context_say (context, "%s", "");
}

void
dialctl_import_print_entries (DialctlContext *context, Import *import)
{
  for (guint i = 0; i < import->sources->len; i++)
    print_source (context, import, import->sources->pdata[i]);
}

static GVariant *
list_entries (Import *import)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < import->entries->len; i++)
    {
      const ImportEntry *entry = import->entries->pdata[i];
      g_autoptr (GVariantBuilder) row = dialctl_json_object ();

      dialctl_json_add_string (row, "file", entry->file);
      dialctl_json_add_number (row, "line", entry->line);
      dialctl_json_add_string (row, "key", entry->key);
      dialctl_json_add_string (row, "value", entry->value);
      dialctl_json_add (row, "secret", g_variant_new_boolean (entry->secret));
      dialctl_json_add_string (row, "result", get_word (entry->fate));
      dialctl_json_add_string (row, "setting", entry->setting);
      dialctl_json_add_string (row, "note", entry->note);
      g_variant_builder_add (&list, "a{sv}", row);
    }
  return g_variant_builder_end (&list);
}

void
dialctl_import_add_entries (GVariantBuilder *object, Import *import)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < import->sources->len; i++)
    {
      const ImportSource *source = import->sources->pdata[i];
      g_autoptr (GVariantBuilder) row = dialctl_json_object ();

      dialctl_json_add_string (row, "file", source->file);
      dialctl_json_add (row, "lines", g_variant_new_uint32 (source->n_lines));
      dialctl_json_add (row, "empty_or_comment", g_variant_new_uint32 (source->n_empty));
      dialctl_json_add (row, "mapped", g_variant_new_uint32 (count (import, source->file, IMPORT_MAPPED)));
      dialctl_json_add (row, "approximated", g_variant_new_uint32 (count (import, source->file, IMPORT_APPROXIMATED)));
      dialctl_json_add (row, "not_imported", g_variant_new_uint32 (count (import, source->file, IMPORT_LEFT_OUT)));
      g_variant_builder_add (&list, "a{sv}", row);
    }
  dialctl_json_add (object, "sources", g_variant_builder_end (&list));
  dialctl_json_add (object, "entries", list_entries (import));
}
