/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Read from the left, without a look at what follows. */
#include "dialer-clock-text.h"

#include <string.h>

#define DAY 1440 /* minutes */

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

gboolean
dialer_clock_text_take_days (const char **text, guint *first, guint *n)
{
  guint last;

  if (!take_day (text, first))
    return FALSE;
  *n = 1;
  if (**text != '-')
    return TRUE;
  (*text)++;
  if (!take_day (text, &last))
    return FALSE;
  *n = (last + 7 - *first) % 7 + 1;
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

gboolean
dialer_clock_text_take_times (const char **text, guint *begin, guint *end)
{
  return take_time (text, begin) && *begin < DAY && *(*text)++ == '-' && take_time (text, end) && *end <= DAY;
}
