/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Times as people write them. */
#include "dialctl-when.h"

/* Tuesday, an hour before midnight of UTC; in Berlin it is Wednesday. */
#define NOW G_GINT64_CONSTANT (1795561200) /* 2026-11-24 23:00:00 UTC */
#define DAY (24 * 60 * 60)
#define MIDNIGHT (NOW + 60 * 60 - DAY) /* 2026-11-24 00:00:00 UTC */

static const struct
{
  const char *zone, *text;
  gint64 seconds;
} good[] = {
  { "UTC", "now", NOW },
  { "UTC", "today", MIDNIGHT },
  { "UTC", "yesterday", MIDNIGHT - DAY },
  { "Europe/Berlin", "today", MIDNIGHT + DAY - 3600 },
  { "Europe/Berlin", "yesterday", MIDNIGHT - 3600 },
  { "UTC", "90s", NOW - 90 },
  { "UTC", "90m", NOW - 5400 },
  { "UTC", "12h", NOW - 12 * 3600 },
  { "Europe/Berlin", "3d", NOW - 3 * DAY },
  { "UTC", "2w", NOW - 14 * DAY },
  { "UTC", "0d", NOW },
  { "UTC", "999999999w", 1 },
  { "UTC", "2026-11-24", MIDNIGHT },
  { "Europe/Berlin", "2026-11-24", MIDNIGHT - 3600 },
  { "Europe/Berlin", "2026-07-01", 1782856800 }, /* summer time */
  { "UTC", "2026-11-24 17:30", MIDNIGHT + 17 * 3600 + 1800 },
  { "UTC", "2026-11-24T17:30:05", MIDNIGHT + 17 * 3600 + 1805 },
  { "Europe/Berlin", "2026-11-24T17:30:05Z", MIDNIGHT + 17 * 3600 + 1805 },
  { "UTC", "1970-01-01", 1 },
  { "UTC", "0001-01-01", 1 },
};

static const char *const bad[] = {
  "", " ", "tomorrow", "Today", "3", "d", "3y", "3dd", "-3d", "+3d", "3 d", "1000000000d", "2026", "2026-11",
  "2026-11-1", "2026-13-01", "2026-02-30", "2026-11-24 ", "2026-11-24 17", "2026-11-24 25:00", "2026-11-24 17:30:61",
  "2026-11-24 17:30:", "2026-11-24 17:30+01:00", "24.11.2026", "2026-11-24ZZ", "٣d",
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (good[i].zone);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (NOW);
      g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, zone);
      g_autoptr (GError) error = NULL;
      gint64 seconds = 0;

      g_test_message ("%s in %s", good[i].text, good[i].zone);
      g_assert_true (dialctl_when_parse (good[i].text, now, &seconds, &error));
      g_assert_no_error (error);
      g_assert_cmpint (seconds, ==, good[i].seconds);
    }
}

static void
test_bad (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (NOW);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 seconds = 0;

      g_test_message ("'%s'", bad[i]);
      g_assert_false (dialctl_when_parse (bad[i], now, &seconds, &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/when/good", test_good);
  g_test_add_func ("/client/when/bad", test_bad);
  return g_test_run ();
}
