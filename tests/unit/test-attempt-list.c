/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What earlier calls tell of a number: its failures, what modems refuse, and how well it works. */
#include "dialer-attempt-list.h"

#define S ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * S)
#define NOW (20000 * 24 * HOUR + 12 * HOUR)
#define LASTING 60

/* A call that has taken 10 s and ended so many seconds before now. */
static DialerAttempt *
add_call (GPtrArray *list, const char *number, const char *modem, gint64 ago, DialerReason reason)
{
  DialerAttempt *attempt = g_new0 (DialerAttempt, 1);

  attempt->number = g_strdup (number);
  attempt->modem = g_strdup (modem);
  attempt->ended = NOW - ago * S;
  attempt->started = attempt->ended - 10 * S;
  attempt->reason = reason;
  attempt->reached = DIALER_STATE_DIALING;
  g_ptr_array_add (list, attempt);
  return attempt;
}

static void
add_good_call (GPtrArray *list, const char *number, gint64 ago, guint64 seconds, guint speed)
{
  DialerAttempt *attempt = add_call (list, number, "m", ago, DIALER_REASON_CARRIER_LOST);

  attempt->reached = DIALER_STATE_ONLINE;
  attempt->online_seconds = seconds;
  attempt->connect_speed = speed;
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dialer_attempt_free);
}

static guint
count (GPtrArray *list, const char *number)
{
  return dialer_attempt_list_count_failures (list, number, LASTING, HOUR, NOW, 5);
}

static void
test_failures (void)
{
  g_autoptr (GPtrArray) list = new_list ();

  g_assert_cmpuint (count (list, "1"), ==, 0);
  add_call (list, "1", "m", 9000, DIALER_REASON_BUSY); /* too long ago */
  add_call (list, "1", "m", 900, DIALER_REASON_BUSY);
  add_call (list, "2", "m", 800, DIALER_REASON_BUSY); /* another number */
  add_call (list, "1", "m", 700, DIALER_REASON_USER);
  add_call (list, "1", "m", 650, DIALER_REASON_AUTH_FAILED);
  add_call (list, "1", "m", 600, DIALER_REASON_NO_MODEM)->reached = DIALER_STATE_PREPARING;
  add_call (list, "1", "m", 500, DIALER_REASON_DAEMON_STOPPED);
  add_call (list, "1", "n", 400, DIALER_REASON_NO_CARRIER); /* the modem does not matter */
  g_assert_cmpuint (count (list, "1"), ==, 2);
  g_assert_cmpuint (count (list, "2"), ==, 1);
  add_good_call (list, "1", 300, LASTING - 1, 0);
  g_assert_cmpuint (count (list, "1"), ==, 3);
  add_good_call (list, "1", 200, LASTING, 0);
  g_assert_cmpuint (count (list, "1"), ==, 0);
  for (guint i = 0; i < 7; i++)
    add_call (list, "1", "m", 100 - i, DIALER_REASON_BUSY);
  g_assert_cmpuint (count (list, "1"), ==, 5);
}

static gint64
get_hold (GPtrArray *list, const char *modem)
{
  gint64 end = dialer_attempt_list_get_hold_end (list, "1", modem);

  return end ? (end - NOW) / S : -1;
}

static void
test_holds (void)
{
  g_autoptr (GPtrArray) list = new_list ();

  g_assert_cmpint (get_hold (list, "m"), ==, -1);
  add_call (list, "1", "m", 50, DIALER_REASON_DELAYED);
  g_assert_cmpint (get_hold (list, "m"), ==, 60 - 50);
  g_assert_cmpint (get_hold (list, "n"), ==, -1);
  add_call (list, "2", "m", 45, DIALER_REASON_BUSY);
  add_call (list, "1", "n", 44, DIALER_REASON_BUSY);
  add_call (list, "1", "m", 40, DIALER_REASON_DELAYED);
  g_assert_cmpint (get_hold (list, "m"), ==, 120 - 40);
  for (guint i = 0; i < 20; i++)
    add_call (list, "1", "m", 39 - i, DIALER_REASON_DELAYED);
  g_assert_cmpint (get_hold (list, "m"), ==, 3600 - 20);
  add_call (list, "1", "m", 10, DIALER_REASON_BLACKLISTED);
  g_assert_cmpint (get_hold (list, "m"), ==, 7200 - 10);
  add_call (list, "1", "m", 5, DIALER_REASON_BUSY); /* it was switched off and on */
  g_assert_cmpint (get_hold (list, "m"), ==, -1);
}

static double
rate (GPtrArray *list, const char *number, guint fastest)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return dialer_attempt_list_rate (list, number, fastest, NOW, utc);
}

static void
test_rate (void)
{
  g_autoptr (GPtrArray) list = new_list ();

  g_assert_cmpfloat (rate (list, "1", 0), ==, 0.5);
  add_good_call (list, "1", 40 * 86400, 100, 0); /* too long ago */
  g_assert_cmpfloat (rate (list, "1", 0), ==, 0.5);
  add_good_call (list, "1", 6 * 3600, 100, 0); /* in the morning: counts once */
  g_assert_cmpfloat (rate (list, "1", 0), ==, 2.0 / 3);
  add_call (list, "1", "m", 86400, DIALER_REASON_NO_CARRIER); /* at noon: four times */
  g_assert_cmpfloat (rate (list, "1", 0), ==, 2.0 / 7);
  add_call (list, "1", "m", 100, DIALER_REASON_NO_DIALTONE); /* our line's fault, and our own wish */
  add_call (list, "1", "m", 90, DIALER_REASON_USER);
  g_assert_cmpfloat (rate (list, "1", 0), ==, 2.0 / 7);
  add_good_call (list, "1", 80, 100, 16800);
  g_assert_cmpfloat (rate (list, "1", 33600), ==, 4.0 / 11);
  g_assert_cmpuint (dialer_attempt_list_get_speed (list, "1"), ==, 16800);
  g_assert_cmpuint (dialer_attempt_list_get_speed (list, "2"), ==, 0);
}

static void
test_last (void)
{
  g_autoptr (GPtrArray) list = new_list ();
  DialerAttempt *first;

  g_assert_null (dialer_attempt_list_find_last (list, "1"));
  first = add_call (list, "1", "m", 20, DIALER_REASON_BUSY);
  add_call (list, "1", NULL, 10, DIALER_REASON_NO_MODEM)->reached = DIALER_STATE_PREPARING;
  g_assert_true (dialer_attempt_list_find_last (list, "1") == first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/attempt-list/failures", test_failures);
  g_test_add_func ("/model/attempt-list/holds", test_holds);
  g_test_add_func ("/model/attempt-list/rate", test_rate);
  g_test_add_func ("/model/attempt-list/last", test_last);
  return g_test_run ();
}
