/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever a date is written as, it is a number that days of that kind are compared by. */
#include "dialer-tariff-dates.h"

#include <string.h>

#include "dialer-zone.h"

#define LAST_DAY 2932896 /* 9999-12-31 */
#define EASTER_RANGE 366

static int
join (guint month, guint day)
{
  return (int) (month * 32 + day);
}

/* The day of the year, from March 1 on, of Easter Sunday in the Gregorian calendar (the anonymous computus of 1876). */
static guint
get_easter (guint year)
{
  guint a = year % 19, b = year / 100, c = year % 100;
  guint moon = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  guint week = (32 + 2 * (b % 4) + 2 * (c / 4) - moon - c % 4) % 7;
  guint late = (a + 11 * moon + 22 * week) / 451;

  return moon + week - 7 * late + 21; /* 0 is March 1 */
}

void
dialer_tariff_day_init (DialerTariffDay *self, gint64 day)
{
  GDate date, march;

  self->day = CLAMP (day, 1 - (gint64) DIALER_ZONE_EPOCH, LAST_DAY);
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint) (self->day + DIALER_ZONE_EPOCH));
  self->weekday = (guint) g_date_get_weekday (&date) - G_DATE_MONDAY;
  self->of_year = join (g_date_get_month (&date), g_date_get_day (&date));
  g_date_clear (&march, 1);
  g_date_set_dmy (&march, 1, G_DATE_MARCH, g_date_get_year (&date));
  self->easter = g_date_days_between (&march, &date) - (int) get_easter (g_date_get_year (&date));
}

/* @n digits, no more and no less. */
static gboolean
take_digits (const char **text, guint n, guint *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *value = *value * 10 + g_ascii_digit_value (**text);
    }
  return TRUE;
}

/* "MM-DD" */
static gboolean
take_of_year (const char **text, guint *month, guint *day)
{
  return take_digits (text, 2, month) && *(*text)++ == '-' && take_digits (text, 2, day)
         && g_date_valid_dmy (*day, *month, 2024); /* which has a 29th of February */
}

/* "YYYY-MM-DD" */
static gboolean
take_exact (const char **text, int *value)
{
  guint year, month, day;
  GDate date;

  if (!take_digits (text, 4, &year) || *(*text)++ != '-' || !take_of_year (text, &month, &day)
      || !g_date_valid_dmy (day, month, year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  *value = (int) g_date_get_julian (&date) - (int) DIALER_ZONE_EPOCH;
  return TRUE;
}

/* What follows "easter": nothing, or a sign and a number. */
static gboolean
take_easter (const char **text, int *value)
{
  gboolean before = **text == '-';
  char *end;
  guint64 days;

  *value = 0;
  if (**text != '-' && **text != '+')
    return TRUE;
  (*text)++;
  days = g_ascii_isdigit (**text) ? g_ascii_strtoull (*text, &end, 10) : G_MAXUINT64;
  if (days > EASTER_RANGE)
    return FALSE;
  *text = end;
  *value = before ? -(int) days : (int) days;
  return TRUE;
}

static gboolean
take_date (const char **text, DialerTariffDateKind *kind, int *value)
{
  guint month, day;

  if (g_ascii_strncasecmp (*text, "easter", 6) == 0)
    {
      *text += 6;
      *kind = DIALER_TARIFF_DATE_EASTER;
      return take_easter (text, value);
    }
  *kind = strcspn (*text, "-") == 4 ? DIALER_TARIFF_DATE_EXACT : DIALER_TARIFF_DATE_OF_YEAR;
  if (*kind == DIALER_TARIFF_DATE_EXACT)
    return take_exact (text, value);
  if (!take_of_year (text, &month, &day))
    return FALSE;
  *value = join (month, day);
  return TRUE;
}

gboolean
dialer_tariff_dates_parse (DialerTariffDates *self, const char *text)
{
  DialerTariffDateKind kind;

  if (!take_date (&text, &self->kind, &self->first))
    return FALSE;
  self->last = self->first;
  if (*text == '\0')
    return TRUE;
  if (!g_str_has_prefix (text, ".."))
    return FALSE;
  text += 2;
  if (!take_date (&text, &kind, &self->last) || kind != self->kind || *text != '\0')
    return FALSE;
  return self->first <= self->last || self->kind == DIALER_TARIFF_DATE_OF_YEAR;
}

gboolean
dialer_tariff_dates_contain (const DialerTariffDates *self, const DialerTariffDay *day)
{
  switch (self->kind)
    {
    case DIALER_TARIFF_DATE_OF_YEAR:
      if (self->first > self->last)
        return day->of_year >= self->first || day->of_year <= self->last;
      return day->of_year >= self->first && day->of_year <= self->last;
    case DIALER_TARIFF_DATE_EXACT:
      return day->day >= self->first && day->day <= self->last;
    case DIALER_TARIFF_DATE_EASTER:
      return day->easter >= self->first && day->easter <= self->last;
    }
  g_return_val_if_reached (FALSE);
}
