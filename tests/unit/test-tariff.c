/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call costs: begun units, weekdays, dates, hours that a clock leaves out or has twice. */
#include "dialer-error.h"
#include "dialer-tariff-quote.h"

#define EUROPE "CET-1CEST,M3.5.0,M10.5.0/3"

static gint64
at (const char *text, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

static DialerTariff *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  DialerTariff *tariff = dialer_tariff_parse (text, &error);

  g_assert_no_error (error);
  return tariff;
}

static void
test_money (void)
{
  static const char *const bad[] = { "", ".", ".5", "1.", "1,5", "-1", "1 ", "1e3", "0x1", "1000001",
                                     "0.0000000001", "99999999999999999999", "1.2.3", "½" };
  static const struct
  {
    const char *text;
    gint64 nano;
  } good[] = { { "0", 0 }, { "1", 1000000000 }, { "0.06", 60000000 }, { "0.000347222", 347222 },
               { "1000000", G_GINT64_CONSTANT (1000000000000000) }, { "007.50", G_GINT64_CONSTANT (7500000000) } };
  static const struct
  {
    gint64 micro;
    guint decimals;
    const char *text;
  } shown[] = { { 0, 2, "0.00" },        { 120000, 2, "0.12" },   { 123456, 2, "0.123456" }, { 5000000, 0, "5" },
                { 5100000, 0, "5.1" },   { 5100000, 6, "5.100000" }, { -60000, 2, "-0.06" } };
  gint64 nano;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (dialer_money_parse (bad[i], &nano));
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (dialer_money_parse (good[i].text, &nano));
      g_assert_cmpint (nano, ==, good[i].nano);
    }
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *text = dialer_money_format (shown[i].micro, shown[i].decimals);

      g_assert_cmpstr (text, ==, shown[i].text);
    }
  g_assert_cmpint (dialer_money_round_up (1000), ==, 1);
  g_assert_cmpint (dialer_money_round_up (1001), ==, 2);
}

