/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which numbers are dialled. */
#include "dialer-dial-plan.h"

#include "dialer-error.h"

static DialerSettings *
make_settings (const char *numbers)
{
  DialerSettings *settings = dialer_settings_new ();

  dialer_settings_set (settings, "dial.numbers", numbers, NULL);
  return settings;
}

static const DialerDialStep *
get_step (GPtrArray *plan, guint i)
{
  g_assert_cmpuint (i, <, plan->len);
  return plan->pdata[i];
}

static void
test_numbers_in_order (void)
{
  g_autoptr (DialerSettings) settings = make_settings ("555-1234;(555) 9876");
  g_autoptr (GPtrArray) plan = NULL;
  g_autoptr (GError) error = NULL;

  dialer_settings_set (settings, "dial.prefix", "0,", NULL);
  plan = dialer_dial_plan_make (settings, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->len, ==, 2);
  g_assert_cmpstr (get_step (plan, 0)->number, ==, "5551234");
  g_assert_cmpstr (get_step (plan, 0)->command, ==, "ATDT0,5551234");
  g_assert_cmpstr (get_step (plan, 1)->command, ==, "ATDT0,5559876");
}

static void
test_one_number_instead (void)
{
  g_autoptr (DialerSettings) settings = make_settings ("5551234;5559876");
  g_autoptr (GPtrArray) plan = dialer_dial_plan_make (settings, "112 233", NULL);

  g_assert_cmpuint (plan->len, ==, 1);
  g_assert_cmpstr (get_step (plan, 0)->number, ==, "112233");
}

static void
test_no_number_is_a_direct_line (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autoptr (GPtrArray) plan = dialer_dial_plan_make (settings, NULL, NULL);

  g_assert_cmpuint (plan->len, ==, 0);
}

static void
test_bad_number (void)
{
  g_autoptr (DialerSettings) settings = make_settings ("5551234");
  g_autoptr (GError) error = NULL;

  g_assert_null (dialer_dial_plan_make (settings, "555;1234", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/dial-plan/numbers-in-order", test_numbers_in_order);
  g_test_add_func ("/model/dial-plan/one-number-instead", test_one_number_instead);
  g_test_add_func ("/model/dial-plan/no-number-is-a-direct-line", test_no_number_is_a_direct_line);
  g_test_add_func ("/model/dial-plan/bad-number", test_bad_number);
  return g_test_run ();
}
