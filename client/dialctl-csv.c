/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fields of a line. */
#include "dialctl-csv.h"

#include <string.h>

#include "dialctl-text.h"

static gboolean
is_formula (const char *text)
{
  if (*text == '=' || *text == '@')
    return TRUE;
  return (*text == '+' || *text == '-') && text[1 + strspn (text + 1, "0123456789")] != '\0';
}

void
dialctl_csv_append (GString *line, const char *text)
{
  g_autofree char *printable = dialctl_text_make_printable (text);
  g_autoptr (GString) field = g_string_new (is_formula (printable) ? "'" : "");

  g_string_append (field, printable);
  g_string_replace (field, "\"", "\"\"", 0);
  if (line->len > 0)
    g_string_append_c (line, ',');
  if (strpbrk (field->str, ",\" ") != NULL)
    g_string_append_printf (line, "\"%s\"", field->str);
  else
    g_string_append (line, field->str);
}