static void
test_syntax (void)
{
  static const char *const good[] = {
    "rate 0 per 1", "RATE 0.01 PER 60s", "rate 0.01 per 1min by 1s # and a comment",
    "# one\n\n\tname My  tariff \r\ncurrency EUR; connection 0.06 for 60s; minimum 0.10;rate 1 per 60",
    "name C#\nrate 1 per 24h", "rate 1 per 90.5s\nholidays 01-01,easter-2,02-29,2026-06-04,12-24..01-02",
    "rate 1 per 60\nrate 2 per 60 at 18:00-08:00 on Sat-Mon,wed,holidays after 10min",
  };
  static const struct
  {
    const char *text;
    const char *message;
  } bad[] = {
    { "", "no rate for all times" },
    { "rate 1 per 60 on Mon", "no rate for all times" },
    { "\nrats 1", "line 2: rats: give name" },
    { "rate", "line 1: at the end: give a price" },
    { "rate 1,5 per 60", "line 1: 1,5: give a price" },
    { "rate 1 60", "line 1: 60: give per" },
    { "rate 1 per 0", "line 1: 0: give seconds" },
    { "rate 1 per 60.0005", "line 1: 60.0005: give seconds" },
    { "rate 1 per 25h", "line 1: 25h: give seconds" },
    { "rate 1 per 60 by 61", "line 1: by: give no more" },
    { "rate 1 per 60 on Monday", "line 1: Monday: give days" },
    { "rate 1 per 60 on", "line 1: on: give days" },
    { "rate 1 per 60 on Mon,,Tue", "line 1: at the end: give days" },
    { "rate 1 per 60 on 02-30", "line 1: 02-30: give days" },
    { "rate 1 per 60 on 2026-02-29", "line 1: 2026-02-29: give days" },
    { "rate 1 per 60 on easter+", "line 1: easter+: give days" },
    { "rate 1 per 60 on easter+367", "line 1: easter+367: give days" },
    { "rate 1 per 60 on easter+2..easter", "line 1: easter+2..easter: give days" },
    { "rate 1 per 60 on 12-24..easter", "line 1: 12-24..easter: give days" },
    { "rate 1 per 60 at 8:00-18:00", "line 1: 8:00-18:00: give times" },
    { "rate 1 per 60 when raining", "line 1: when: give on DAYS" },
    { "rate 1 per 60\ncurrency", "line 2: currency: give a word" },
    { "rate 1 per 60\ncurrency EUR USD", "line 2: USD: give nothing more" },
    { "rate 1 per 60;holidays Mon", "line 1: Mon: give days" },
    { "rate 1 per 60\x01", "control characters" },
    { "rate 1 per 60 \xff", "give UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    dialer_tariff_unref (parse (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dialer_tariff_parse (bad[i].text, &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].message));
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) rates = g_string_new (NULL), dates = g_string_new ("rate 1 per 60; holidays 01-01");
  g_autoptr (GString) text = g_string_new ("rate 1 per 60");

  for (guint i = 0; i < 64; i++)
    g_string_append (rates, "rate 1 per 60\n");
  dialer_tariff_unref (parse (rates->str));
  g_string_append (rates, "rate 1 per 60\n");
  g_assert_null (dialer_tariff_parse (rates->str, NULL));
  for (guint i = 1; i < 256; i++)
    g_string_append (dates, ",01-01");
  dialer_tariff_unref (parse (dates->str));
  g_string_append (dates, ",01-01");
  g_assert_null (dialer_tariff_parse (dates->str, NULL));
  while (text->len < 64 * 1024)
    g_string_append_c (text, ' ');
  dialer_tariff_unref (parse (text->str));
  g_string_append_c (text, ' ');
  g_assert_null (dialer_tariff_parse (text->str, NULL));
}

#define WEEK "rate 0.10 per 60; rate 0.05 per 60 on Mon-Fri at 18:00-08:00; rate 0.02 per 60 on Sat-Sun,holidays; " \
             "holidays 12-25..12-26,easter-2,2026-11-25"

/* The price in micro-units of a call in Europe. */
static const struct
{
  const char *tariff;
  const char *start;
  guint64 seconds;
  gint64 cost;
} prices[] = {
  /* Begun units; a second tariff that is charged by the third of a minute. */
  { "rate 0.10 per 60", "2026-11-23T12:00:00", 0, 0 },
  { "rate 0.10 per 60", "2026-11-23T12:00:00", 1, 100000 },
  { "rate 0.10 per 60", "2026-11-23T12:00:00", 60, 100000 },
  { "rate 0.10 per 60", "2026-11-23T12:00:00", 61, 200000 },
  { "rate 1.20 per 60 by 20", "2026-11-23T12:00:00", 21, 800000 },
  { "rate 1.25 per 1h by 1s", "2026-11-23T12:00:00", 3600, 1250000 },
  { "rate 0.000347222 per 1s", "2026-11-23T12:00:00", 1, 348 }, /* rounded up, once */
  { "rate 0.000347222 per 1s", "2026-11-23T12:00:00", 1000, 347222 },
  { "rate 0.31 per 13.6s", "2026-11-23T12:00:00", 28, 930000 },
  { "rate 0.31 per 13.6s", "2026-11-23T12:00:00", 27, 620000 },
  { "rate 0 per 60", "2026-11-23T12:00:00", 86400, 0 },
  /* Fees. */
  { "connection 0.06; rate 0.10 per 60", "2026-11-23T12:00:00", 0, 60000 },
  { "connection 0.06; rate 0.10 per 60", "2026-11-23T12:00:00", 1, 160000 },
  { "connection 0.06 for 90s; rate 0.10 per 60", "2026-11-23T12:00:00", 90, 60000 },
  { "connection 0.06 for 90s; rate 0.10 per 60", "2026-11-23T12:00:00", 91, 160000 },
  { "minimum 0.25; rate 0.10 per 60", "2026-11-23T12:00:00", 0, 250000 },
  { "minimum 0.25; rate 0.10 per 60", "2026-11-23T12:00:00", 121, 300000 },
  /* Monday noon, evening, early morning, Friday into Saturday, Christmas, a certain Wednesday, Good Friday. */
  { WEEK, "2026-11-23T12:00:00", 60, 100000 },
  { WEEK, "2026-11-23T18:00:00", 60, 50000 },
  { WEEK, "2026-11-24T07:59:59", 60, 50000 },
  { WEEK, "2026-11-24T07:59:59", 61, 150000 },
  { WEEK, "2026-11-27T23:59:00", 120, 70000 },
  { WEEK, "2026-11-30T07:00:00", 60, 100000 }, /* Sunday's night is not Monday's */
  { WEEK, "2026-12-25T12:00:00", 60, 20000 },
  { WEEK, "2026-11-25T12:00:00", 60, 20000 },
  { WEEK, "2027-03-26T12:00:00", 60, 20000 },
  { WEEK, "2027-11-25T12:00:00", 60, 100000 },
  /* A unit has the price of its begin; a long one keeps it. */
  { "rate 1 per 60; rate 2 per 1h at 12:00-13:00", "2026-11-23T12:59:00", 3600, 2000000 },
  { "rate 1 per 60; rate 2 per 1h at 12:00-13:00", "2026-11-23T12:59:00", 3601, 3000000 },
  /* After a time. */
  { "rate 1 per 60; rate 0.5 per 60 after 10min", "2026-11-23T12:00:00", 660, 10500000 },
  { "rate 1 per 60; rate 0.5 per 60 after 90s", "2026-11-23T12:00:00", 180, 2500000 },
  /* Over the end of the year. */
  { "rate 1 per 60; rate 3 per 60 on 12-31..01-01", "2026-12-30T23:59:00", 180, 7000000 },
  { "rate 1 per 60; rate 3 per 60 on 12-31..01-01", "2027-01-01T23:59:00", 120, 4000000 },
  /* In spring no clock shows 02:30: an hour from 01:30 on is one minute's worth of 03:00 and later. */
  { "rate 1 per 60; rate 2 per 60 at 02:00-03:00", "2026-03-29T01:30:00", 3600, 60000000 },
  { "rate 1 per 60; rate 2 per 60 at 03:00-04:00", "2026-03-29T01:30:00", 3600, 90000000 },
  /* In autumn 02:00 to 03:00 comes twice. */
  { "rate 1 per 60; rate 2 per 60 at 02:00-03:00", "2026-10-25T01:00:00", 4 * 3600, 360000000 },
};

static void
test_prices (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (EUROPE);

  for (guint i = 0; i < G_N_ELEMENTS (prices); i++)
    {
      g_autoptr (DialerTariff) tariff = parse (prices[i].tariff);

      g_test_message ("%s: %s for %d s", prices[i].tariff, prices[i].start, (int) prices[i].seconds);
      g_assert_cmpint (dialer_tariff_compute (tariff, at (prices[i].start, zone), prices[i].seconds, zone), ==,
                       prices[i].cost);
    }
}

/* Easter Sundays as the almanacs have them. */
static void
test_easter (void)
{
  static const char *const sundays[] = { "1961-04-02", "1994-04-03", "2000-04-23", "2008-03-23", "2019-04-21",
                                         "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2285-03-22" };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (DialerTariff) tariff = parse ("rate 1 per 1s; rate 2 per 1s on easter; rate 3 per 1s on easter+1");

  for (guint i = 0; i < G_N_ELEMENTS (sundays); i++)
    {
      g_autofree char *noon = g_strconcat (sundays[i], "T12:00:00", NULL);
      gint64 time = at (noon, utc);

      g_assert_cmpint (dialer_tariff_compute (tariff, time - 86400, 1, utc), ==, 1000000);
      g_assert_cmpint (dialer_tariff_compute (tariff, time, 1, utc), ==, 2000000);
      g_assert_cmpint (dialer_tariff_compute (tariff, time + 86400, 1, utc), ==, 3000000);
      g_assert_cmpint (dialer_tariff_compute (tariff, time + 2 * 86400, 1, utc), ==, 1000000);
    }
}

/* How long money lasts is the other way round of what a time costs. */
static void
test_how_long (void)
{
  static const struct
  {
    const char *tariff;
    gint64 money;
    gint64 seconds;
  } rows[] = {
    { "rate 0.10 per 60", 0, 0 },
    { "rate 0.10 per 60", 100000, 60 },
    { "rate 0.10 per 60", 199999, 60 },
    { "connection 0.06; rate 0.10 per 60", 59999, -1 },
    { "connection 0.06; rate 0.10 per 60", 60000, 0 },
    { "minimum 0.25; rate 0.10 per 60", 249999, -1 },
    { "minimum 0.25; rate 0.10 per 60", 250000, 120 },
    { "rate 0 per 60", 0, DIALER_TARIFF_FOR_EVER },
    { "rate 0 per 60; rate 1 per 60 on Sun", 5000000, (6 * 24 - 12) * 3600 + 300 }, /* of the coming Sunday */
    { "rate 0.31 per 13.6s", 620000, 27 },
    { "rate 0.000000001 per 1s", G_MAXINT64, DIALER_TARIFF_FOR_EVER },
    { "rate 1000000 per 1s", G_MAXINT64, 9223 },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (EUROPE);
  gint64 start = at ("2026-11-23T12:00:00", zone);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerTariff) tariff = parse (rows[i].tariff);
      gint64 seconds = dialer_tariff_get_seconds (tariff, start, rows[i].money, zone);

      g_test_message ("%s", rows[i].tariff);
      g_assert_cmpint (seconds, ==, rows[i].seconds);
      if (seconds < 0 || seconds == DIALER_TARIFF_FOR_EVER)
        continue;
      g_assert_cmpint (dialer_tariff_compute (tariff, start, (guint64) seconds, zone), <=, rows[i].money);
      g_assert_cmpint (dialer_tariff_compute (tariff, start, (guint64) seconds + 1, zone), >,
                       rows[i].money == G_MAXINT64 ? 9222000000000 : rows[i].money);
    }
}

