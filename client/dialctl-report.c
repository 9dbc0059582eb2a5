/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialctl-report.h"

#include <stdlib.h>
#include <string.h>

#include "dialctl-text.h"

typedef struct
{
  char *title;
  GPtrArray *lines; /* of char * */
} Section;

struct _DialctlReport
{
  DialctlRedaction *redaction;
  GPtrArray *sections; /* of Section */
};

static void
section_free (gpointer data)
{
  Section *section = data;

  g_free (section->title);
  g_ptr_array_unref (section->lines);
  g_free (section);
}

DialctlReport *
dialctl_report_new (void)
{
  DialctlReport *self = g_new0 (DialctlReport, 1);

  self->redaction = dialctl_redaction_new ();
  self->sections = g_ptr_array_new_with_free_func (section_free);
  return self;
}

void
dialctl_report_free (DialctlReport *self)
{
  dialctl_redaction_free (self->redaction);
  g_ptr_array_unref (self->sections);
  g_free (self);
}

DialctlRedaction *
dialctl_report_get_redaction (DialctlReport *self)
{
  return self->redaction;
}

void
dialctl_report_begin (DialctlReport *self, const char *title)
{
  Section *section = g_new0 (Section, 1);

  section->title = g_strdup (title);
  section->lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->sections, section);
}

static GPtrArray *
get_lines (DialctlReport *self)
{
  return ((Section *) self->sections->pdata[self->sections->len - 1])->lines;
}

guint
dialctl_report_mark (DialctlReport *self)
{
  return get_lines (self)->len;
}

static int
compare (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

void
dialctl_report_sort (DialctlReport *self, guint mark)
{
  GPtrArray *lines = get_lines (self);

  if (mark < lines->len)
    qsort (lines->pdata + mark, lines->len - mark, sizeof (gpointer), compare);
}

void
dialctl_report_add (DialctlReport *self, const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (get_lines (self), dialctl_text_make_printable (line));
}

char *
dialctl_report_to_text (DialctlReport *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->sections->len; i++)
    {
      const Section *section = self->sections->pdata[i];

      g_string_append_printf (text, "%s== %s\n", i > 0 ? "\n" : "", section->title);
      for (guint j = 0; j < section->lines->len; j++)
        g_string_append_printf (text, "%s\n", (const char *) section->lines->pdata[j]);
    }
  return g_string_free (text, FALSE);
}

GVariant *
dialctl_report_to_variant (DialctlReport *self)
{
  GVariantBuilder sections = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < self->sections->len; i++)
    {
      const Section *section = self->sections->pdata[i];
      GVariant *lines = g_variant_new_strv ((const char *const *) section->lines->pdata, (gssize) section->lines->len);

      g_variant_builder_open (&sections, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&sections, "{sv}", "title", g_variant_new_string (section->title));
      g_variant_builder_add (&sections, "{sv}", "lines", lines);
      g_variant_builder_close (&sections);
    }
  return g_variant_builder_end (&sections);
}
