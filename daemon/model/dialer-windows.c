/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A week is 10080 minutes, each open or not: windows that overlap, or go over midnight, need no thought then. */
#include "dialer-windows.h"

#include "dialer-clock-text.h"
#include "dialer-list.h"
#include "dialer-zone.h"

#define DAY 1440 /* minutes */
#define WEEK (7 * DAY)
/* Seconds; no clock is put forward or back in between. */
#define STEP 900

struct _DialerWindows
{
  gboolean open[WEEK];
};

/* Minutes since midnight; @end is not after @begin when it is on the next day. */
typedef struct
{
  guint first_day;
  guint n_days;
  guint begin;
  guint end;
} Window;

static gboolean
parse (const char *text, Window *window)
{
  const char *rest = text;

  *window = (Window){ .n_days = 7, .end = DAY };
  if (g_ascii_isalpha (*rest) && !dialer_clock_text_take_days (&rest, &window->first_day, &window->n_days))
    return FALSE;
  if (*rest == '\0')
    return rest > text;
  if (*rest == ' ' && rest > text)
    rest++;
  return dialer_clock_text_take_times (&rest, &window->begin, &window->end) && *rest == '\0';
}

gboolean
dialer_windows_check (const char *text)
{
  Window window;

  return parse (text, &window);
}

static void
add (DialerWindows *self, const Window *window)
{
  guint end = window->end > window->begin ? window->end : window->end + DAY;

  for (guint i = 0; i < window->n_days; i++)
    for (guint minute = window->begin; minute < end; minute++)
      self->open[((window->first_day + i) * DAY + minute) % WEEK] = TRUE;
}

DialerWindows *
dialer_windows_parse (const char *list)
{
  g_auto (GStrv) members = dialer_list_split (list);
  g_autoptr (DialerWindows) self = g_new0 (DialerWindows, 1);
  Window window;

  for (guint i = 0; members[i]; i++)
    {
      if (!parse (members[i], &window))
        return NULL;
      add (self, &window);
    }
  return members[0] ? g_steal_pointer (&self) : NULL;
}

void
dialer_windows_free (DialerWindows *self)
{
  g_free (self);
}

static gboolean
is_open (DialerWindows *self, gint64 local)
{
  gint64 minute = dialer_zone_divide_down (local, 60) + DIALER_ZONE_EPOCH_WEEKDAY * DAY;

  return self->open[minute - dialer_zone_divide_down (minute, WEEK) * WEEK];
}

gboolean
dialer_windows_contains (DialerWindows *self, gint64 time, GTimeZone *zone)
{
  return is_open (self, time + dialer_zone_get_offset (zone, time));
}

gint64
dialer_windows_get_change (DialerWindows *self, gint64 time, GTimeZone *zone)
{
  gboolean open = dialer_windows_contains (self, time, zone);
  gint32 offset = dialer_zone_get_offset (zone, time);
  gint64 minute = (dialer_zone_divide_down (time + offset, 60) + 1) * 60 - offset;

  /* A week and the hour by which one may be longer. */
  for (guint i = 0; i < WEEK + 120; i++, minute += 60)
    {
      if (dialer_zone_divide_down (minute, STEP) != dialer_zone_divide_down (minute - 60, STEP))
        offset = dialer_zone_get_offset (zone, minute);
      if (is_open (self, minute + offset) != open)
        return minute;
    }
  return G_MAXINT64;
}