/* The worst that a text can do: 400 days, each with as many changes as there can be. */
static void
test_speed (void)
{
  g_autoptr (GString) text = g_string_new ("rate 0.01 per 1s");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (EUROPE);
  g_autoptr (DialerTariff) tariff = NULL;
  gint64 begun;

  for (guint i = 0; i < 63; i++)
    g_string_append_printf (text, "; rate 0.0%u per 1s at %02u:%02u-%02u:%02u on easter+%u,01-01,02-02,03-03", i % 10,
                            i / 4, i % 4 * 7, 23 - i / 4, 59 - i % 4 * 7, i);
  tariff = parse (text->str);
  begun = g_get_monotonic_time ();
  g_assert_cmpint (dialer_tariff_compute (tariff, 0, DIALER_TARIFF_LONGEST_S, zone), >, 0);
  g_test_message ("%d ms", (int) ((g_get_monotonic_time () - begun) / 1000));
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 2 * G_USEC_PER_SEC);
}

/* The whole call, the first unit, and the one behind it. */
static void
test_quote (void)
{
  static const struct
  {
    const char *text;
    guint64 seconds;
    DialerTariffQuote quote;
  } rows[] = {
    { "rate 0.06 per 60s", 600, { 600000, 60000, 60, 60000, 60 } },
    { "connection 0.10; rate 0.06 per 60s", 61, { 220000, 160000, 60, 60000, 60 } },
    { "connection 0.50 for 90s; rate 0.01 per 1s", 60, { 500000, 500000, 90, 10000, 1 } },
    { "minimum 0.10; rate 0.01 per 1s", 5, { 100000, 100000, 10, 10000, 1 } },
    { "rate 0.06 per 60s\nrate 0.20 per 30s after 60s", 90, { 260000, 60000, 60, 200000, 30 } },
    { "connection 1; rate 0 per 60s", 600, { 1000000, 1000000, DIALER_TARIFF_FOR_EVER, 0, 0 } },
    { "rate 1 per 60s\nrate 0 per 60s after 60s", 600, { 1000000, 1000000, DIALER_TARIFF_FOR_EVER, 0, 0 } },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerTariff) tariff = parse (rows[i].text);
      DialerTariffQuote quote = dialer_tariff_quote (tariff, 0, rows[i].seconds, utc);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (quote.whole, ==, rows[i].quote.whole);
      g_assert_cmpint (quote.first, ==, rows[i].quote.first);
      g_assert_cmpint (quote.first_seconds, ==, rows[i].quote.first_seconds);
      g_assert_cmpint (quote.next, ==, rows[i].quote.next);
      g_assert_cmpint (quote.next_seconds, ==, rows[i].quote.next_seconds);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/money/amounts", test_money);
  g_test_add_func ("/model/tariff/syntax", test_syntax);
  g_test_add_func ("/model/tariff/bounds", test_bounds);
  g_test_add_func ("/model/tariff/prices", test_prices);
  g_test_add_func ("/model/tariff/easter", test_easter);
  g_test_add_func ("/model/tariff/how-long", test_how_long);
  g_test_add_func ("/model/tariff/quote", test_quote);
  g_test_add_func ("/model/tariff/speed", test_speed);
  return g_test_run ();
}
