/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem that is known by its hardware is there only when somebody who knows says so. */
#include "dialer-modem.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *device; /* a file stands for it */
} Fixture;

static void
make_device (const char *path)
{
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *name = g_strdup_printf ("test-modem-%d", (int) getpid ());

  fixture->device = g_build_filename (g_get_tmp_dir (), name, NULL);
  make_device (fixture->device);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_unlink (fixture->device);
  g_free (fixture->device);
}

static DialerModem *
load (const Fixture *fixture, const char *more)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("[modem]\ndevice=%s\nkind=voice\nfound=false\n%s", fixture->device,
                                           more);
  DialerModem *modem = dialer_modem_parse ("id", text, &error);

  g_assert_no_error (error);
  return modem;
}

static void
wait_for_state (DialerModem *modem, DialerModemState state)
{
  while (dialer_modem_get_state (modem) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_known_by_device (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerModem) modem = load (fixture, "");

  g_assert_cmpint (dialer_modem_get_state (modem), ==, DIALER_MODEM_IDLE);
  g_assert_null (dialer_modem_get_hardware (modem));
  g_unlink (fixture->device);
  wait_for_state (modem, DIALER_MODEM_ABSENT);
  make_device (fixture->device);
  wait_for_state (modem, DIALER_MODEM_IDLE);
}

static void
test_known_by_hardware (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerModem) modem = load (fixture, "hardware=Zoom_V92_1\n");
  g_autoptr (DialerModem) other = load (fixture, "");

  g_assert_cmpstr (dialer_modem_get_hardware (modem), ==, "Zoom_V92_1");
  g_assert_cmpint (dialer_modem_get_state (modem), ==, DIALER_MODEM_ABSENT);
  dialer_modem_set_device (modem, fixture->device);
  g_assert_cmpint (dialer_modem_get_state (modem), ==, DIALER_MODEM_IDLE);
  g_unlink (fixture->device);
  wait_for_state (modem, DIALER_MODEM_ABSENT);
  wait_for_state (other, DIALER_MODEM_ABSENT);
  make_device (fixture->device);
  /* The other one shows that the news of it has come. */
  wait_for_state (other, DIALER_MODEM_IDLE);
  g_assert_cmpint (dialer_modem_get_state (modem), ==, DIALER_MODEM_ABSENT);
}

static void
test_in_use (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerModem) modem = load (fixture, "hardware=Zoom_V92_1\n");

  dialer_modem_set_device (modem, fixture->device);
  g_assert_true (dialer_modem_reserve (modem));
  dialer_modem_set_absent (modem);
  g_assert_cmpint (dialer_modem_get_state (modem), ==, DIALER_MODEM_IN_USE);
  g_assert_false (dialer_modem_is_present (modem));
  dialer_modem_release (modem);
  g_assert_cmpint (dialer_modem_get_state (modem), ==, DIALER_MODEM_ABSENT);
}

static void
test_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerModem) by_hardware = load (fixture, "hardware=Zoom_V92_1\n");
  g_autoptr (DialerModem) by_device = load (fixture, "");
  g_autofree char *first = dialer_modem_serialize (by_hardware);
  g_autofree char *second = dialer_modem_serialize (by_device);

  g_assert_nonnull (strstr (first, "hardware=Zoom_V92_1\n"));
  g_assert_null (strstr (second, "hardware"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/modem/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("known-by-device", test_known_by_device);
  ADD ("known-by-hardware", test_known_by_hardware);
  ADD ("in-use", test_in_use);
  ADD ("file", test_file);
  return g_test_run ();
}
