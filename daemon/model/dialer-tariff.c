/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Walks from one moment at which the price may change to the next, not from unit to unit. */
#include "dialer-tariff-private.h"
#include "dialer-zone.h"

#define SECOND 1000 /* milliseconds */
#define MINUTE 60
#define MOST G_MAXINT64 /* an amount that is not worked out further */

/* A call on the way: what is paid, and when the next unit begins. */
typedef struct
{
  const DialerTariff *tariff;
  gint64 start;
  GTimeZone *zone;
  guint64 time; /* milliseconds since start */
  gint64 paid;  /* DIALER_MONEY_NANO */
} Walk;

const char *
dialer_tariff_get_currency (const DialerTariff *self)
{
  return self->currency;
}

static gboolean
contains_day (GArray *dates, const DialerTariffDay *day)
{
  for (guint i = 0; i < dates->len; i++)
    if (dialer_tariff_dates_contain (&g_array_index (dates, DialerTariffDates, i), day))
      return TRUE;
  return FALSE;
}

static gboolean
is_of_day (const DialerTariff *self, const DialerTariffRate *rate, const DialerTariffDay *day)
{
  return rate->any_day || (rate->weekdays & (1u << day->weekday)) || contains_day (rate->dates, day)
         || (rate->holidays && contains_day (self->holidays, day));
}

/* Over midnight it is the day on which it begins that counts. */
static gboolean
fits (const DialerTariff *self, const DialerTariffRate *rate, const DialerTariffDay *today,
      const DialerTariffDay *yesterday, guint minute)
{
  if (rate->begin < rate->end)
    return minute >= rate->begin && minute < rate->end && is_of_day (self, rate, today);
  return (minute >= rate->begin && is_of_day (self, rate, today))
         || (minute < rate->end && is_of_day (self, rate, yesterday));
}

static const DialerTariffRate *
find_rate (const Walk *walk, DialerZoneTime shown)
{
  const DialerTariff *self = walk->tariff;
  DialerTariffDay today, yesterday;

  dialer_tariff_day_init (&today, shown.day);
  dialer_tariff_day_init (&yesterday, shown.day - 1);
  for (guint i = self->rates->len; i > 0; i--)
    {
      const DialerTariffRate *rate = &g_array_index (self->rates, DialerTariffRate, i - 1);

      if (walk->time >= rate->after && fits (self, rate, &today, &yesterday, shown.second / MINUTE))
        return rate;
    }
  g_return_val_if_reached (&g_array_index (self->rates, DialerTariffRate, 0));
}

/* Up to when the rate of now counts at least, in milliseconds since the start. */
static guint64
find_change (const Walk *walk, gint64 now, DialerZoneTime shown)
{
  const DialerTariff *self = walk->tariff;
  guint i = 0;
  guint64 change;

  while (g_array_index (self->changes, guint, i) <= shown.second / MINUTE)
    i++;
  change = (guint64) (dialer_zone_find (walk->zone, now, g_array_index (self->changes, guint, i) * MINUTE)
                      - walk->start) * SECOND;
  for (i = 0; i < self->rates->len; i++)
    {
      guint64 after = g_array_index (self->rates, DialerTariffRate, i).after;

      if (after > walk->time)
        change = MIN (change, after);
    }
  return change;
}

/* Pays @n units, or as many of them as @money lasts for.  Returns: whether it lasts for all. */
static gboolean
pay (Walk *walk, const DialerTariffRate *rate, guint64 n, gint64 money)
{
  guint64 affordable = rate->price ? (guint64) ((money - walk->paid) / rate->price) : G_MAXUINT64;
  guint64 paid = MIN (n, affordable);

  walk->time += paid * rate->unit;
  walk->paid += rate->price ? (gint64) paid * rate->price : 0;
  return affordable >= n;
}

/* Pays every unit that begins before @end.  Returns: whether @money (nano) lasts; else at walk->time no longer. */
static gboolean
run (Walk *walk, guint64 end, gint64 money)
{
  while (walk->time < end)
    {
      gint64 now = walk->start + (gint64) (walk->time / SECOND);
      DialerZoneTime shown = dialer_zone_get_time (walk->zone, now);
      const DialerTariffRate *rate = find_rate (walk, shown);
      guint64 until = MIN (find_change (walk, now, shown), end);

      if (!pay (walk, rate, (until - walk->time + rate->unit - 1) / rate->unit, money))
        return FALSE;
    }
  return TRUE;
}

gint64
dialer_tariff_compute (const DialerTariff *self, gint64 start, guint64 seconds, GTimeZone *zone)
{
  Walk walk = { self, start, zone, self->included, self->connection };

  if (!run (&walk, MIN (seconds, DIALER_TARIFF_LONGEST_S) * SECOND, MOST))
    walk.paid = MOST;
  return dialer_money_round_up (MAX (walk.paid, self->minimum));
}

gint64
dialer_tariff_get_seconds (const DialerTariff *self, gint64 start, gint64 money, GTimeZone *zone)
{
  Walk walk = { self, start, zone, self->included, self->connection };
  gint64 nano = money > G_MAXINT64 / 1000 ? G_MAXINT64 : money * 1000;

  if (nano < MAX (self->connection, self->minimum))
    return -1;
  if (run (&walk, (guint64) DIALER_TARIFF_LONGEST_S * SECOND, nano))
    return DIALER_TARIFF_FOR_EVER;
  return (gint64) (walk.time / SECOND);
}
