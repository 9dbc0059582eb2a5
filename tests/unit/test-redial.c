/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A session's redials: what the history keeps, and the wait for the next call. */
#include "dialer-redial.h"

#include "dialer-alarm.h"

#define S ((gint64) G_USEC_PER_SEC)

static const char *const numbers[] = { "1", "2", NULL };
static const char *const modems[] = { "m", NULL };

typedef struct
{
  DialerHistory *history;
  DialerSettings *settings;
  DialerRedial *redial;
  guint due;
} World;

static void
on_redial (gboolean due, gpointer user_data)
{
  ((World *) user_data)->due += due;
}

static void
set_up (World *world, gconstpointer data)
{
  world->history = dialer_history_new ();
  world->settings = dialer_settings_new ();
  dialer_settings_set (world->settings, "redial.attempts", "2", NULL);
  dialer_settings_set (world->settings, "redial.pause", "1", NULL);
  world->redial = dialer_redial_new (world->history, world->settings, numbers, on_redial, world);
  dialer_redial_begin (world->redial, modems);
}

static void
tear_down (World *world, gconstpointer data)
{
  dialer_redial_free (world->redial);
  dialer_settings_unref (world->settings);
  dialer_history_free (world->history);
}

static const DialerAttempt *
end_call (World *world, DialerReason reason)
{
  g_autoptr (DialerCallRecord) record = dialer_call_record_new ("isp", 0);

  record->number = g_strdup (numbers[dialer_redial_get_number (world->redial)]);
  record->modem = g_strdup ("m");
  record->started = record->ended = g_get_real_time () / S;
  record->reached = DIALER_STATE_DIALING;
  record->reason = reason;
  return dialer_history_add (world->history, record);
}

static gboolean
go_on (World *world, DialerReason reason)
{
  DialerReason refusal;
  gboolean goes_on = dialer_redial_go_on (world->redial, end_call (world, reason), modems, &refusal);

  g_assert_cmpint (refusal, ==, DIALER_REASON_NONE);
  return goes_on;
}

static void
test_waits (World *world, gconstpointer data)
{
  gint64 begun;

  g_assert_cmpuint (dialer_redial_get_number (world->redial), ==, 0);
  g_assert_true (dialer_redial_is_due (world->redial));
  g_assert_true (go_on (world, DIALER_REASON_BUSY));
  g_assert_cmpuint (dialer_redial_get_number (world->redial), ==, 1);
  g_assert_true (dialer_redial_is_due (world->redial));
  g_assert_cmpint (dialer_redial_get_time (world->redial), ==, 0);

  begun = dialer_alarm_get_time ();
  g_assert_true (go_on (world, DIALER_REASON_BUSY));
  g_assert_cmpuint (dialer_redial_get_number (world->redial), ==, 0);
  g_assert_null (dialer_redial_get_modem (world->redial));
  g_assert_false (dialer_redial_is_due (world->redial));
  dialer_redial_wait (world->redial);
  g_assert_cmpint (ABS (dialer_redial_get_time (world->redial) - g_get_real_time () / S - 1), <=, 1);
  while (world->due == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (dialer_alarm_get_time () - begun, >=, S);
  g_assert_cmpint (dialer_redial_get_time (world->redial), ==, 0);
  g_assert_true (go_on (world, DIALER_REASON_BUSY));
  g_assert_false (go_on (world, DIALER_REASON_BUSY));
}

static void
test_stops (World *world, gconstpointer data)
{
  g_assert_true (go_on (world, DIALER_REASON_NO_CARRIER));
  dialer_redial_wait (world->redial);
  g_assert_cmpint (dialer_redial_get_time (world->redial), !=, 0);
  dialer_redial_stop (world->redial);
  g_assert_cmpint (dialer_redial_get_time (world->redial), ==, 0);
}

/* What comes from before the start stands before what was since. */
static void
test_history (World *world, gconstpointer data)
{
  GPtrArray *old = g_ptr_array_new ();
  DialerAttempt *attempt = g_new0 (DialerAttempt, 1);

  end_call (world, DIALER_REASON_BUSY);
  attempt->number = g_strdup ("old");
  g_ptr_array_add (old, attempt);
  dialer_history_load (world->history, old);
  g_assert_cmpuint (dialer_history_get_attempts (world->history)->len, ==, 2);
  for (guint i = 0; i < 5000; i++)
    end_call (world, DIALER_REASON_BUSY);
  g_assert_cmpuint (dialer_history_get_attempts (world->history)->len, ==, 2000);
  attempt = dialer_history_get_attempts (world->history)->pdata[0];
  g_assert_cmpstr (attempt->number, ==, "1");
  g_assert_cmpint (attempt->reason, ==, DIALER_REASON_BUSY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/core/redial/waits", World, NULL, set_up, test_waits, tear_down);
  g_test_add ("/core/redial/stops", World, NULL, set_up, test_stops, tear_down);
  g_test_add ("/core/redial/history", World, NULL, set_up, test_history, tear_down);
  return g_test_run ();
}
