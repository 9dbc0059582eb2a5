/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the reader of a tariff makes, and the clerk adds up by. */
#pragma once

#include "dialer-tariff-dates.h"
#include "dialer-tariff.h"

/**
 * DialerTariffRate:
 * @price: of a unit, in DIALER_MONEY_NANO
 * @unit: milliseconds
 * @after: of the call, in milliseconds
 * @any_day: neither @weekdays nor @dates nor @holidays count
 * @weekdays: bits, Monday the lowest
 * @dates: (element-type DialerTariffDates)
 * @holidays: whether it is for those of the tariff too
 * @begin: minutes since midnight
 * @end: likewise, at most 1440; not after @begin when it is on the next day
 */
typedef struct
{
  gint64 price;
  guint64 unit;
  guint64 after;
  gboolean any_day;
  guint weekdays;
  GArray *dates;
  gboolean holidays;
  guint begin;
  guint end;
} DialerTariffRate;

/**
 * struct _DialerTariff:
 * @connection: in DIALER_MONEY_NANO
 * @included: milliseconds of the call that @connection pays for
 * @minimum: in DIALER_MONEY_NANO
 * @holidays: (element-type DialerTariffDates)
 * @rates: (element-type DialerTariffRate): of those that fit, the last counts; one of them always fits
 * @changes: (element-type guint): minutes of the day at which another rate may count, in order; the last is 1440
 */
struct _DialerTariff
{
  char *currency;
  gint64 connection;
  guint64 included;
  gint64 minimum;
  GArray *holidays;
  GArray *rates;
  GArray *changes;
};
