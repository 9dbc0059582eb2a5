/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An alarm rings once, not too early, and not when it was stopped; it may be freed or set anew when it rings. */
#include "dialer-alarm.h"

#define AFTER 20000 /* microseconds */

typedef struct
{
  DialerAlarm *alarm;
  guint rings;
  gboolean frees;
  gboolean sets_again;
} World;

static void
on_alarm (gpointer user_data)
{
  World *world = user_data;

  world->rings++;
  if (world->frees)
    g_clear_pointer (&world->alarm, dialer_alarm_free);
  else if (world->sets_again && world->rings == 1)
    dialer_alarm_set (world->alarm, AFTER);
}

static gboolean
on_patience_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the loop for five times as long as the alarm takes. */
static void
run (void)
{
  gboolean over = FALSE;

  g_timeout_add (5 * AFTER / 1000, on_patience_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
run_until_rung (World *world, guint rings)
{
  while (world->rings < rings)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_rings (void)
{
  World world = { .sets_again = TRUE };
  gint64 begun = dialer_alarm_get_time ();

  world.alarm = dialer_alarm_new (on_alarm, &world);
  dialer_alarm_set (world.alarm, 3600 * (gint64) G_USEC_PER_SEC);
  dialer_alarm_set (world.alarm, AFTER);
  run_until_rung (&world, 1);
  g_assert_cmpint (dialer_alarm_get_time () - begun, >=, AFTER);
  run_until_rung (&world, 2);
  g_assert_cmpint (dialer_alarm_get_time () - begun, >=, 2 * AFTER);
  dialer_alarm_set (world.alarm, -1); /* long since due */
  run_until_rung (&world, 3);
  run ();
  g_assert_cmpuint (world.rings, ==, 3);
  dialer_alarm_free (world.alarm);
}

static void
test_stops (void)
{
  World world = { .rings = 0 };

  world.alarm = dialer_alarm_new (on_alarm, &world);
  dialer_alarm_set (world.alarm, AFTER);
  dialer_alarm_stop (world.alarm);
  run ();
  dialer_alarm_set (world.alarm, G_MAXINT64);
  run ();
  g_assert_cmpuint (world.rings, ==, 0);
  dialer_alarm_free (world.alarm);
}

static void
test_freed_when_it_rings (void)
{
  World world = { .frees = TRUE };

  world.alarm = dialer_alarm_new (on_alarm, &world);
  dialer_alarm_set (world.alarm, 0);
  run_until_rung (&world, 1);
  g_assert_null (world.alarm);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/alarm/rings", test_rings);
  g_test_add_func ("/system/alarm/stops", test_stops);
  g_test_add_func ("/system/alarm/freed-when-it-rings", test_freed_when_it_rings);
  return g_test_run ();
}
