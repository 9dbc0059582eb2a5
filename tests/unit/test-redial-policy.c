/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which number is dialled when: a table of sessions, and a year of them. */
#include "dialer-redial-policy.h"

#include <string.h>

#define S ((gint64) G_USEC_PER_SEC)
#define DAY (86400 * S)
#define BEGIN (20000 * DAY)
#define CALL (10 * S) /* how long each takes */
#define NO_JITTER 251

typedef struct
{
  DialerSettings *settings;
  GPtrArray *history;
  GTimeZone *zone;
  GStrv numbers;
  const char *modems[3];
  gint64 now;
  guint32 dice;
  DialerRedialProgress progress;
  DialerRedialStep step;
} World;

static DialerRedialCase
get_case (World *world)
{
  return (DialerRedialCase){ .settings = world->settings,
                             .numbers = (const char *const *) world->numbers,
                             .n_numbers = MAX (g_strv_length (world->numbers), 1),
                             .modems = world->modems,
                             .history = world->history,
                             .now = world->now,
                             .zone = world->zone,
                             .dice = world->dice };
}

/* @settings: such as "redial.attempts=3 redial.pause=5" */
static void
set_up (World *world, const char *settings, const char *numbers)
{
  g_auto (GStrv) words = g_strsplit (settings, " ", -1);

  *world = (World){ .modems = { "m" }, .now = BEGIN, .dice = NO_JITTER };
  world->settings = dialer_settings_new ();
  world->history = g_ptr_array_new_with_free_func ((GDestroyNotify) dialer_attempt_free);
  world->zone = g_time_zone_new_utc ();
  world->numbers = g_strsplit (numbers, ";", -1);
  world->progress.tried = g_new0 (gboolean, MAX (g_strv_length (world->numbers), 1));
  for (guint i = 0; words[i] && *words[i]; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);

      g_assert_true (dialer_settings_set (world->settings, pair[0], pair[1], NULL));
    }
}

static void
tear_down (World *world)
{
  dialer_settings_unref (world->settings);
  g_ptr_array_unref (world->history);
  g_time_zone_unref (world->zone);
  g_strfreev (world->numbers);
  g_free (world->progress.tried);
}

static void
begin (World *world)
{
  DialerRedialCase what = get_case (world);

  world->step = dialer_redial_policy_begin (&what, &world->progress);
}

/* The call of the last step is made, and ends so. */
static void
call_for (World *world, DialerReason reason, DialerState reached, gint64 online)
{
  DialerAttempt *attempt = g_new0 (DialerAttempt, 1);
  DialerRedialCase what;

  attempt->number = g_strdup (world->numbers[world->step.number]);
  attempt->modem = g_strdup (world->step.modem ? world->step.modem : world->modems[0]);
  attempt->started = MAX (world->now, world->step.at);
  attempt->ended = attempt->started + (online ? online : CALL);
  attempt->online_seconds = online / S;
  attempt->connect_speed = reached == DIALER_STATE_ONLINE ? 33600 : 0;
  attempt->reason = reason;
  attempt->reached = reached;
  g_ptr_array_add (world->history, attempt);
  world->now = attempt->ended;
  what = get_case (world);
  world->step = dialer_redial_policy_go_on (&what, &world->progress, attempt);
}

static void
call (World *world, DialerReason reason)
{
  call_for (world, reason, DIALER_STATE_DIALING, 0);
}

/* The place of the number, and after how many seconds; @pause -1: there is no other call. */
static void
expect (World *world, guint number, gint64 pause)
{
  g_assert_cmpint (world->step.dials, ==, pause >= 0);
  if (pause < 0)
    return;
  g_assert_cmpuint (world->step.number, ==, number);
  g_assert_cmpint ((world->step.at - world->now) / S, ==, pause);
}

/*
 * A session in short: "N" is no carrier, "B" busy, "D" delayed, "X" blacklisted, "A" authentication failed, "U" hung
 * up here, "M" no modem there, "s" and "l" a link lost after a short and a long time; then the number and after how
 * many seconds it is dialled, or "." for the end.
 */
