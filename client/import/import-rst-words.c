/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "import-rst-words.h"

#include <string.h>

#define NANO G_GINT64_CONSTANT (1000000000)
#define DECIMALS 9
#define MOST 1000000
#define DAY 1440
#define EASTER_RANGE 366

gboolean
import_rst_parse_number (const char *text, gint64 *nano)
{
  gint64 whole = 0, part = 0, place = NANO;
  guint digits = 0;

  for (; g_ascii_isdigit (*text); text++, digits++)
    whole = MIN (whole * 10 + g_ascii_digit_value (*text), MOST + 1);
  if (*text == '.')
    for (text++; g_ascii_isdigit (*text); text++, digits++)
      {
        place /= 10;
        if (place > 0)
          part += g_ascii_digit_value (*text) * place;
      }
  *nano = whole * NANO + part;
  return digits > 0 && *text == '\0' && *nano <= MOST * NANO;
}

char *
import_rst_format_number (gint64 nano)
{
  char *text = g_strdup_printf ("%" G_GINT64_FORMAT ".%09u", nano / NANO, (guint) (nano % NANO));

  while (g_str_has_suffix (text, "0"))
    text[strlen (text) - 1] = '\0';
  if (g_str_has_suffix (text, "."))
    text[strlen (text) - 1] = '\0';
  return text;
}

/* ---- days ---- */

typedef enum
{
  WEEKDAY,
  DATE,
  EASTER,
  NOTHING,
} Kind;

static char *
translate_weekday (const char *text)
{
  static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_ascii_strcasecmp (days[i], text) == 0)
      {
        char *day = g_strndup (days[i], 3);

        *day = g_ascii_toupper (*day);
        return day;
      }
  return NULL;
}

/* "12/25": month and day */
static char *
translate_date (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  guint64 month, day;

  if (parts[0] == NULL || parts[1] == NULL || !g_ascii_string_to_unsigned (parts[0], 10, 1, 12, &month, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 1, 31, &day, NULL)
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, 2024))
    return NULL;
  return g_strdup_printf ("%02u-%02u", (guint) month, (guint) day);
}

static char *
translate_easter (const char *text, gint64 *offset)
{
  const char *rest = text + strlen ("easter");
  guint64 days = 0;

  if (g_ascii_strncasecmp (text, "easter", strlen ("easter")) != 0)
    return NULL;
  if (*rest != '\0'
      && ((*rest != '-' && *rest != '+') || !g_ascii_string_to_unsigned (rest + 1, 10, 0, EASTER_RANGE, &days, NULL)))
    return NULL;
  *offset = *rest == '-' ? -(gint64) days : (gint64) days;
  return *offset == 0 ? g_strdup ("easter") : g_strdup_printf ("easter%c%u", *rest, (guint) days);
}

static char *
translate_entry (const char *text, Kind *kind, gint64 *offset)
{
  char *entry = translate_weekday (text);

  *kind = WEEKDAY;
  if (entry == NULL)
    {
      *kind = DATE;
      entry = translate_date (text);
    }
  if (entry == NULL)
    {
      *kind = EASTER;
      entry = translate_easter (text, offset);
    }
  return entry;
}

static char *
translate_range (const char *text, Kind *kind)
{
  g_auto (GStrv) ends = g_strsplit (text, "..", 2);
  gint64 offset = 0, last_offset = 0;
  g_autofree char *first = translate_entry (ends[0] != NULL ? ends[0] : "", kind, &offset);
  g_autofree char *last = NULL;
  Kind other = NOTHING;

  if (first == NULL || ends[1] == NULL)
    return g_steal_pointer (&first);
  last = translate_entry (ends[1], &other, &last_offset);
  if (last == NULL || other != *kind || (other == EASTER && last_offset < offset))
    return NULL;
  return g_strconcat (first, *kind == WEEKDAY ? "-" : "..", last, NULL);
}

char *
import_rst_translate_days (const char *days, guint *n, char **wrong)
{
  g_auto (GStrv) all = g_strsplit (days, ",", -1);
  GString *list = g_string_new (NULL);

  *n = 0;
  *wrong = NULL;
  for (guint i = 0; all[i] != NULL; i++)
    {
      Kind kind = NOTHING;
      g_autofree char *range = translate_range (all[i], &kind);

      if (range != NULL)
        g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", range);
      else if (*wrong == NULL)
        *wrong = g_strdup (all[i]);
      *n += range != NULL && kind != WEEKDAY;
    }
  return g_string_free (list, FALSE);
}

/* ---- times ---- */

static gboolean
parse_time (const char *text, guint *minutes)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  guint64 hour, minute;

  if (parts[0] == NULL || parts[1] == NULL || !g_ascii_string_to_unsigned (parts[0], 10, 0, 24, &hour, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minute, NULL))
    return FALSE;
  *minutes = (guint) (hour * 60 + minute);
  return *minutes <= DAY;
}

gboolean
import_rst_parse_times (const char *text, ImportRstTimes *times)
{
  g_auto (GStrv) ends = g_strsplit (text, "..", 2);

  *times = (ImportRstTimes){ 0, DAY, FALSE };
  if (*text == '\0')
    return TRUE;
  if (ends[1] == NULL || !parse_time (ends[0], &times->begin) || !parse_time (ends[1], &times->end))
    return FALSE;
  times->rounded = times->end % 60 == 59;
  times->end += times->rounded;
  if (times->rounded && times->begin == times->end) /* such as 8:00..7:59 */
    *times = (ImportRstTimes){ 0, DAY, TRUE };
  return times->begin < DAY && times->begin != times->end;
}
