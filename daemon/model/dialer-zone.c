/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* GTimeZone tells the offset at a time; when that changes is searched for. */
#include "dialer-zone.h"

#define DAY 86400

gint64
dialer_zone_divide_down (gint64 number, gint64 by)
{
  return number / by - (number % by < 0);
}

gint32
dialer_zone_get_offset (GTimeZone *zone, gint64 time)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time);

  return interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0;
}

DialerZoneTime
dialer_zone_get_time (GTimeZone *zone, gint64 time)
{
  gint64 local = time + dialer_zone_get_offset (zone, time);
  gint64 day = dialer_zone_divide_down (local, DAY);

  return (DialerZoneTime){ .day = day, .second = local - day * DAY };
}

/* @after: has another offset than @before, and there is one change between them */
static gint64
find_change (GTimeZone *zone, gint64 before, gint64 after)
{
  gint32 offset = dialer_zone_get_offset (zone, before);

  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (dialer_zone_get_offset (zone, middle) == offset)
        before = middle;
      else
        after = middle;
    }
  return after;
}

gint64
dialer_zone_find (GTimeZone *zone, gint64 time, guint wanted)
{
  gint64 found = time + wanted - dialer_zone_get_time (zone, time).second;

  if (dialer_zone_get_offset (zone, found) == dialer_zone_get_offset (zone, time))
    return found;
  return find_change (zone, time, found);
}

gint64
dialer_zone_get_midnight (GTimeZone *zone, gint64 day)
{
  gint64 time = (day - 1) * DAY - dialer_zone_get_offset (zone, (day - 1) * DAY);

  /* From some time of the day before, by at most two changes of the clock. */
  while (dialer_zone_get_time (zone, time).day < day)
    time = dialer_zone_find (zone, time, DAY);
  return time;
}
