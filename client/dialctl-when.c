/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words, so long ago, or a date. */
#include "dialctl-when.h"

#include <string.h>

/* More is no time that anybody means, and what is counted in seconds must not overflow. */
#define MAX_AGO_DIGITS 9

static GDateTime *
get_midnight (GDateTime *time)
{
  return g_date_time_new (g_date_time_get_timezone (time), g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time), 0, 0, 0);
}

static GDateTime *
parse_word (const char *text, GDateTime *now)
{
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (g_str_equal (text, "now"))
    return g_date_time_ref (now);
  if (g_str_equal (text, "today"))
    return get_midnight (now);
  if (g_str_equal (text, "yesterday") && yesterday != NULL)
    return get_midnight (yesterday);
  return NULL;
}

static gint64
get_unit (char letter)
{
  switch (letter)
    {
    case 's':
      return 1;
    case 'm':
      return 60;
    case 'h':
      return 60 * 60;
    case 'd':
      return 24 * 60 * 60;
    case 'w':
      return 7 * 24 * 60 * 60;
    default:
      return 0;
    }
}

/* What lies before 1970 is the beginning of it: such as a hundred years ago. */
static GDateTime *
parse_ago (const char *text, GDateTime *now)
{
  gsize digits = strspn (text, "0123456789");
  gint64 unit = text[digits] != '\0' && text[digits + 1] == '\0' ? get_unit (text[digits]) : 0;
  gint64 time;

  if (digits == 0 || digits > MAX_AGO_DIGITS || unit == 0)
    return NULL;
  time = g_date_time_to_unix (now) - g_ascii_strtoll (text, NULL, 10) * unit;
  return g_date_time_new_from_unix_utc (MAX (time, 0));
}

/* Takes so many digits off @text. */
static gboolean
take_number (const char **text, guint digits, int *number)
{
  *number = 0;
  for (guint i = 0; i < digits; i++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *number = *number * 10 + (*(*text)++ - '0');
    }
  return TRUE;
}

static gboolean
take_sign (const char **text, const char *signs)
{
  if (**text == '\0' || strchr (signs, **text) == NULL)
    return FALSE;
  (*text)++;
  return TRUE;
}

/* "T17:30", with ":05" or without. */
static gboolean
take_clock (const char **text, int *hour, int *minute, int *second)
{
  if (!take_sign (text, " T") || !take_number (text, 2, hour) || !take_sign (text, ":")
      || !take_number (text, 2, minute))
    return FALSE;
  return !take_sign (text, ":") || take_number (text, 2, second);
}

static GDateTime *
parse_date (const char *text, GDateTime *now)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GTimeZone *zone = g_date_time_get_timezone (now);
  int year, month, day, hour = 0, minute = 0, second = 0;

  if (!take_number (&text, 4, &year) || !take_sign (&text, "-") || !take_number (&text, 2, &month)
      || !take_sign (&text, "-") || !take_number (&text, 2, &day))
    return NULL;
  if (*text != '\0' && !take_clock (&text, &hour, &minute, &second))
    return NULL;
  if (take_sign (&text, "Z"))
    zone = utc;
  return *text == '\0' ? g_date_time_new (zone, year, month, day, hour, minute, second) : NULL;
}

gboolean
dialctl_when_parse (const char *text, GDateTime *now, gint64 *seconds, GError **error)
{
  g_autoptr (GDateTime) time = parse_word (text, now);

  if (time == NULL)
    time = parse_ago (text, now);
  if (time == NULL)
    time = parse_date (text, now);
  if (time == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "'%s' is no time\nA time is such as 2026-11-01, '2026-11-01 17:30', 3d, 12h, today or yesterday.",
                   text);
      return FALSE;
    }
  *seconds = MAX (g_date_time_to_unix (time), 1); /* 0 is none, on the bus */
  return TRUE;
}
