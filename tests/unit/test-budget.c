/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Budgets: when they begin anew, what they leave, and that a month of calls keeps to all of them. */
#include "dialer-budget.h"

#include <string.h>

#define EUROPE "CET-1CEST,M3.5.0,M10.5.0/3"
#define PROFILE "0123"
#define EUR(n) ((guint64) (n) * (guint64) DIALER_MONEY_MICRO)

typedef struct
{
  GTimeZone *zone;
  DialerTally *tally;
  DialerTariff *tariff;
  GArray *budgets;
} World;

static gint64
at (const char *text, GTimeZone *zone)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

static void
set_up (World *world, const char *tariff, const char *cost, const char *duration, const char *data)
{
  world->zone = g_time_zone_new_identifier (EUROPE);
  world->tally = dialer_tally_new ();
  world->tariff = tariff ? dialer_tariff_parse (tariff, NULL) : NULL;
  world->budgets = dialer_budget_new_list ();
  dialer_budget_add (world->budgets, DIALER_BUDGET_COST, cost);
  dialer_budget_add (world->budgets, DIALER_BUDGET_DURATION, duration);
  dialer_budget_add (world->budgets, DIALER_BUDGET_DATA, data);
}

static void
tear_down (World *world)
{
  g_time_zone_unref (world->zone);
  dialer_tally_free (world->tally);
  g_clear_pointer (&world->tariff, dialer_tariff_unref);
  g_array_unref (world->budgets);
}

static DialerBudgetVerdict
judge (World *world, gint64 now)
{
  return dialer_budget_judge (&(DialerBudgetCase){ .budgets = world->budgets, .tally = world->tally, .profile = PROFILE,
                                                   .tariff = world->tariff, .now = now, .answered = now,
                                                   .zone = world->zone });
}

static void
spend (World *world, gint64 started, gint64 cost, guint64 seconds, guint64 bytes)
{
  dialer_tally_add (world->tally, &(DialerTallyEntry){ .profile = (char *) PROFILE, .started = started,
                                                       .currency = (char *) "EUR", .cost = cost, .seconds = seconds,
                                                       .bytes = bytes });
}

