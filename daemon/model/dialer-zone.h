/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a clock on the wall shows, also on the days on which it is put forward or back. */
#pragma once

#include <glib.h>

/* 1970-01-01: as GDate counts days, and its weekday where Monday is 0: a Thursday. */
#define DIALER_ZONE_EPOCH 719163u
#define DIALER_ZONE_EPOCH_WEEKDAY 3

/**
 * DialerZoneTime:
 * @day: since 1970-01-01, of the date that a calendar shows
 * @second: of that day as the clock shows it, below 86400
 */
typedef struct
{
  gint64 day;
  guint second;
} DialerZoneTime;

/** dialer_zone_divide_down: Returns: @number / @by, rounded down also where @number is negative */
gint64 dialer_zone_divide_down (gint64 number, gint64 by);

/** dialer_zone_get_offset: Returns: seconds by which @zone is ahead of UTC at @time (seconds since 1970-01-01 UTC) */
gint32 dialer_zone_get_offset (GTimeZone *zone, gint64 time);

/** dialer_zone_get_time: Returns: what the clock of @zone shows at @time (seconds since 1970-01-01 UTC) */
DialerZoneTime dialer_zone_get_time (GTimeZone *zone, gint64 time);

/**
 * dialer_zone_find:
 * @wanted: seconds of the day, after what the clock shows at @time, at most 86400, which is the next midnight
 *
 * Returns: when, after @time, the clock shows that; or, if it is put forward or back before, when that happens
 */
gint64 dialer_zone_find (GTimeZone *zone, gint64 time, guint wanted);

/**
 * dialer_zone_get_midnight:
 *
 * Returns: when @day begins, in seconds since 1970-01-01 UTC
 */
gint64 dialer_zone_get_midnight (GTimeZone *zone, gint64 day);
