/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes in, lines out. */
#include "dialer-line-splitter.h"

/* More than any reply has; a longer line is noise, and is cut here. */
#define MAX_LINE 512
#define MAX_LINES 256

struct _DialerLineSplitter
{
  GString *partial;
  GQueue lines;
};

DialerLineSplitter *
dialer_line_splitter_new (void)
{
  DialerLineSplitter *self = g_new0 (DialerLineSplitter, 1);

  self->partial = g_string_sized_new (MAX_LINE);
  g_queue_init (&self->lines);
  return self;
}

void
dialer_line_splitter_free (DialerLineSplitter *self)
{
  g_queue_clear_full (&self->lines, g_free);
  g_string_free (self->partial, TRUE);
  g_free (self);
}

static void
end_line (DialerLineSplitter *self)
{
  if (self->partial->len && self->lines.length < MAX_LINES)
    g_queue_push_tail (&self->lines, g_strdup (self->partial->str));
  g_string_truncate (self->partial, 0);
}

void
dialer_line_splitter_feed (DialerLineSplitter *self, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      char c = bytes[i] & 0x7f;

      if (c == '\r' || c == '\n')
        end_line (self);
      else if (g_ascii_isprint (c))
        g_string_append_c (self->partial, c);
      if (self->partial->len >= MAX_LINE)
        end_line (self);
    }
}

char *
dialer_line_splitter_next (DialerLineSplitter *self)
{
  return g_queue_pop_head (&self->lines);
}

void
dialer_line_splitter_reset (DialerLineSplitter *self)
{
  g_queue_clear_full (&self->lines, g_free);
  g_string_truncate (self->partial, 0);
}
