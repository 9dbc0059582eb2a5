/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Aligned columns for a person. */
#include "dialctl-table.h"

#include <stdio.h>

#include "dialctl-text.h"

typedef struct
{
  char *text;
  DialctlStyle style;
} Cell;

struct _DialctlTable
{
  guint n_columns;
  GArray *cells; /* of Cell, row by row; the first row are the headings */
};

static void
cell_clear (gpointer cell)
{
  g_free (((Cell *) cell)->text);
}

DialctlTable *
dialctl_table_new (const char *const *headings)
{
  DialctlTable *self = g_new0 (DialctlTable, 1);

  self->n_columns = g_strv_length ((char **) headings);
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
  for (guint i = 0; i < self->n_columns; i++)
    dialctl_table_add_styled (self, headings[i], DIALCTL_STYLE_HEADING);
  return self;
}

void
dialctl_table_free (DialctlTable *self)
{
  g_array_unref (self->cells);
  g_free (self);
}

void
dialctl_table_add_styled (DialctlTable *self, const char *text, DialctlStyle style)
{
  Cell cell = { dialctl_text_make_printable (text), style };

  g_array_append_val (self->cells, cell);
}

void
dialctl_table_add (DialctlTable *self, const char *text)
{
  dialctl_table_add_styled (self, text, DIALCTL_STYLE_PLAIN);
}

/* 0 for a column that has nothing but its heading. */
static guint
get_column_width (DialctlTable *self, guint column)
{
  guint heading = dialctl_text_get_width (g_array_index (self->cells, Cell, column).text);
  guint width = 0;

  for (guint i = self->n_columns + column; i < self->cells->len; i += self->n_columns)
    width = MAX (width, dialctl_text_get_width (g_array_index (self->cells, Cell, i).text));
  return width > 0 ? MAX (width, heading) : 0;
}

static void
print_cell (const Cell *cell, guint width, gboolean color, GString *line)
{
  g_autofree char *styled = dialctl_style_apply (cell->text, cell->style, color);
  guint padding = width + 2 - dialctl_text_get_width (cell->text);

  g_string_append_printf (line, "%s%*s", styled, (int) padding, "");
}

void
dialctl_table_add_row (DialctlTable *self, const char *word, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  dialctl_table_add (self, word);
  dialctl_table_add (self, text);
}

void
dialctl_table_print (DialctlTable *self, gboolean color)
{
  g_autofree guint *widths = g_new (guint, self->n_columns);

  if (self->cells->len == self->n_columns)
    return;
  for (guint column = 0; column < self->n_columns; column++)
    widths[column] = get_column_width (self, column);

  for (guint first = 0; first < self->cells->len; first += self->n_columns)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      for (guint column = 0; column < self->n_columns; column++)
        {
          if (widths[column] > 0)
            print_cell (&g_array_index (self->cells, Cell, first + column), widths[column], color, line);
        }
      puts (g_strchomp (line->str));
    }
}

DialctlStyle
dialctl_style_of_state (const char *state)
{
  static const char *const quiet[] = { "idle", "ended", NULL };
  static const char *const bad[] = { "absent", "hanging-up", NULL };

  if (state == NULL || g_strv_contains (quiet, state))
    return DIALCTL_STYLE_PLAIN;
  if (g_str_equal (state, "online"))
    return DIALCTL_STYLE_GOOD;
  return g_strv_contains (bad, state) ? DIALCTL_STYLE_BAD : DIALCTL_STYLE_PENDING;
}

static const char *
get_sequence (DialctlStyle style)
{
  switch (style)
    {
    case DIALCTL_STYLE_PLAIN:
      return "";
    case DIALCTL_STYLE_HEADING:
      return "\033[1m";
    case DIALCTL_STYLE_DIM:
      return "\033[2m";
    case DIALCTL_STYLE_GOOD:
      return "\033[32m";
    case DIALCTL_STYLE_BAD:
      return "\033[31m";
    case DIALCTL_STYLE_PENDING:
      return "\033[33m";
    }
  return "";
}

char *
dialctl_style_apply (const char *text, DialctlStyle style, gboolean color)
{
  if (!color || style == DIALCTL_STYLE_PLAIN)
    return g_strdup (text);
  return g_strconcat (get_sequence (style), text, "\033[0m", NULL);
}
