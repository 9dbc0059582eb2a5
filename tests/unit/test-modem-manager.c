/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What we hear of ModemManager, whatever becomes of it. */
#include "dialer-modem-manager.h"

#include "dialer-error.h"
#include "modem-manager-stand-in.h"

/* One for all: GLib keeps a single connection to the system's bus. */
static GTestDBus *bus;

typedef struct
{
  DialerModemManager *watch;
  guint known;
  GString *heard;
  DialerMmModem *last;
} Fixture;

static void
on_added (DialerModemManager *watch, DialerMmModem *modem, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append (fixture->heard, modem->unknown ? "unknown " : "added ");
  g_clear_pointer (&fixture->last, dialer_mm_modem_unref);
  fixture->last = dialer_mm_modem_ref (modem);
}

static void
on_removed (DialerModemManager *watch, DialerMmModem *modem, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpstr (modem->uid, ==, STAND_IN_UID);
  g_string_append (fixture->heard, "removed ");
}

static void
on_stopped (DialerModemManager *watch, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append (fixture->heard, "stopped ");
}

static void
on_known (DialerModemManager *watch, gpointer user_data)
{
  ((Fixture *) user_data)->known++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->heard = g_string_new (NULL);
  fixture->watch = dialer_modem_manager_new ();
  g_signal_connect (fixture->watch, "added", G_CALLBACK (on_added), fixture);
  g_signal_connect (fixture->watch, "removed", G_CALLBACK (on_removed), fixture);
  g_signal_connect (fixture->watch, "stopped", G_CALLBACK (on_stopped), fixture);
  g_signal_connect (fixture->watch, "known", G_CALLBACK (on_known), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->watch);
  g_string_free (fixture->heard, TRUE);
  g_clear_pointer (&fixture->last, dialer_mm_modem_unref);
}

/* Lets everything happen that is under way, up to @expected. */
static void
wait_for (Fixture *fixture, const char *expected)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!g_str_equal (fixture->heard->str, expected) && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpstr (fixture->heard->str, ==, expected);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
inhibit (Fixture *fixture, gboolean on, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (on)
    dialer_modem_manager_inhibit_async (fixture->watch, STAND_IN_UID, on_done, &result);
  else
    dialer_modem_manager_uninhibit_async (fixture->watch, STAND_IN_UID, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (dialer_modem_manager_inhibit_finish (fixture->watch, result, &error), ==, code < 0);
  if (code >= 0)
    g_assert_error (error, DIALER_ERROR, code);
}

static void
test_comes_and_goes (Fixture *fixture, gconstpointer data)
{
  const char *address = g_test_dbus_get_bus_address (bus);
  StandIn *stand_in;

  g_assert_false (dialer_modem_manager_is_known (fixture->watch));
  wait_for (fixture, "stopped ");
  g_assert_true (dialer_modem_manager_is_known (fixture->watch));
  g_assert_false (dialer_modem_manager_is_running (fixture->watch));
  g_assert_false (dialer_modem_manager_has (fixture->watch, STAND_IN_UID));
  inhibit (fixture, TRUE, DIALER_ERROR_FAILED);
  stand_in = stand_in_new (address);
  stand_in_show (stand_in, MM_MODEM_STATE_FAILED);
  wait_for (fixture, "stopped unknown ");
  g_assert_true (dialer_modem_manager_is_running (fixture->watch));
  stand_in_free (stand_in);
  wait_for (fixture, "stopped unknown stopped ");
  stand_in = stand_in_new (address);
  stand_in_show (stand_in, MM_MODEM_STATE_REGISTERED);
  wait_for (fixture, "stopped unknown stopped added ");
  g_assert_cmpuint (fixture->known, ==, 1);
  stand_in_free (stand_in);
}

static void
test_what_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StandIn) stand_in = stand_in_new (g_test_dbus_get_bus_address (bus));

  stand_in_show (stand_in, MM_MODEM_STATE_INITIALIZING);
  while (!dialer_modem_manager_is_known (fixture->watch))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (dialer_modem_manager_is_running (fixture->watch));
  g_assert_cmpstr (fixture->heard->str, ==, "");
  stand_in_set_state (stand_in, MM_MODEM_STATE_FAILED);
  wait_for (fixture, "unknown ");
  g_assert_cmpstr (fixture->last->uid, ==, STAND_IN_UID);
  g_assert_cmpstr (fixture->last->port, ==, "/dev/ttyACM7");
  g_assert_cmpstr (fixture->last->manufacturer, ==, "");
  g_assert_true (dialer_modem_manager_has (fixture->watch, STAND_IN_UID));
  g_assert_false (dialer_modem_manager_has (fixture->watch, STAND_IN_UID "/other"));
  stand_in_hide (stand_in);
  wait_for (fixture, "unknown removed ");
  g_assert_false (dialer_modem_manager_has (fixture->watch, STAND_IN_UID));
}

static void
test_inhibition (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StandIn) stand_in = stand_in_new (g_test_dbus_get_bus_address (bus));

  stand_in_show (stand_in, MM_MODEM_STATE_FAILED);
  wait_for (fixture, "unknown ");
  inhibit (fixture, TRUE, -1);
  inhibit (fixture, FALSE, -1);
  wait_for (fixture, "unknown unknown "); /* and nothing of a removal in between */
  stand_in_hide (stand_in);
  wait_for (fixture, "unknown unknown removed ");
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (StandIn) stand_in = stand_in_new (g_test_dbus_get_bus_address (bus));

  stand_in_show (stand_in, MM_MODEM_STATE_FAILED);
  wait_for (fixture, "unknown ");
  stand_in_refuse (stand_in, MM_CORE_ERROR_NOT_FOUND);
  inhibit (fixture, TRUE, DIALER_ERROR_NOT_FOUND);
  stand_in_refuse (stand_in, MM_CORE_ERROR_WRONG_STATE);
  inhibit (fixture, TRUE, DIALER_ERROR_BUSY);
  stand_in_refuse (stand_in, MM_CORE_ERROR_IN_PROGRESS);
  inhibit (fixture, TRUE, DIALER_ERROR_EXISTS);
  stand_in_refuse (stand_in, MM_CORE_ERROR_UNAUTHORIZED);
  inhibit (fixture, TRUE, DIALER_ERROR_FAILED);
  stand_in_hide (stand_in);
  wait_for (fixture, "unknown removed ");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  g_test_add ("/system/modem-manager/comes-and-goes", Fixture, NULL, set_up, test_comes_and_goes, tear_down);
  g_test_add ("/system/modem-manager/what-is-told", Fixture, NULL, set_up, test_what_is_told, tear_down);
  g_test_add ("/system/modem-manager/inhibition", Fixture, NULL, set_up, test_inhibition, tear_down);
  g_test_add ("/system/modem-manager/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  g_object_unref (bus);
  return status;
}