static const struct
{
  const char *settings;
  const char *numbers;
  const char *session;
} rows[] = {
  /* attempts */
  { "", "a", "N ." },
  { "redial.attempts=3", "a", "N 0 5 N 0 10 N ." },
  { "redial.attempts=0", "a", "N 0 5 N 0 10 N 0 20 N 0 40 N 0 80 N 0 160 N 0 320 N 0 600 N 0 600" },
  { "redial.attempts=0 redial.pause=700", "a", "N 0 600" },
  { "redial.attempts=0 redial.pause=4294967295 redial.pause-max=4294967295", "a", "N 0 4294967295 N 0 4294967295" },
  { "redial.attempts=0 redial.pause=0", "a", "N 0 1 N 0 1" },
  { "redial.attempts=0 redial.pause=0 redial.reconnect=yes", "a", "s 0 0 N 0 1 l 0 0 s 0 0" },
  /* busy has its own pause, which does not grow */
  { "redial.attempts=0", "a", "B 0 5 B 0 10" },
  { "redial.attempts=0 redial.busy-pause=60", "a", "B 0 60 B 0 60 N 0 20" },
  { "redial.attempts=0 redial.busy-pause=0", "a", "B 0 1 B 0 1" },
  /* what waiting does not mend */
  { "redial.attempts=0", "a", "A ." },
  { "redial.attempts=0", "a", "U ." },
  { "redial.attempts=0", "a", "X ." },
  { "redial.attempts=0", "a;b", "N 0 5 A ." },
  { "redial.attempts=0 dial.order=next-on-failure", "a;b", "A ." },
  /* next-on-busy */
  { "", "a;b", "B 1 0 B ." },
  { "", "a;b", "N ." },
  { "redial.attempts=2", "a;b", "B 1 0 B 0 5 B 1 0 B ." },
  { "redial.attempts=2", "a;b", "B 1 0 N 0 5 N ." },
  /* next-on-failure */
  { "dial.order=next-on-failure", "a;b;c", "N 1 0 B 2 0 N ." },
  { "dial.order=next-on-failure redial.attempts=2", "a;b", "N 1 0 N 0 5 N 1 0 N ." },
  { "dial.order=next-on-failure", "a;b", "X 1 0 N ." },
  { "dial.order=next-on-failure redial.attempts=0", "a;b", "X 1 0 N 1 5 N 1 10" },
  { "dial.order=next-on-failure", "a;b", "M ." },
  { "dial.order=next-on-failure redial.attempts=3", "a;b", "M 0 5 M 0 10 M ." },
  /* rotate */
  { "dial.order=rotate redial.attempts=2", "a;b;c", "N 1 0 N 2 0 N 0 5" },
  /* delayed numbers have their time */
  { "redial.attempts=0", "a", "D 0 60 D 0 120 N 0 20" },
  { "redial.attempts=0 dial.order=next-on-failure", "a;b", "D 1 0 B 1 5 B 1 10" },
  /* lost links */
  { "redial.attempts=0", "a", "l ." },
  { "redial.reconnect=yes", "a", "l 0 5 l 0 5" },
  { "redial.reconnect=yes", "a", "s ." },
  { "redial.reconnect=yes redial.attempts=3", "a", "N 0 5 s 0 10 s ." },
  { "redial.reconnect=yes redial.attempts=2", "a", "N 0 5 l 0 5 N 0 5 N ." },
  { "redial.reconnect=yes redial.attempts=2", "a;b", "B 1 0 l 0 5" },
  /* a line on which nothing is dialled */
  { "redial.attempts=3", "", "N 0 5 N 0 10 N ." },
  /* windows: in UTC, from midnight */
  { "redial.attempts=0 limit.windows=00:00-00:01", "a", "N 0 5 N 0 10 N ." },
};

static void
play (World *world, char letter)
{
  static const struct
  {
    char letter;
    DialerReason reason;
  } letters[] = {
    { 'N', DIALER_REASON_NO_CARRIER }, { 'B', DIALER_REASON_BUSY },        { 'D', DIALER_REASON_DELAYED },
    { 'X', DIALER_REASON_BLACKLISTED }, { 'A', DIALER_REASON_AUTH_FAILED }, { 'U', DIALER_REASON_USER },
  };

  if (letter == 'M')
    {
      world->modems[0] = NULL;
      call_for (world, DIALER_REASON_NO_MODEM, DIALER_STATE_PREPARING, 0);
    }
  else if (letter == 's' || letter == 'l')
    call_for (world, DIALER_REASON_CARRIER_LOST, DIALER_STATE_ONLINE, letter == 's' ? 59 * S : 60 * S);
  else
    for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
      if (letters[i].letter == letter)
        call (world, letters[i].reason);
}

static void
test_sessions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      World world;
      g_auto (GStrv) words = g_strsplit (rows[i].session, " ", -1);

      g_test_message ("%s: %s", rows[i].settings, rows[i].session);
      set_up (&world, rows[i].settings, rows[i].numbers);
      begin (&world);
      for (guint j = 0; words[j]; j++)
        {
          play (&world, *words[j]);
          if (g_str_equal (words[++j], "."))
            expect (&world, 0, -1);
          else
            {
              expect (&world, (guint) g_ascii_strtoull (words[j], NULL, 10),
                      (gint64) g_ascii_strtoull (words[j + 1], NULL, 10));
              j++;
            }
        }
      tear_down (&world);
    }
}

