/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The guest's words, and whose answer counts. */
#include "dialer-handshake.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dialer-error.h"
#include "modem-stand-in.h"

typedef struct
{
  ModemStandIn *host;
  char *locks;
  DialerSettings *settings;
  DialerSerialPort *port;
  GCancellable *cancellable;
  gboolean done;
  gboolean agreed;
  GError *error;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer timeout)
{
  g_autoptr (GError) error = NULL;

  fixture->host = modem_stand_in_new ();
  fixture->locks = g_dir_make_tmp ("dialer-handshake-XXXXXX", NULL);
  fixture->settings = dialer_settings_new ();
  g_assert_true (dialer_settings_set (fixture->settings, "line.handshake", "windows", NULL));
  if (timeout)
    g_assert_true (dialer_settings_set (fixture->settings, "login.timeout", timeout, NULL));
  fixture->port = dialer_serial_port_open_with_locks (modem_stand_in_get_device (fixture->host),
                                                      fixture->settings, fixture->locks, &error);
  g_assert_no_error (error);
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer timeout)
{
  g_assert_finalize_object (fixture->port);
  g_object_unref (fixture->cancellable);
  dialer_settings_unref (fixture->settings);
  g_clear_error (&fixture->error);
  modem_stand_in_free (fixture->host);
  g_assert_cmpint (g_rmdir (fixture->locks), ==, 0);
  g_free (fixture->locks);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->agreed = dialer_handshake_finish (result, &fixture->error);
  fixture->done = TRUE;
}

static void
start (Fixture *fixture)
{
  dialer_handshake_async (fixture->port, fixture->settings, fixture->cancellable, on_done, fixture);
  iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->host), "CLIENT"));
}

static void
assert_agreed (Fixture *fixture)
{
  iterate_until (fixture->done);
  g_assert_no_error (fixture->error);
  g_assert_true (fixture->agreed);
}

/* The first frame comes with the answer, and is left to pppd. */
static void
test_answer (Fixture *fixture, gconstpointer timeout)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "CLIENTSERVER~\xff\x7d#");
  assert_agreed (fixture);
  modem_stand_in_wait_until_unread (fixture->host, 4);
  g_assert_cmpstr (modem_stand_in_get_heard (fixture->host), ==, "CLIENT");
}

static void
test_answer_of_windows_nt (Fixture *fixture, gconstpointer timeout)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "SERV");
  modem_stand_in_say (fixture->host, "ER");
  assert_agreed (fixture);
}

static void
test_peer_that_speaks_ppp (Fixture *fixture, gconstpointer timeout)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "~~\xff");
  assert_agreed (fixture);
}

/* Two guests, or a plug that returns everything, are no connection. */
static void
test_no_answer (Fixture *fixture, gconstpointer timeout)
{
  start (fixture);
  modem_stand_in_say (fixture->host, "CLIENTCLIENT\r\nSERVE~login: ");
  iterate_until (fixture->done);
  g_assert_error (fixture->error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT);
  g_assert_cmpstr (modem_stand_in_get_heard (fixture->host), ==, "CLIENTCLIENT"); /* repeated, once in 3 s */
}

static void
test_cancelled (Fixture *fixture, gconstpointer timeout)
{
  start (fixture);
  g_cancellable_cancel (fixture->cancellable);
  iterate_until (fixture->done);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_unplugged (Fixture *fixture, gconstpointer timeout)
{
  start (fixture);
  modem_stand_in_unplug (fixture->host);
  iterate_until (fixture->done);
  g_assert_error (fixture->error, DIALER_ERROR, DIALER_ERROR_FAILED);
}

static void
test_is_wanted (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();

  g_assert_false (dialer_handshake_is_wanted (settings));
  g_assert_true (dialer_settings_set (settings, "line.handshake", "windows", NULL));
  g_assert_true (dialer_handshake_is_wanted (settings));
}

#define ADD(name, timeout, function) \
  g_test_add ("/core/handshake/" name, Fixture, timeout, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("answer", NULL, test_answer);
  ADD ("answer-of-windows-nt", NULL, test_answer_of_windows_nt);
  ADD ("peer-that-speaks-ppp", NULL, test_peer_that_speaks_ppp);
  ADD ("no-answer", "3", test_no_answer);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("unplugged", NULL, test_unplugged);
  g_test_add_func ("/core/handshake/is-wanted", test_is_wanted);
  return g_test_run ();
}