static void
test_periods (void)
{
  static const struct
  {
    DialerPeriod period;
    const char *time;
    const char *begin;
    const char *end;
  } rows[] = {
    { DIALER_PERIOD_DAY, "2026-11-24T00:00:00", "2026-11-24T00:00:00", "2026-11-25T00:00:00" },
    { DIALER_PERIOD_DAY, "2026-11-24T23:59:59", "2026-11-24T00:00:00", "2026-11-25T00:00:00" },
    { DIALER_PERIOD_DAY, "2026-03-29T12:00:00", "2026-03-29T00:00:00", "2026-03-30T00:00:00" }, /* of 23 hours */
    { DIALER_PERIOD_DAY, "2026-10-25T23:00:00", "2026-10-25T00:00:00", "2026-10-26T00:00:00" }, /* of 25 */
    { DIALER_PERIOD_WEEK, "2026-11-23T00:00:00", "2026-11-23T00:00:00", "2026-11-30T00:00:00" }, /* a Monday */
    { DIALER_PERIOD_WEEK, "2026-11-29T23:59:59", "2026-11-23T00:00:00", "2026-11-30T00:00:00" },
    { DIALER_PERIOD_WEEK, "2027-01-01T12:00:00", "2026-12-28T00:00:00", "2027-01-04T00:00:00" },
    { DIALER_PERIOD_MONTH, "2026-11-24T12:00:00", "2026-11-01T00:00:00", "2026-12-01T00:00:00" },
    { DIALER_PERIOD_MONTH, "2026-12-31T12:00:00", "2026-12-01T00:00:00", "2027-01-01T00:00:00" },
    { DIALER_PERIOD_MONTH, "2026-10-25T12:00:00", "2026-10-01T00:00:00", "2026-11-01T00:00:00" },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (EUROPE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 time = at (rows[i].time, zone);

      g_test_message ("%s", rows[i].time);
      g_assert_cmpint (dialer_period_get_begin (rows[i].period, time, zone), ==, at (rows[i].begin, zone));
      g_assert_cmpint (dialer_period_get_end (rows[i].period, time, zone), ==, at (rows[i].end, zone));
    }
  g_assert_cmpint (dialer_period_get_end (DIALER_PERIOD_CALL, 5, zone), ==, G_MAXINT64);
}

static void
test_plain (void)
{
  g_assert_cmpuint (dialer_budget_get_plain (""), ==, 0);
  g_assert_cmpuint (dialer_budget_get_plain ("0"), ==, 0);
  g_assert_cmpuint (dialer_budget_get_plain ("3600"), ==, 3600);
  g_assert_cmpuint (dialer_budget_get_plain ("3600;72000/month"), ==, 3600);
  g_assert_cmpuint (dialer_budget_get_plain ("72000/month"), ==, 0);
  g_assert_cmpuint (dialer_budget_get_plain ("1/day;72000/month;7"), ==, 7);
}

static void
test_none (void)
{
  World world;
  DialerBudgetVerdict verdict;

  set_up (&world, NULL, "", "3600", "");
  verdict = judge (&world, 1000000000);
  g_assert_cmpint (verdict.reason, ==, DIALER_REASON_NONE);
  g_assert_cmpint (verdict.paid, ==, G_MAXINT64);
  g_assert_cmpint (verdict.online, ==, G_MAXINT64);
  g_assert_cmpuint (verdict.bytes, ==, G_MAXUINT64);
  tear_down (&world);
}

/* The least that is left counts, and the longest that one has to wait. */
static void
test_least (void)
{
  World world;
  DialerBudgetVerdict verdict;
  gint64 noon;

  set_up (&world, "currency EUR; rate 0.10 per 60s", "5/day;6/week;100/month;1/call", "7200/day", "1000/week");
  noon = at ("2026-11-24T12:00:00", world.zone);
  verdict = judge (&world, noon);
  g_assert_cmpint (verdict.paid, ==, 600); /* of the call */
  g_assert_cmpint (verdict.online, ==, 7200);
  g_assert_cmpuint (verdict.bytes, ==, 1000);
  spend (&world, noon - 1800, EUR (4) + 700000, 600, 400);
  verdict = judge (&world, noon);
  g_assert_cmpint (verdict.paid, ==, 180);
  g_assert_cmpint (verdict.online, ==, 6600);
  g_assert_cmpuint (verdict.bytes, ==, 600);
  g_assert_cmpint (verdict.reason, ==, DIALER_REASON_NONE);
  spend (&world, noon - 86400, EUR (1) + 300000, 7200, 100); /* yesterday, in the same week */
  verdict = judge (&world, noon);
  g_assert_cmpint (verdict.online, ==, 6600);
  g_assert_cmpuint (verdict.bytes, ==, 500);
  g_assert_cmpint (verdict.reason, ==, DIALER_REASON_COST_LIMIT);
  g_assert_cmpstr (verdict.used_up->text, ==, "6/week");
  g_assert_cmpuint (verdict.spent, ==, EUR (6));
  g_assert_cmpint (verdict.again, ==, at ("2026-11-30T00:00:00", world.zone));
  spend (&world, noon, 0, 7000, 500);
  verdict = judge (&world, noon);
  g_assert_cmpint (verdict.again, ==, at ("2026-11-30T00:00:00", world.zone));
  verdict = judge (&world, at ("2026-11-30T00:00:00", world.zone));
  g_assert_cmpint (verdict.reason, ==, DIALER_REASON_NONE);
  g_assert_cmpint (verdict.paid, ==, 600);
  tear_down (&world);
}

/* Without a tariff nobody can keep to a budget; of money in another currency nothing is known. */
static void
test_money (void)
{
  World world;
  gint64 now = 1795521600;

  set_up (&world, NULL, "5/day", "", "");
  g_assert_cmpint (judge (&world, now).reason, ==, DIALER_REASON_COST_LIMIT);
  tear_down (&world);

  set_up (&world, "currency USD; rate 1 per 60s", "5/day", "", "");
  spend (&world, now, EUR (5), 0, 0);
  g_assert_cmpint (judge (&world, now).paid, ==, 300);
  tear_down (&world);

  /* A call that would have to be hung up as soon as it is answered is not made. */
  set_up (&world, "currency EUR; rate 0.01 per 1s", "0.05/call", "", "");
  g_assert_cmpint (judge (&world, now).reason, ==, DIALER_REASON_COST_LIMIT);
  g_assert_cmpint (judge (&world, now).again, ==, G_MAXINT64);
  tear_down (&world);
  set_up (&world, "currency EUR; rate 0.01 per 1s", "0.06/call", "", "");
  g_assert_cmpint (judge (&world, now).reason, ==, DIALER_REASON_NONE);
  tear_down (&world);

  /* Where it is free, a budget that is used up forbids nothing. */
  set_up (&world, "currency EUR; rate 0 per 1s", "5/day", "", "");
  spend (&world, now, EUR (5), 0, 0);
  g_assert_cmpint (judge (&world, now).reason, ==, DIALER_REASON_NONE);
  g_assert_cmpint (judge (&world, now).paid, ==, G_MAXINT64);
  tear_down (&world);
}

static void
test_tally (void)
{
  g_autoptr (DialerTally) tally = dialer_tally_new ();
  DialerTallyEntry one = { .profile = (char *) "a", .started = 1000 * 900 + 5, .currency = NULL, .cost = -1,
                           .seconds = 10, .bytes = 1 };

  for (guint i = 0; i < 1000; i++, one.started++)
    dialer_tally_add (tally, &one);
  one.profile = (char *) "b";
  dialer_tally_add (tally, &one);
  g_assert_cmpuint (dialer_tally_sum (tally, "a", 1000 * 900, NULL).seconds, ==, 10000);
  g_assert_cmpuint (dialer_tally_sum (tally, "a", 1001 * 900, NULL).bytes, ==, 105);
  g_assert_cmpint (dialer_tally_sum (tally, "a", 0, NULL).cost, ==, 0);
  g_assert_cmpuint (dialer_tally_sum (tally, "b", 0, NULL).bytes, ==, 1);
  g_assert_cmpuint (dialer_tally_sum (tally, "c", 0, NULL).bytes, ==, 0);
  one.profile = (char *) "a";
  one.started += (DIALER_TALLY_DAYS + 1) * 86400;
  dialer_tally_add (tally, &one);
  g_assert_cmpuint (dialer_tally_sum (tally, "a", 0, NULL).bytes, ==, 1);
}

/* ---- a month ---- */

typedef struct
{
  guint64 day, week, month; /* cost */
  guint64 month_seconds, day_bytes;
  gint64 day_begin, week_begin, month_begin;
  guint calls, refused;
} Books;

/* Kept by another way than the one that is tested. */
static void
book (Books *books, const World *world, gint64 now, guint64 cost, guint64 seconds, guint64 bytes)
{
  gint64 day = dialer_period_get_begin (DIALER_PERIOD_DAY, now, world->zone);
  gint64 week = dialer_period_get_begin (DIALER_PERIOD_WEEK, now, world->zone);
  gint64 month = dialer_period_get_begin (DIALER_PERIOD_MONTH, now, world->zone);

  if (day != books->day_begin)
    books->day = books->day_bytes = 0;
  if (week != books->week_begin)
    books->week = 0;
  if (month != books->month_begin)
    books->month = books->month_seconds = 0;
  books->day_begin = day;
  books->week_begin = week;
  books->month_begin = month;
  books->day += cost;
  books->week += cost;
  books->month += cost;
  books->month_seconds += seconds;
  books->day_bytes += bytes;
  books->calls++;
  g_assert_cmpuint (books->day, <=, EUR (2));
  g_assert_cmpuint (books->week, <=, EUR (8));
  g_assert_cmpuint (books->month, <=, EUR (25));
  g_assert_cmpuint (books->month_seconds, <=, 200000);
  g_assert_cmpuint (books->day_bytes, <=, 5000000);
}

/* Lasts as long as it wants, or as long as it may; returns when it ends. */
static gint64
call (World *world, Books *books, const DialerBudgetVerdict *verdict, gint64 now, GRand *dice)
{
  gint64 wanted = g_rand_int_range (dice, 1, 7200), login = g_rand_int_range (dice, 1, 20);
  gint64 most = verdict->paid == G_MAXINT64 ? G_MAXINT64 : verdict->paid - login;
  gint64 online = MAX (MIN (MIN (wanted, most), verdict->online), 0);
  guint64 bytes = MIN ((guint64) online * 300, verdict->bytes);
  gint64 line = MIN (login + online, verdict->paid);
  gint64 cost = dialer_tariff_compute (world->tariff, now, (guint64) line, world->zone);

  spend (world, now, cost, (guint64) online, bytes);
  book (books, world, now, (guint64) cost, (guint64) online, bytes);
  return now + line;
}

/* Somebody dials all the time, over a change of the clock, the end of a month, and prices that change with the hour. */
static void
test_month (void)
{
  World world;
  Books books = { 0 };
  g_autoptr (GRand) dice = g_rand_new_with_seed (4711);
  gint64 now, end;

  set_up (&world, "currency EUR; connection 0.05; rate 0.03 per 60s; rate 0.012 per 60s on Mon-Fri at 20:00-07:00;"
                  "rate 0.006 per 60s on Sat-Sun,12-25..12-26",
          "2/day;8/week;25/month", "200000/month", "5000000/day");
  now = at ("2026-10-15T08:00:00", world.zone);
  end = at ("2026-12-31T08:00:00", world.zone);
  while (now < end)
    {
      DialerBudgetVerdict verdict = judge (&world, now);

      if (verdict.reason == DIALER_REASON_NONE)
        now = call (&world, &books, &verdict, now, dice) + g_rand_int_range (dice, 1, 3600);
      else
        {
          /* It is free again when it says so, but for another budget, and not a second before. */
          g_assert_cmpint (verdict.again, >, now);
          g_assert_cmpint (judge (&world, verdict.again - 1).reason, !=, DIALER_REASON_NONE);
          now = verdict.again;
          books.refused++;
        }
    }
  g_test_message ("%u calls, %u times refused", books.calls, books.refused);
  g_assert_cmpuint (books.calls, >, 100);
  g_assert_cmpuint (books.refused, >, 10);
  tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/budget/periods", test_periods);
  g_test_add_func ("/model/budget/plain", test_plain);
  g_test_add_func ("/model/budget/none", test_none);
  g_test_add_func ("/model/budget/least", test_least);
  g_test_add_func ("/model/budget/money", test_money);
  g_test_add_func ("/model/budget/month", test_month);
  g_test_add_func ("/model/tally/sums", test_tally);
  return g_test_run ();
}