static void
test_windows (void)
{
  World world;

  set_up (&world, "redial.attempts=0 limit.windows=00:00-00:01", "a");
  begin (&world);
  world.now += 55 * S;
  call (&world, DIALER_REASON_NO_CARRIER);
  expect (&world, 0, -1);
  g_assert_cmpint (world.step.refusal, ==, DIALER_REASON_OUTSIDE_WINDOW);
  tear_down (&world);
}

/* What other sessions have done counts, before and after a restart; a first call does not wait. */
static void
test_counters_outlive_sessions (void)
{
  World world;

  set_up (&world, "redial.attempts=4", "a");
  begin (&world);
  for (guint i = 0; i < 3; i++)
    call (&world, DIALER_REASON_NO_CARRIER);
  expect (&world, 0, 20);
  begin (&world);
  expect (&world, 0, 0);
  g_assert_cmpuint (world.progress.round, ==, 1);
  call (&world, DIALER_REASON_NO_CARRIER);
  expect (&world, 0, 40);
  world.now += DAY;
  begin (&world);
  call (&world, DIALER_REASON_NO_CARRIER);
  expect (&world, 0, 5);
  tear_down (&world);
}

static void
test_jitter (void)
{
  gint64 least = G_MAXINT64, most = 0;

  for (guint dice = 0; dice < 1000; dice++)
    {
      World world;

      set_up (&world, "redial.attempts=2 redial.pause=100", "a");
      world.dice = dice;
      begin (&world);
      call (&world, DIALER_REASON_NO_CARRIER);
      least = MIN (least, world.step.at - world.now);
      most = MAX (most, world.step.at - world.now);
      tear_down (&world);
    }
  g_assert_cmpint (least, ==, 100 * S);
  g_assert_cmpint (most, ==, 125 * S);
}

/* A number that one modem refuses another may dial. */
static void
test_modems (void)
{
  World world;

  set_up (&world, "redial.attempts=0", "a");
  world.modems[1] = "n";
  begin (&world);
  g_assert_cmpstr (world.step.modem, ==, NULL);
  call (&world, DIALER_REASON_DELAYED);
  expect (&world, 0, 5);
  g_assert_cmpstr (world.step.modem, ==, "n");
  call (&world, DIALER_REASON_DELAYED);
  g_assert_cmpstr (world.step.modem, ==, "m"); /* whose time is over sooner */
  expect (&world, 0, 60 - 5 - CALL / S);
  tear_down (&world);
}

static void
test_rotate_goes_on_in_next_session (void)
{
  World world;

  set_up (&world, "dial.order=rotate", "a;b;c");
  for (guint i = 0; i < 7; i++)
    {
      begin (&world);
      expect (&world, i % 3, 0);
      call_for (&world, DIALER_REASON_USER, DIALER_STATE_ONLINE, DAY);
    }
  tear_down (&world);
}

/* The second number works always, the first every other time; yet the first is tried now and then. */
static void
test_best (void)
{
  World world;
  guint first = 0;

  set_up (&world, "dial.order=best", "a;b");
  for (guint i = 0; i < 1000; i++)
    {
      world.dice = i * 7919;
      begin (&world);
      first += world.step.number == 0;
      call_for (&world, world.step.number == 0 && i % 2 ? DIALER_REASON_NO_CARRIER : DIALER_REASON_USER,
                world.step.number == 0 && i % 2 ? DIALER_STATE_DIALING : DIALER_STATE_ONLINE, 100 * S);
    }
  g_assert_cmpuint (first, >=, 30);
  g_assert_cmpuint (first, <=, 100);
  tear_down (&world);
}

/*
 * A year of a line that fails in every way that there is, under every order: each call has its pause, no modem is told
 * to dial what it refuses, and the time goes on.
 */
