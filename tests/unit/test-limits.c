/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* When a call is ended, when that is told before, and when it is looked again. */
#include "dialer-limits.h"

#define S ((gint64) G_USEC_PER_SEC)
#define NONE DIALER_LIMITS_NEVER
#define ANY G_MAXUINT64
#define NEAR(limit) (1u << DIALER_LIMIT_##limit)

static void
test_none (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_auto (DialerLimits) limits = { 0 };
  DialerLimitsVerdict verdict;

  dialer_limits_init (&limits, settings);
  g_assert_true (dialer_limits_are_none (&limits));
  verdict = dialer_limits_judge (&limits, &(DialerLimitsSituation){ .online = G_MAXINT32 * S, .bytes = G_MAXUINT64 });
  g_assert_cmpint (verdict.reason, ==, DIALER_REASON_NONE);
  g_assert_cmpuint (verdict.near, ==, 0);
  g_assert_cmpint (verdict.look_again, ==, DIALER_LIMITS_NEVER);
}

static void
test_settings (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_auto (DialerLimits) limits = { 0 };

  g_assert_true (dialer_settings_set (settings, "limit.data", "20 G", NULL));
  g_assert_true (dialer_settings_set (settings, "limit.duration", "1h/day;2h;20h/month", NULL));
  g_assert_true (dialer_settings_set (settings, "limit.idle", "4294967295", NULL));
  g_assert_true (dialer_settings_set (settings, "limit.windows", "Mon", NULL));
  dialer_limits_init (&limits, settings);
  g_assert_cmpuint (limits.data, ==, G_GUINT64_CONSTANT (20000000000));
  g_assert_cmpint (limits.duration, ==, 7200 * S);
  g_assert_cmpint (limits.idle, ==, G_MAXUINT32 * S);
  g_assert_nonnull (limits.windows);
  g_assert_false (dialer_limits_are_none (&limits));
}

