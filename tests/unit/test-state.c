/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every state's word, every step between two states, every deadline. */
#include "dialer-state.h"

/* In the order of the enum; successors are words, separated by blanks. */
static const struct
{
  DialerState state;
  const char *word;
  const char *successors;
  guint deadline;
} rows[] = {
  { DIALER_STATE_PREPARING, "preparing", "opening hanging-up", 30 },
  { DIALER_STATE_OPENING, "opening", "dialing login negotiating hanging-up", 45 },
  { DIALER_STATE_DIALING, "dialing", "login negotiating configuring hanging-up", 600 },
  { DIALER_STATE_LOGIN, "login", "negotiating hanging-up", 600 },
  { DIALER_STATE_NEGOTIATING, "negotiating", "authenticating configuring hanging-up", 60 },
  { DIALER_STATE_AUTHENTICATING, "authenticating", "configuring hanging-up", 60 },
  { DIALER_STATE_CONFIGURING, "configuring", "online hanging-up", 60 },
  { DIALER_STATE_ONLINE, "online", "hanging-up", 0 },
  { DIALER_STATE_HANGING_UP, "hanging-up", "ended", 30 },
  { DIALER_STATE_ENDED, "ended", "", 0 },
  { DIALER_STATE_WAITING, "waiting", "", 0 },
};

static void
test_words (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (rows), ==, DIALER_N_STATES);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (rows[i].state, ==, i);
      g_assert_cmpstr (dialer_state_to_string (rows[i].state), ==, rows[i].word);
      g_assert_cmpint (dialer_state_from_string (rows[i].word), ==, rows[i].state);
    }
}

static void
test_every_pair (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) successors = g_strsplit (rows[i].successors, " ", -1);

      for (guint j = 0; j < G_N_ELEMENTS (rows); j++)
        {
          g_test_message ("%s to %s", rows[i].word, rows[j].word);
          g_assert_cmpint (dialer_state_may_follow (rows[i].state, rows[j].state), ==,
                           g_strv_contains ((const char *const *) successors, rows[j].word));
        }
    }
}

static void
test_down_through_hanging_up (void)
{
  for (guint i = 0; i < DIALER_N_STATES; i++)
    {
      g_test_message ("%s", dialer_state_to_string (i));
      g_assert_cmpint (dialer_state_may_follow (i, DIALER_STATE_HANGING_UP), ==, i < DIALER_STATE_HANGING_UP);
      g_assert_cmpint (dialer_state_may_follow (i, DIALER_STATE_ENDED), ==, i == DIALER_STATE_HANGING_UP);
    }
}

/* So that a call can't run in circles. */
static void
test_no_step_leads_back (void)
{
  for (guint from = 0; from < DIALER_N_STATES; from++)
    for (guint to = 0; to <= from; to++)
      g_assert_false (dialer_state_may_follow (from, to));
}

static void
test_deadlines (void)
{
  const char *detail;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].word);
      g_assert_cmpuint (dialer_state_get_deadline (rows[i].state), ==, rows[i].deadline);
      g_assert_cmpint (dialer_state_get_deadline_reason (rows[i].state, &detail) != DIALER_REASON_NONE, ==,
                       rows[i].deadline != 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/state/words", test_words);
  g_test_add_func ("/model/state/every-pair", test_every_pair);
  g_test_add_func ("/model/state/down-through-hanging-up", test_down_through_hanging_up);
  g_test_add_func ("/model/state/no-step-leads-back", test_no_step_leads_back);
  g_test_add_func ("/model/state/deadlines", test_deadlines);
  return g_test_run ();
}