static void
simulate_year (World *world, guint *calls)
{
  static const DialerReason reasons[] = { DIALER_REASON_BUSY, DIALER_REASON_NO_CARRIER, DIALER_REASON_NO_ANSWER,
                                          DIALER_REASON_DELAYED, DIALER_REASON_BLACKLISTED,
                                          DIALER_REASON_CARRIER_LOST };
  g_autoptr (GRand) luck = g_rand_new_with_seed (4711);

  begin (world);
  for (*calls = 0; world->now < BEGIN + 365 * DAY; (*calls)++)
    {
      DialerReason reason = reasons[g_rand_int (luck) % G_N_ELEMENTS (reasons)];
      gboolean lost = reason == DIALER_REASON_CARRIER_LOST;
      gint64 before = world->now;

      world->dice = g_rand_int (luck);
      call_for (world, reason, lost ? DIALER_STATE_ONLINE : DIALER_STATE_DIALING,
                lost ? g_rand_int_range (luck, 1, 7200) * S : 0);
      if (!world->step.dials) /* blacklisted: somebody begins anew an hour later */
        {
          world->now += 3600 * S;
          begin (world);
          continue;
        }
      g_assert_cmpint (world->now, >, before);
      g_assert_cmpint (world->step.at, >=, world->now);
      g_assert_cmpint (world->step.at - world->now, <=, 7200 * S);
      g_assert_cmpint (dialer_attempt_list_get_hold_end (world->history, world->numbers[world->step.number], "m"), <=,
                       world->step.at);
    }
}

static void
test_year (void)
{
  static const char *const orders[] = { "next-on-busy", "next-on-failure", "rotate", "best" };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      World world;
      guint calls;
      gint64 begun = g_get_monotonic_time ();
      g_autofree char *settings
        = g_strdup_printf ("redial.attempts=0 redial.reconnect=yes redial.busy-pause=30 dial.order=%s", orders[i]);

      set_up (&world, settings, "a;b;c");
      simulate_year (&world, &calls);
      g_test_message ("%s: %u calls, decided in %.3f s", orders[i], calls,
                      (double) (g_get_monotonic_time () - begun) / S);
      g_assert_cmpuint (calls, >, 10000);
      tear_down (&world);
    }
}

/* Nobody answers, for a year: the longest pause between any two calls, and no longer. */
static void
test_year_without_answer (void)
{
  World world;
  guint calls = 0;

  set_up (&world, "redial.attempts=0", "a");
  begin (&world);
  for (; world.now < BEGIN + 365 * DAY; calls++)
    call (&world, DIALER_REASON_NO_ANSWER);
  expect (&world, 0, 600);
  g_assert_cmpuint (calls, >, 365 * 86400 / 610);
  g_assert_cmpuint (calls, <, 365 * 86400 / 610 + 20);
  tear_down (&world);
}

/* Seconds for which nothing dials by itself, after a call that has ended so; -1 for ever. */
static void
expect_rest (World *world, DialerReason reason, gint64 pause)
{
  DialerAttempt last = { .number = world->numbers[0], .modem = (char *) "m", .ended = world->now, .reason = reason };
  DialerRedialCase what = get_case (world);
  gint64 end = dialer_redial_policy_get_rest (&what, &last);

  g_assert_cmpint (end, ==, pause < 0 ? G_MAXINT64 : world->now + pause * S);
}

static void
test_rest (void)
{
  World world;

  set_up (&world, "redial.pause=5 redial.busy-pause=30 redial.pause-max=100", "1");
  begin (&world);
  expect_rest (&world, DIALER_REASON_IDLE, 0);
  expect_rest (&world, DIALER_REASON_USER, 100);
  expect_rest (&world, DIALER_REASON_TIME_LIMIT, 100);
  expect_rest (&world, DIALER_REASON_AUTH_FAILED, -1);
  expect_rest (&world, DIALER_REASON_NUMBER_REFUSED, -1);
  expect_rest (&world, DIALER_REASON_LINE_STUCK, -1);
  call (&world, DIALER_REASON_BUSY);
  expect_rest (&world, DIALER_REASON_BUSY, 30);
  call (&world, DIALER_REASON_NO_ANSWER);
  expect_rest (&world, DIALER_REASON_NO_ANSWER, 10); /* the second failure */
  call (&world, DIALER_REASON_BLACKLISTED);
  expect_rest (&world, DIALER_REASON_BLACKLISTED, 2 * 3600);
  tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/redial-policy/sessions", test_sessions);
  g_test_add_func ("/model/redial-policy/windows", test_windows);
  g_test_add_func ("/model/redial-policy/counters-outlive-sessions", test_counters_outlive_sessions);
  g_test_add_func ("/model/redial-policy/jitter", test_jitter);
  g_test_add_func ("/model/redial-policy/modems", test_modems);
  g_test_add_func ("/model/redial-policy/rotate-goes-on-in-next-session", test_rotate_goes_on_in_next_session);
  g_test_add_func ("/model/redial-policy/best", test_best);
  g_test_add_func ("/model/redial-policy/rest", test_rest);
  g_test_add_func ("/model/redial-policy/year", test_year);
  g_test_add_func ("/model/redial-policy/year-without-answer", test_year_without_answer);
  return g_test_run ();
}
