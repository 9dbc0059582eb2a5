/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* When calls may be made: over midnight, over the week's end, over hours that a clock leaves out or has twice. */
#include "dialer-windows.h"

/* Such as "2026-11-23 08:00:00": a Monday. */
static gint64
at (const char *text, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

static void
test_syntax (void)
{
  static const char *const good[] = { "Mon", "sun", "Sat-Mon", "08:00-18:00", "Mon-Fri 08:00-18:00", "Mon08:00-18:00",
                                      "20:00-24:00", "22:00-06:00", "00:00-24:00", "12:00-12:00" };
  static const char *const bad[] = { "", " ", "Mon-", "Mon ", "Monday", "Mon 08:00", "08:00", "08:00-", "8:00-18:00",
                                     "24:00-06:00", "08:60-09:00", "25:00-26:00", "08:00-24:01", "08:00-18:00x",
                                     "Mon-Fri  08:00-18:00", "Mon,Tue", " 08:00-18:00", "-Mon", "0", "08", "08:" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i]);
      g_assert_true (dialer_windows_check (good[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (dialer_windows_check (bad[i]));
    }
  g_assert_null (dialer_windows_parse (""));
  g_assert_null (dialer_windows_parse ("Mon;Someday"));
}

/* Each with a time, and when that changes; "" for never. */
static void
test_week (void)
{
  static const struct
  {
    const char *windows;
    const char *time;
    gboolean open;
    const char *change;
  } rows[] = {
    { "Mon-Fri 08:00-18:00", "2026-11-23T07:59:59", FALSE, "2026-11-23T08:00:00" },
    { "Mon-Fri 08:00-18:00", "2026-11-23T08:00:00", TRUE, "2026-11-23T18:00:00" },
    { "Mon-Fri 08:00-18:00", "2026-11-23T17:59:59", TRUE, "2026-11-23T18:00:00" },
    { "Mon-Fri 08:00-18:00", "2026-11-27T18:00:00", FALSE, "2026-11-30T08:00:00" },
    { "Sat-Mon", "2026-11-30T23:59:59", TRUE, "2026-12-01T00:00:00" },
    { "Sat-Mon", "2026-11-29T12:00:00", TRUE, "2026-12-01T00:00:00" },
    { "Sun 22:00-06:00", "2026-11-30T05:59:00", TRUE, "2026-11-30T06:00:00" },
    { "Sun 22:00-06:00", "2026-11-29T05:59:00", FALSE, "2026-11-29T22:00:00" },
    { "20:00-24:00;00:00-06:00", "2026-11-23T23:30:00", TRUE, "2026-11-24T06:00:00" },
    { "12:00-12:00", "2026-11-23T11:59:00", TRUE, "" },
    { "Mon;Tue-Sun", "2026-11-23T00:00:00", TRUE, "" },
    { "Thu", "1969-12-31T23:59:59", FALSE, "1970-01-01T00:00:00" },
    { "Wed", "1969-12-31T23:59:59", TRUE, "1970-01-01T00:00:00" },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerWindows) windows = dialer_windows_parse (rows[i].windows);

      g_test_message ("%s at %s", rows[i].windows, rows[i].time);
      g_assert_cmpint (dialer_windows_contains (windows, at (rows[i].time, utc), utc), ==, rows[i].open);
      g_assert_cmpint (dialer_windows_get_change (windows, at (rows[i].time, utc), utc), ==,
                       *rows[i].change ? at (rows[i].change, utc) : G_MAXINT64);
    }
}

/* Europe: 2026-03-29 has no 02:30, 2026-10-25 has it twice. */
static void
test_summer_time (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
  g_autoptr (DialerWindows) night = dialer_windows_parse ("00:00-02:30");

  g_assert_nonnull (zone);
  g_assert_cmpint (dialer_windows_get_change (night, at ("2026-03-29T00:30:00", utc), zone), ==,
                   at ("2026-03-29T01:00:00", utc));
  g_assert_cmpint (dialer_windows_get_change (night, at ("2026-10-24T23:00:00", utc), zone), ==,
                   at ("2026-10-25T00:30:00", utc));
  g_assert_true (dialer_windows_contains (night, at ("2026-10-25T01:15:00", utc), zone));
  g_assert_cmpint (dialer_windows_get_change (night, at ("2026-10-25T01:15:00", utc), zone), ==,
                   at ("2026-10-25T01:30:00", utc));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/windows/syntax", test_syntax);
  g_test_add_func ("/model/windows/week", test_week);
  g_test_add_func ("/model/windows/summer-time", test_summer_time);
  return g_test_run ();
}