/* One limit of a kind; @left is of the warning. */
static const struct
{
  DialerLimits limits;
  DialerLimitsSituation situation;
  DialerReason reason;
  guint near;
  guint64 left;
  gint64 look_again;
} cases[] = {
  { { .duration = 1000 * S }, { .online = 0 }, DIALER_REASON_NONE, 0, 0, 940 * S },
  { { .duration = 1000 * S }, { .online = 940 * S }, DIALER_REASON_NONE, NEAR (DURATION), 60, 60 * S },
  { { .duration = 1000 * S }, { .online = 990 * S - 1 }, DIALER_REASON_NONE, NEAR (DURATION), 11, 10 * S + 1 },
  { { .duration = 1000 * S }, { .online = 1000 * S }, DIALER_REASON_TIME_LIMIT, 0, 0, DIALER_LIMITS_NEVER },
  { { .duration = 4 * S }, { .online = 1 * S }, DIALER_REASON_NONE, 0, 0, 2 * S },
  { { .duration = 4 * S }, { .online = 4 * S, .grace = 1 }, DIALER_REASON_NONE, NEAR (DURATION), 1, 1 },
  { { .duration = 4 * S }, { .online = 9 * S, .grace = 600 * S }, DIALER_REASON_NONE, 0, 0, 599 * S },
  { { .idle = 80 * S }, { .online = 500 * S }, DIALER_REASON_NONE, 0, 0, 60 * S },
  { { .idle = 80 * S }, { .idle = 60 * S }, DIALER_REASON_NONE, NEAR (IDLE), 20, 20 * S },
  { { .idle = 80 * S }, { .idle = 80 * S }, DIALER_REASON_IDLE, 0, 0, DIALER_LIMITS_NEVER },
  { { .idle = 80 * S }, { .idle = 80 * S, .grace = 30 * S }, DIALER_REASON_NONE, 0, 0, 10 * S },
  { { .idle = 80 * S }, { .idle_is_sampled = TRUE }, DIALER_REASON_NONE, 0, 0, 10 * S },
  { { .idle = 2 * S }, { .idle_is_sampled = TRUE }, DIALER_REASON_NONE, 0, 0, 1 * S },
  { { .data = 1000000 }, { .speed = 8000 }, DIALER_REASON_NONE, 0, 0, 60 * S },
  { { .data = 100000 }, { .speed = 8000, .bytes = 50000 }, DIALER_REASON_NONE, 0, 0, 5 * S },
  { { .data = 100000 }, { .speed = 8000, .bytes = 90000 }, DIALER_REASON_NONE, NEAR (DATA), 10000, 1 * S },
  { { .data = 100000 }, { .bytes = 50000 }, DIALER_REASON_NONE, 0, 0, 1 * S },
  { { .data = 100000 }, { .bytes = 100000 }, DIALER_REASON_DATA_LIMIT, 0, 0, DIALER_LIMITS_NEVER },
  { { .data = 100000 }, { .bytes = 100001, .grace = 7 * S }, DIALER_REASON_NONE, NEAR (DATA), 0, 7 * S },
  { { .data = G_MAXUINT64 }, { .bytes = G_MAXUINT32 }, DIALER_REASON_NONE, 0, 0, 60 * S },
  /* Budgets: not to be put off; one of money counts before the call is online. */
  { { .budgets = TRUE, .paid = 100 * S, .budget_online = NONE, .budget_bytes = ANY }, { .connected = 10 * S },
    DIALER_REASON_NONE, 0, 0, 65 * S },
  { { .budgets = TRUE, .paid = 100 * S, .budget_online = NONE, .budget_bytes = ANY },
    { .connected = 80 * S, .connecting = TRUE, .grace = 600 * S }, DIALER_REASON_NONE, NEAR (COST), 20, 20 * S },
  { { .budgets = TRUE, .paid = 100 * S, .budget_online = NONE, .budget_bytes = ANY },
    { .connected = 100 * S, .connecting = TRUE, .grace = 600 * S }, DIALER_REASON_COST_LIMIT, 0, 0,
    DIALER_LIMITS_NEVER },
  { { .budgets = TRUE, .paid = NONE, .budget_online = 40 * S, .budget_bytes = ANY },
    { .online = 99 * S, .call_online = 35 * S }, DIALER_REASON_NONE, NEAR (DURATION), 5, 5 * S },
  { { .budgets = TRUE, .paid = NONE, .budget_online = 40 * S, .budget_bytes = ANY },
    { .call_online = 40 * S, .grace = 1 }, DIALER_REASON_TIME_LIMIT, 0, 0, DIALER_LIMITS_NEVER },
  { { .budgets = TRUE, .paid = NONE, .budget_online = 0, .budget_bytes = 0 },
    { .connecting = TRUE }, DIALER_REASON_NONE, 0, 0, DIALER_LIMITS_NEVER },
  { { .budgets = TRUE, .paid = NONE, .budget_online = NONE, .budget_bytes = 1000 },
    { .bytes = 5000, .call_bytes = 950 }, DIALER_REASON_NONE, NEAR (DATA), 50, 1 * S },
  { { .budgets = TRUE, .paid = NONE, .budget_online = NONE, .budget_bytes = 1000 },
    { .call_bytes = 1000, .grace = 9 * S }, DIALER_REASON_DATA_LIMIT, 0, 0, DIALER_LIMITS_NEVER },
  /* Of two of a kind the nearer is told. */
  { { .duration = 50 * S, .budgets = TRUE, .paid = NONE, .budget_online = 40 * S, .budget_bytes = ANY },
    { .online = 45 * S, .call_online = 38 * S }, DIALER_REASON_NONE, NEAR (DURATION), 2, 2 * S },
  { { .duration = 4 * S, .idle = 4 * S, .data = 1 }, { .online = 4 * S, .idle = 4 * S, .bytes = 1 },
    DIALER_REASON_TIME_LIMIT, 0, 0, DIALER_LIMITS_NEVER },
};

static void
test_each (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DialerLimitsVerdict verdict = dialer_limits_judge (&cases[i].limits, &cases[i].situation);
      guint64 left = 0;

      g_test_message ("row %u", i);
      for (guint j = 0; j < DIALER_N_LIMITS; j++)
        left += verdict.left[j];
      g_assert_cmpint (verdict.reason, ==, cases[i].reason);
      g_assert_cmpuint (verdict.near, ==, cases[i].near);
      g_assert_cmpuint (left, ==, cases[i].left);
      g_assert_cmpint (verdict.look_again, ==, cases[i].look_again);
    }
}

