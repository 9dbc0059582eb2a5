/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The serial port, on ptys: everything but the control signals, which a pty has not. */
#include "dialer-serial-port.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-port-check.h"
#include "modem-stand-in.h"

#define OTHER_DISCIPLINE 27 /* N_NULL, which every kernel has */
#define MUCH 200000         /* bytes: more than a pty holds */

typedef struct
{
  ModemStandIn *modem;
  DialerSettings *settings;
  char *locks;
  DialerSerialPort *port;
  GString *received;
  guint gone;
} Fixture;

static void
on_received (DialerSerialPort *port, GBytes *bytes, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_len (fixture->received, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
on_gone (DialerSerialPort *port, const char *message, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpstr (message, !=, "");
  fixture->gone++;
}

static DialerSerialPort *
open_port (Fixture *fixture, const char *device, GError **error)
{
  return dialer_serial_port_open_with_locks (device, fixture->settings, fixture->locks, error);
}

static void
open_fixture_port (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->port = open_port (fixture, modem_stand_in_get_device (fixture->modem), &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->port, "received", G_CALLBACK (on_received), fixture);
  g_signal_connect (fixture->port, "gone", G_CALLBACK (on_gone), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->modem = modem_stand_in_new ();
  fixture->settings = dialer_settings_new ();
  fixture->locks = g_dir_make_tmp ("dialer-port-XXXXXX", NULL);
  fixture->received = g_string_new (NULL);
  open_fixture_port (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->port);
  g_assert_cmpint (g_rmdir (fixture->locks), ==, 0); /* no lock is left */
  g_free (fixture->locks);
  modem_stand_in_free (fixture->modem);
  dialer_settings_unref (fixture->settings);
  g_string_free (fixture->received, TRUE);
}

static void
assert_refused (Fixture *fixture, const char *device, DialerError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_port (fixture, device, &error));
  g_assert_error (error, DIALER_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, device));
}

static struct termios
get_termios (Fixture *fixture)
{
  struct termios t;

  g_assert_cmpint (tcgetattr (modem_stand_in_get_slave (fixture->modem), &t), ==, 0);
  return t;
}

static void
assert_raw (Fixture *fixture)
{
  struct termios t = get_termios (fixture);

  g_assert_cmpint (t.c_lflag & (ICANON | ECHO | ISIG), ==, 0);
  g_assert_cmpint (t.c_oflag & OPOST, ==, 0);
  g_assert_cmpint (t.c_iflag & (ICRNL | IXON | ISTRIP), ==, 0);
  g_assert_cmpint (t.c_cflag & (CLOCAL | CREAD | HUPCL | CRTSCTS), ==, CLOCAL | CREAD | HUPCL | CRTSCTS);
  g_assert_cmpint (t.c_cflag & CSIZE, ==, CS8);
  g_assert_cmpint (cfgetospeed (&t), ==, B115200);
}

static void
test_settings_given_back (Fixture *fixture, gconstpointer data)
{
  struct termios before, after;

  g_clear_object (&fixture->port);
  before = get_termios (fixture);
  g_assert_cmpint (before.c_lflag & ICANON, !=, 0);
  open_fixture_port (fixture);
  assert_raw (fixture);
  dialer_serial_port_close (fixture->port);
  dialer_serial_port_close (fixture->port);
  after = get_termios (fixture);
  g_assert_cmphex (after.c_iflag, ==, before.c_iflag);
  g_assert_cmphex (after.c_oflag, ==, before.c_oflag);
  g_assert_cmphex (after.c_cflag, ==, before.c_cflag);
  g_assert_cmphex (after.c_lflag, ==, before.c_lflag);
  g_assert_cmpmem (before.c_cc, sizeof before.c_cc, after.c_cc, sizeof after.c_cc);
  g_assert_false (dialer_serial_port_is_usable (fixture->port));
}

static void
test_line_settings (Fixture *fixture, gconstpointer data)
{
  struct termios t;

  g_clear_object (&fixture->port);
  g_assert_true (dialer_settings_set (fixture->settings, "line.speed", "9600", NULL));
  g_assert_true (dialer_settings_set (fixture->settings, "line.format", "8n2", NULL));
  g_assert_true (dialer_settings_set (fixture->settings, "line.flow-control", "xon-xoff", NULL));
  open_fixture_port (fixture);
  t = get_termios (fixture);
  g_assert_cmpint (cfgetospeed (&t), ==, B9600);
  g_assert_cmpint (t.c_iflag & (IXON | IXOFF), ==, IXON | IXOFF);
  g_assert_cmpint (t.c_cflag & CRTSCTS, ==, 0);
  g_assert_cmpint (t.c_cflag & CSTOPB, ==, CSTOPB);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture, "/dev/null", DIALER_ERROR_INVALID_ARGUMENT);
  assert_refused (fixture, "/etc/passwd", DIALER_ERROR_INVALID_ARGUMENT);
  assert_refused (fixture, "/dev/nonexistent", DIALER_ERROR_NOT_FOUND);
  assert_refused (fixture, "/dev/null/nonexistent", DIALER_ERROR_NOT_FOUND);
  assert_refused (fixture, "/dev/tty", DIALER_ERROR_INVALID_ARGUMENT);
}

