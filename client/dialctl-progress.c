/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far a call is. */
#include "dialctl-progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "dialctl-table.h"
#include "dialctl-text.h"

#define REDRAW_MS 100
#define BEGIN_OF_LINE "\r\033[K" /* and erase to its end (ECMA-48 EL) */

struct _DialctlProgress
{
  gboolean live;
  gboolean color;
  char *state;  /* NULL before the first, and after the last */
  char *detail; /* NULL while it is not known */
  gboolean printed; /* a plain line was */
  gint64 since_us;
  guint redraw_id;
};

DialctlProgress *
dialctl_progress_new (gboolean live, gboolean color)
{
  DialctlProgress *self = g_new0 (DialctlProgress, 1);

  self->live = live;
  self->color = color;
  return self;
}

void
dialctl_progress_free (DialctlProgress *self)
{
  g_clear_handle_id (&self->redraw_id, g_source_remove);
  g_free (self->state);
  g_free (self->detail);
  g_free (self);
}

/* A line that wraps could not be rewritten. */
static guint
get_terminal_width (void)
{
  struct winsize size;

  return ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static char *
fit (const char *text, guint width)
{
  GString *fitted = g_string_new (text);

  while (dialctl_text_get_width (fitted->str) > width)
    g_string_truncate (fitted, (gsize) (g_utf8_prev_char (fitted->str + fitted->len) - fitted->str));
  return g_string_free (fitted, FALSE);
}

static void
draw (DialctlProgress *self, const char *mark, DialctlStyle style)
{
  double seconds = (double) (g_get_monotonic_time () - self->since_us) / G_USEC_PER_SEC;
  g_autofree char *line = g_strdup_printf ("%-15s %6.1f s  %s", self->state, seconds,
                                           self->detail != NULL ? self->detail : "");
  g_autofree char *fitted = fit (line, MAX (get_terminal_width (), 24) - 4);
  g_autofree char *styled_mark = dialctl_style_apply (mark, style, self->color);

  printf (BEGIN_OF_LINE "%s %s", styled_mark, fitted);
  fflush (stdout);
}

static gboolean
on_redraw_is_due (gpointer data)
{
  DialctlProgress *self = data;

  draw (self, dialctl_text_choose ("…", "-"), DIALCTL_STYLE_PENDING);
  return G_SOURCE_CONTINUE;
}

static void
print_plain (DialctlProgress *self)
{
  const char *detail = self->detail != NULL ? self->detail : "";

  if (self->printed)
    return;
  printf ("%s%s%s\n", self->state, *detail != '\0' ? " " : "", detail);
  fflush (stdout);
  self->printed = TRUE;
}

/* Who waits before anything was tried, waits for a modem. */
static gboolean
is_good_step (const char *from, const char *to)
{
  if (g_strcmp0 (to, "waiting") == 0)
    return g_strcmp0 (from, "preparing") == 0;
  return g_strcmp0 (to, "hanging-up") != 0;
}

void
dialctl_progress_enter (DialctlProgress *self, const char *state, const char *detail)
{
  if (g_strcmp0 (self->state, state) != 0)
    {
      dialctl_progress_leave (self, is_good_step (self->state, state));
      self->state = dialctl_text_make_printable (state);
      self->since_us = g_get_monotonic_time ();
      self->printed = FALSE;
      if (self->live)
        self->redraw_id = g_timeout_add (REDRAW_MS, on_redraw_is_due, self);
    }
  if (detail != NULL)
    {
      g_free (self->detail);
      self->detail = dialctl_text_make_printable (detail);
    }

  if (self->live)
    on_redraw_is_due (self);
  else if (self->detail != NULL)
    print_plain (self);
}

void
dialctl_progress_pause (DialctlProgress *self)
{
  if (self->redraw_id == 0)
    return;
  g_clear_handle_id (&self->redraw_id, g_source_remove);
  putchar ('\n');
  fflush (stdout);
}

void
dialctl_progress_resume (DialctlProgress *self)
{
  if (self->live && self->state != NULL && self->redraw_id == 0)
    self->redraw_id = g_timeout_add (REDRAW_MS, on_redraw_is_due, self);
}

void
dialctl_progress_leave (DialctlProgress *self, gboolean good)
{
  if (self->state == NULL)
    return;

  if (!self->live)
    print_plain (self);
  else if (good)
    draw (self, dialctl_text_choose ("✓", "+"), DIALCTL_STYLE_GOOD);
  else
    draw (self, dialctl_text_choose ("✗", "x"), DIALCTL_STYLE_BAD);
  if (self->live)
    putchar ('\n');

  g_clear_handle_id (&self->redraw_id, g_source_remove);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->detail, g_free);
}
