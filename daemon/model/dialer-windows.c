/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A week is 10080 minutes, each open or not: windows that overlap, or go over midnight, need no thought then. */
#include "dialer-windows.h"

#include <string.h>

#include "dialer-list.h"

#define DAY 1440 /* minutes */
#define WEEK (7 * DAY)
#define EPOCH_DAY 3 /* 1970-01-01 was a Thursday; Monday is 0 */
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
take_day (const char **text, guint *day)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_ascii_strncasecmp (*text, days[i], strlen (days[i])) == 0)
      {
        *text += strlen (days[i]);
        *day = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
take_days (const char **text, Window *window)
{
  guint last;

  if (!take_day (text, &window->first_day))
    return FALSE;
  window->n_days = 1;
  if (**text != '-')
    return TRUE;
  (*text)++;
  if (!take_day (text, &last))
    return FALSE;
  window->n_days = (last + 7 - window->first_day) % 7 + 1; /* Sat-Mon is three days */
  return TRUE;
}

static gboolean
take_two_digits (const char **text, guint *value)
{
  if (!g_ascii_isdigit ((*text)[0]) || !g_ascii_isdigit ((*text)[1]))
    return FALSE;
  *value = 10 * g_ascii_digit_value ((*text)[0]) + g_ascii_digit_value ((*text)[1]);
  *text += 2;
  return TRUE;
}

/* "HH:MM" */
static gboolean
take_time (const char **text, guint *minutes)
{
  guint hour, minute;

  if (!take_two_digits (text, &hour) || *(*text)++ != ':' || !take_two_digits (text, &minute) || minute >= 60)
    return FALSE;
  *minutes = 60 * hour + minute;
  return TRUE;
}

static gboolean
take_times (const char **text, Window *window)
{
  return take_time (text, &window->begin) && window->begin < DAY && *(*text)++ == '-'
         && take_time (text, &window->end) && window->end <= DAY;
}

static gboolean
parse (const char *text, Window *window)
{
  const char *rest = text;

  *window = (Window){ .n_days = 7, .end = DAY };
  if (g_ascii_isalpha (*rest) && !take_days (&rest, window))
    return FALSE;
  if (*rest == '\0')
    return rest > text;
  if (*rest == ' ' && rest > text)
    rest++;
  return take_times (&rest, window) && *rest == '\0';
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

static gint64
divide_down (gint64 number, gint64 by)
{
  return number / by - (number % by < 0);
}

static gint32
get_offset (gint64 time, GTimeZone *zone)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time);

  return interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0;
}

static gboolean
is_open (DialerWindows *self, gint64 local)
{
  gint64 minute = divide_down (local, 60) + EPOCH_DAY * DAY;

  return self->open[minute - divide_down (minute, WEEK) * WEEK];
}

gboolean
dialer_windows_contains (DialerWindows *self, gint64 time, GTimeZone *zone)
{
  return is_open (self, time + get_offset (time, zone));
}

gint64
dialer_windows_get_change (DialerWindows *self, gint64 time, GTimeZone *zone)
{
  gboolean open = dialer_windows_contains (self, time, zone);
  gint32 offset = get_offset (time, zone);
  gint64 minute = (divide_down (time + offset, 60) + 1) * 60 - offset;

  /* A week and the hour by which one may be longer. */
  for (guint i = 0; i < WEEK + 120; i++, minute += 60)
    {
      if (divide_down (minute, STEP) != divide_down (minute - 60, STEP))
        offset = get_offset (minute, zone);
      if (is_open (self, minute + offset) != open)
        return minute;
    }
  return G_MAXINT64;
}
