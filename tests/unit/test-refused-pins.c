/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A refused PIN is known again, for its modem only. */
#include "dialer-refused-pins.h"

static void
test_refused (void)
{
  DialerRefusedPins *pins = dialer_refused_pins_new ();

  g_assert_false (dialer_refused_pins_contain (pins, "a", "1234"));
  dialer_refused_pins_add (pins, "a", "1234");
  g_assert_true (dialer_refused_pins_contain (pins, "a", "1234"));
  g_assert_false (dialer_refused_pins_contain (pins, "a", "4321"));
  g_assert_false (dialer_refused_pins_contain (pins, "b", "1234"));
  dialer_refused_pins_forget (pins, "a");
  g_assert_false (dialer_refused_pins_contain (pins, "a", "1234"));
  dialer_refused_pins_free (pins);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/refused-pins/refused", test_refused);
  return g_test_run ();
}
