/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The watch over a call's limits warns, ends it, and can be put off; without limits there is none. */
#include "dialer-limit-watch.h"

#include "dialer-alarm.h"

#define S ((gint64) G_USEC_PER_SEC)

typedef struct
{
  DialerSettings *settings;
  DialerCallRecord *record;
  DialerLimitWatch *watch;
  guint warnings;
  DialerReason reason;
} World;

static void
on_near (DialerLimit limit, guint64 left, gpointer user_data)
{
  World *world = user_data;

  g_assert_true (limit == DIALER_LIMIT_DURATION || limit == DIALER_LIMIT_IDLE);
  g_assert_cmpuint (left, ==, 1);
  world->warnings++;
}

static void
on_reached (DialerReason reason, gpointer user_data)
{
  World *world = user_data;

  world->reason = reason;
  g_clear_pointer (&world->watch, dialer_limit_watch_free);
}

static void
start (World *world, const char *path, const char *value, guint64 seconds, guint64 bytes)
{
  static const DialerLimitWatchFuncs funcs = { on_near, on_reached };

  world->settings = dialer_settings_new ();
  if (path)
    g_assert_true (dialer_settings_set (world->settings, path, value, NULL));
  world->record = dialer_call_record_new ("isp", 0);
  world->watch = dialer_limit_watch_new (world->settings, NULL, world->record, seconds, bytes, &funcs, world);
  if (world->watch)
    dialer_limit_watch_go_online (world->watch);
}

static void
tear_down (World *world)
{
  g_clear_pointer (&world->watch, dialer_limit_watch_free);
  dialer_settings_unref (world->settings);
  dialer_call_record_unref (world->record);
}

static void
run_until_reached (World *world)
{
  while (world->reason == DIALER_REASON_NONE)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_none (void)
{
  World world = { .warnings = 0 };

  start (&world, NULL, NULL, 0, 0);
  g_assert_null (world.watch);
  tear_down (&world);
}

/* Returns: whether both warnings came */
static gboolean
is_warned_twice (void)
{
  World world = { .warnings = 0 };
  gint64 begun = dialer_alarm_get_time ();
  guint warnings;

  start (&world, "limit.duration", "1", 0, 0);
  while (world.warnings == 0 && world.reason == DIALER_REASON_NONE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (dialer_alarm_get_time () - begun, >=, 3 * S / 4);
  if (world.watch)
    {
      dialer_limit_watch_extend (world.watch, 1);
      run_until_reached (&world);
      g_assert_cmpint (dialer_alarm_get_time () - begun, >=, 7 * S / 4);
    }
  g_assert_cmpint (world.reason, ==, DIALER_REASON_TIME_LIMIT);
  warnings = world.warnings;
  tear_down (&world);
  return warnings == 2;
}

/* A test that is not let run for a quarter of a second misses a warning. */
static void
test_duration (void)
{
  guint tries = 10;

  while (tries > 0 && !is_warned_twice ())
    tries--;
  g_assert_cmpuint (tries, >, 0);
}

/* What earlier calls of the session have used is gone. */
static void
test_earlier_calls (void)
{
  World world = { .warnings = 0 }, other = { .warnings = 0 };

  start (&world, "limit.duration", "3600", 3600, 0);
  run_until_reached (&world);
  g_assert_cmpint (world.reason, ==, DIALER_REASON_TIME_LIMIT);
  tear_down (&world);
  start (&other, "limit.data", "5G", 0, G_GUINT64_CONSTANT (5000000000));
  run_until_reached (&other);
  g_assert_cmpint (other.reason, ==, DIALER_REASON_DATA_LIMIT);
  tear_down (&other);
}

/* An interface that nobody has is idle. */
static void
test_idle (void)
{
  World world = { .warnings = 0 };
  gint64 begun = dialer_alarm_get_time ();

  start (&world, "limit.idle", "1", 0, 0);
  world.record->interface = g_strdup ("ppp4711");
  dialer_limit_watch_extend (world.watch, 1);
  run_until_reached (&world);
  g_assert_cmpint (world.reason, ==, DIALER_REASON_IDLE);
  g_assert_cmpint (dialer_alarm_get_time () - begun, >=, S);
  tear_down (&world);
}

/* While somebody needs the line it is not idle. */
static void
test_held (void)
{
  World world = { .warnings = 0 };
  gint64 begun = dialer_alarm_get_time ();

  start (&world, "limit.idle", "1", 0, 0);
  world.record->interface = g_strdup ("ppp4711");
  dialer_limit_watch_hold (world.watch, TRUE);
  while (dialer_alarm_get_time () - begun < 3 * S / 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (world.reason, ==, DIALER_REASON_NONE);
  dialer_limit_watch_hold (world.watch, FALSE);
  run_until_reached (&world);
  g_assert_cmpint (world.reason, ==, DIALER_REASON_IDLE);
  tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/limit-watch/none", test_none);
  g_test_add_func ("/core/limit-watch/duration", test_duration);
  g_test_add_func ("/core/limit-watch/earlier-calls", test_earlier_calls);
  g_test_add_func ("/core/limit-watch/idle", test_idle);
  g_test_add_func ("/core/limit-watch/held", test_held);
  return g_test_run ();
}
