/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Dates of a tariff: of each year, of one, or by Easter. */
#pragma once

#include <glib.h>

typedef enum
{
  DIALER_TARIFF_DATE_OF_YEAR, /* month * 32 + day */
  DIALER_TARIFF_DATE_EXACT,   /* days since 1970-01-01 */
  DIALER_TARIFF_DATE_EASTER,  /* days since Easter Sunday */
} DialerTariffDateKind;

/** DialerTariffDates: from @first to @last, both included; of a year also over its end */
typedef struct
{
  DialerTariffDateKind kind;
  int first;
  int last;
} DialerTariffDates;

/**
 * DialerTariffDay:
 * @day: days since 1970-01-01
 * @weekday: 0 is Monday
 * @of_year: as in DIALER_TARIFF_DATE_OF_YEAR
 * @easter: as in DIALER_TARIFF_DATE_EASTER, of the Easter of its year
 */
typedef struct
{
  gint64 day;
  guint weekday;
  int of_year;
  int easter;
} DialerTariffDay;

/** dialer_tariff_day_init: works out what a day is; one that no calendar has is some day */
void dialer_tariff_day_init (DialerTariffDay *self, gint64 day);

/**
 * dialer_tariff_dates_parse:
 * @text: such as "12-24..12-26", "easter+1" or "2026-06-04", perhaps hostile
 *
 * Returns: whether it is a date or a range of such
 */
gboolean dialer_tariff_dates_parse (DialerTariffDates *self, const char *text);

/** dialer_tariff_dates_contain: Returns: whether @day is one of them */
gboolean dialer_tariff_dates_contain (const DialerTariffDates *self, const DialerTariffDay *day);