static void
test_windows (void)
{
  g_autoptr (DialerWindows) windows = dialer_windows_parse ("08:00-18:00");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  DialerLimits limits = { .windows = windows };
  DialerLimitsSituation situation = { .zone = utc, .time = 17 * 3600 };
  DialerLimitsVerdict verdict = dialer_limits_judge (&limits, &situation);

  g_assert_cmpint (verdict.reason, ==, DIALER_REASON_NONE);
  g_assert_cmpint (verdict.look_again, ==, (3600 - 60) * S);
  situation.time = 18 * 3600 - 60;
  verdict = dialer_limits_judge (&limits, &situation);
  g_assert_cmpuint (verdict.near, ==, NEAR (WINDOWS));
  g_assert_cmpuint (verdict.left[DIALER_LIMIT_WINDOWS], ==, 60);
  situation.time = 18 * 3600;
  verdict = dialer_limits_judge (&limits, &situation);
  g_assert_cmpint (verdict.reason, ==, DIALER_REASON_OUTSIDE_WINDOW);
  situation.grace = 100 * S;
  verdict = dialer_limits_judge (&limits, &situation);
  g_assert_cmpint (verdict.reason, ==, DIALER_REASON_NONE);
  g_assert_cmpint (verdict.look_again, ==, 40 * S);
}

/* Whoever looks when he is told to, and not before, sees each end in time; and does not look often. */
static void
test_looks_suffice (void)
{
  DialerLimits limits = { .duration = 86400 * S, .idle = 600 * S, .data = 5000000 };
  DialerLimitsSituation situation = { .speed = 33600 };
  DialerLimitsVerdict verdict;
  guint looks = 0;

  for (verdict = dialer_limits_judge (&limits, &situation); verdict.reason == DIALER_REASON_NONE; looks++)
    {
      situation.online += verdict.look_again;
      situation.bytes += verdict.look_again / S * 33600 / 8;
      verdict = dialer_limits_judge (&limits, &situation);
    }
  g_assert_cmpint (verdict.reason, ==, DIALER_REASON_DATA_LIMIT);
  g_assert_cmpuint (situation.bytes, <=, limits.data + 33600 / 8);
  g_assert_cmpuint (looks, <, 100);
}

static void
check_end (const DialerLimits *limits, gint64 expected, DialerLimit by)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  DialerLimit limit = DIALER_LIMIT_IDLE;

  g_assert_cmpint (dialer_limits_find_end (limits, 17 * 3600, utc, &limit), ==, expected);
  g_assert_cmpint (limit, ==, by);
}

static void
test_end (void)
{
  g_autoptr (DialerWindows) windows = dialer_windows_parse ("08:00-18:00");
  DialerLimits limits = { .idle = 5 * S };

  check_end (&limits, DIALER_LIMITS_NEVER, DIALER_LIMIT_IDLE);
  limits.windows = windows;
  check_end (&limits, 3600, DIALER_LIMIT_WINDOWS);
  limits.duration = 600 * S;
  check_end (&limits, 600, DIALER_LIMIT_DURATION);
  limits.paid = 55 * S;
  limits.budget_online = 50 * S;
  check_end (&limits, 600, DIALER_LIMIT_DURATION);
  limits.budgets = TRUE;
  check_end (&limits, 50, DIALER_LIMIT_DURATION);
  limits.budget_online = NONE;
  check_end (&limits, 55, DIALER_LIMIT_COST);
}

static void
test_bytes (void)
{
  DialerLimits limits = { .budget_bytes = 1000 };

  g_assert_cmpuint (dialer_limits_get_bytes (&limits), ==, G_MAXUINT64);
  limits.data = 5000;
  g_assert_cmpuint (dialer_limits_get_bytes (&limits), ==, 5000);
  limits.budgets = TRUE;
  g_assert_cmpuint (dialer_limits_get_bytes (&limits), ==, 1000);
}

static void
test_words (void)
{
  g_assert_cmpstr (dialer_limit_to_string (DIALER_LIMIT_DURATION), ==, "duration");
  g_assert_cmpstr (dialer_limit_to_string (DIALER_LIMIT_WINDOWS), ==, "windows");
  g_assert_cmpstr (dialer_limit_to_string (DIALER_LIMIT_DATA), ==, "data");
  g_assert_cmpstr (dialer_limit_to_string (DIALER_LIMIT_IDLE), ==, "idle");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/limits/none", test_none);
  g_test_add_func ("/model/limits/settings", test_settings);
  g_test_add_func ("/model/limits/each", test_each);
  g_test_add_func ("/model/limits/windows", test_windows);
  g_test_add_func ("/model/limits/looks-suffice", test_looks_suffice);
  g_test_add_func ("/model/limits/end", test_end);
  g_test_add_func ("/model/limits/bytes", test_bytes);
  g_test_add_func ("/model/limits/words", test_words);
  return g_test_run ();
}