static void
test_console (void)
{
  g_autofree char *text = NULL;
  g_autofree char *device = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_get_contents ("/sys/class/tty/console/active", &text, NULL, NULL) || *g_strchomp (text) == '\0')
    {
      g_test_skip ("no console");
      return;
    }
  device = g_strconcat ("/dev/", strrchr (text, ' ') ? strrchr (text, ' ') + 1 : text, NULL);
  if (!g_file_test (device, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the console has no device");
      return;
    }
  g_assert_null (dialer_port_check (device, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
}

static void
test_taken_once (Fixture *fixture, gconstpointer data)
{
  const char *device = modem_stand_in_get_device (fixture->modem);
  g_autofree char *other_locks = g_dir_make_tmp ("dialer-port-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  assert_refused (fixture, device, DIALER_ERROR_BUSY);
  /* And without lock files, by flock(); which must not have touched the terminal settings. */
  g_assert_null (dialer_serial_port_open_with_locks (device, fixture->settings, other_locks, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_BUSY);
  assert_raw (fixture);
  g_rmdir (other_locks);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Its name is told; until that is known the loop goes on. */
static void
test_taken_by_other (Fixture *fixture, gconstpointer data)
{
  const char *device = modem_stand_in_get_device (fixture->modem);
  g_autofree char *locks = g_dir_make_tmp ("dialer-port-XXXXXX", NULL);
  g_autofree char *name = g_strdelimit (g_strconcat ("LCK..", device + strlen ("/dev/"), NULL), "/", '_');
  g_autofree char *lock = g_build_filename (locks, name, NULL);
  g_autofree char *number = g_strdup_printf ("%10d\n", (int) getppid ());
  g_autofree char *owner = dialer_port_describe_process (getppid ());
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (lock, number, -1, NULL));
  dialer_serial_port_open_async (device, fixture->settings, locks, on_opened, &result);
  g_assert_null (result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (dialer_serial_port_open_finish (result, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_BUSY);
  g_assert_true (g_str_has_suffix (error->message, owner));
  g_assert_cmpint (g_unlink (lock), ==, 0);
  g_rmdir (locks);
}

static void
test_links (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->locks, "modem", NULL);

  g_clear_object (&fixture->port);
  g_assert_cmpint (symlink (modem_stand_in_get_device (fixture->modem), link), ==, 0);
  fixture->port = open_port (fixture, link, NULL);
  g_unlink (link);
  g_assert_nonnull (fixture->port);
  g_assert_cmpstr (dialer_serial_port_get_device (fixture->port), ==,
                   modem_stand_in_get_device (fixture->modem));
}

static void
test_no_signals (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (dialer_serial_port_get_carrier (fixture->port), ==, DIALER_CARRIER_UNKNOWN);
  g_assert_false (dialer_serial_port_set_dtr (fixture->port, TRUE));
}

static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  dialer_serial_port_write (fixture->port, "AT\r", 3);
  iterate_until (g_str_equal (modem_stand_in_get_heard (fixture->modem), "AT|"));
  modem_stand_in_say (fixture->modem, "\r\nOK\r\n\x1a\x03");
  iterate_until (fixture->received->len == 8);
  g_assert_cmpstr (fixture->received->str, ==, "\r\nOK\r\n\x1a\x03");
}

static void
test_queue (Fixture *fixture, gconstpointer data)
{
  g_autofree char *much = g_strnfill (MUCH, 'x');

  modem_stand_in_set_listening (fixture->modem, FALSE);
  dialer_serial_port_write (fixture->port, much, MUCH);
  dialer_serial_port_write (fixture->port, "\r", 1);
  modem_stand_in_set_listening (fixture->modem, TRUE);
  iterate_until (strlen (modem_stand_in_get_heard (fixture->modem)) == MUCH + 1);
  g_assert_true (g_str_has_suffix (modem_stand_in_get_heard (fixture->modem), "x|"));
}

/* The test would not end within the watchdog's time if closing waited for the modem. */
static void
test_close_with_unsent (Fixture *fixture, gconstpointer data)
{
  g_autofree char *much = g_strnfill (MUCH, 'x');
  gint64 start = g_get_monotonic_time ();

  modem_stand_in_set_listening (fixture->modem, FALSE);
  dialer_serial_port_write (fixture->port, much, MUCH);
  dialer_serial_port_close (fixture->port);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static void
test_not_reading (Fixture *fixture, gconstpointer data)
{
  dialer_serial_port_set_reading (fixture->port, FALSE);
  modem_stand_in_say (fixture->modem, "for pppd");
  modem_stand_in_wait_until_unread (fixture->modem, 8);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (fixture->received->len, ==, 0);
  dialer_serial_port_set_reading (fixture->port, TRUE);
  iterate_until (fixture->received->len == 8);
}

static void
on_received_until_colon (DialerSerialPort *port, GBytes *bytes, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1);
  if (g_str_has_suffix (fixture->received->str, ":"))
    dialer_serial_port_set_reading (port, FALSE);
}

static void
test_chunk (Fixture *fixture, gconstpointer data)
{
  g_signal_connect (fixture->port, "received", G_CALLBACK (on_received_until_colon), fixture);
  dialer_serial_port_set_chunk (fixture->port, 1);
  modem_stand_in_say (fixture->modem, "ours:theirs");
  iterate_until (g_str_equal (fixture->received->str, "ours:"));
  modem_stand_in_wait_until_unread (fixture->modem, strlen ("theirs"));
}

static void
test_flush (Fixture *fixture, gconstpointer data)
{
  dialer_serial_port_set_reading (fixture->port, FALSE);
  modem_stand_in_say (fixture->modem, "old");
  modem_stand_in_wait_until_unread (fixture->modem, 3);
  dialer_serial_port_flush (fixture->port);
  dialer_serial_port_set_reading (fixture->port, TRUE);
  modem_stand_in_say (fixture->modem, "new");
  iterate_until (fixture->received->len > 0);
  g_assert_cmpstr (fixture->received->str, ==, "new");
}

static void
test_unplugged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  modem_stand_in_unplug (fixture->modem);
  iterate_until (fixture->gone);
  g_assert_false (dialer_serial_port_is_usable (fixture->port));
  dialer_serial_port_write (fixture->port, "AT\r", 3);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (fixture->gone, ==, 1);
  g_assert_false (dialer_serial_port_reclaim (fixture->port, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND);
}

static void
test_gone_by_writing (Fixture *fixture, gconstpointer data)
{
  dialer_serial_port_set_reading (fixture->port, FALSE);
  modem_stand_in_unplug (fixture->modem);
  dialer_serial_port_write (fixture->port, "AT\r", 3);
  g_assert_cmpuint (fixture->gone, ==, 1);
}

static void
assert_talks (Fixture *fixture)
{
  g_string_truncate (fixture->received, 0);
  modem_stand_in_say (fixture->modem, "\r\nNO CARRIER\r\n");
  iterate_until (g_str_equal (fixture->received->str, "\r\nNO CARRIER\r\n"));
  dialer_serial_port_write (fixture->port, "ATH\r", 4);
  iterate_until (g_str_has_suffix (modem_stand_in_get_heard (fixture->modem), "ATH|"));
}

/* What pppd leaves behind: its own settings, or those from before; and sooner or later CLOCAL off. */
static void
test_reclaim_settings (Fixture *fixture, gconstpointer data)
{
  int slave = modem_stand_in_get_slave (fixture->modem);
  struct termios t = get_termios (fixture);

  t.c_cflag &= ~(CLOCAL | CRTSCTS);
  t.c_lflag |= ICANON | ECHO;
  t.c_iflag |= ICRNL;
  g_assert_cmpint (tcsetattr (slave, TCSANOW, &t), ==, 0);
  g_assert_true (dialer_serial_port_reclaim (fixture->port, NULL));
  assert_raw (fixture);
  assert_talks (fixture);
}

static void
test_reclaim_discipline (Fixture *fixture, gconstpointer data)
{
  int slave = modem_stand_in_get_slave (fixture->modem);
  int discipline = OTHER_DISCIPLINE;

  dialer_serial_port_set_reading (fixture->port, FALSE);
  if (ioctl (slave, TIOCSETD, &discipline) < 0)
    {
      g_test_skip ("this kernel has no other line discipline to set");
      return;
    }
  g_assert_true (dialer_serial_port_reclaim (fixture->port, NULL));
  g_assert_cmpint (ioctl (slave, TIOCGETD, &discipline), ==, 0);
  g_assert_cmpint (discipline, ==, 0);
  dialer_serial_port_set_reading (fixture->port, TRUE);
  assert_talks (fixture);
}

/* What befalls every descriptor when carrier falls while CLOCAL is off. */
static void
test_hung_up (Fixture *fixture, gconstpointer data)
{
  if (ioctl (modem_stand_in_get_slave (fixture->modem), TIOCVHANGUP) < 0)
    {
      g_test_skip ("needs CAP_SYS_ADMIN");
      return;
    }
  iterate_until (fixture->gone);
  g_assert_cmpuint (fixture->gone, ==, 1);
  g_assert_true (dialer_serial_port_reclaim (fixture->port, NULL));
  g_assert_true (dialer_serial_port_is_usable (fixture->port));
  modem_stand_in_reopen_slave (fixture->modem);
  assert_raw (fixture);
  assert_talks (fixture);
}

static void
test_hung_up_unnoticed (Fixture *fixture, gconstpointer data)
{
  dialer_serial_port_set_reading (fixture->port, FALSE); /* pppd has it */
  if (ioctl (modem_stand_in_get_slave (fixture->modem), TIOCVHANGUP) < 0)
    {
      g_test_skip ("needs CAP_SYS_ADMIN");
      return;
    }
  g_assert_true (dialer_serial_port_reclaim (fixture->port, NULL));
  g_assert_cmpuint (fixture->gone, ==, 0);
  dialer_serial_port_set_reading (fixture->port, TRUE);
  modem_stand_in_reopen_slave (fixture->modem);
  assert_talks (fixture);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/system/serial-port/terminal-settings-are-given-back", test_settings_given_back);
  add ("/system/serial-port/takes-line-settings", test_line_settings);
  add ("/system/serial-port/refuses-what-is-no-port", test_refusals);
  g_test_add_func ("/system/serial-port/refuses-the-console", test_console);
  add ("/system/serial-port/is-taken-only-once", test_taken_once);
  add ("/system/serial-port/is-taken-by-another", test_taken_by_other);
  add ("/system/serial-port/follows-links", test_links);
  add ("/system/serial-port/pty-has-no-control-signals", test_no_signals);
  add ("/system/serial-port/bytes-pass-unchanged", test_bytes);
  add ("/system/serial-port/queues-what-the-port-does-not-take", test_queue);
  add ("/system/serial-port/close-does-not-wait-for-the-modem", test_close_with_unsent);
  add ("/system/serial-port/leaves-bytes-while-not-reading", test_not_reading);
  add ("/system/serial-port/takes-no-more-than-a-chunk", test_chunk);
  add ("/system/serial-port/flush", test_flush);
  add ("/system/serial-port/unplugged-is-told-once", test_unplugged);
  add ("/system/serial-port/write-finds-it-gone", test_gone_by_writing);
  add ("/system/serial-port/reclaims-terminal-settings", test_reclaim_settings);
  add ("/system/serial-port/reclaims-line-discipline", test_reclaim_discipline);
  add ("/system/serial-port/reclaims-after-a-hang-up", test_hung_up);
  add ("/system/serial-port/reclaims-after-an-unnoticed-hang-up", test_hung_up_unnoticed);
  return g_test_run ();
}
