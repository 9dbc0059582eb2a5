/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A whole modem on a pty, as a terminal program meets it; no number of this plan speaks PPP. */
#include "exchange-modem.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_US (20 * G_USEC_PER_SEC)
#define QUIET_US 60000
/* S12=5: the silence around the escape sequence is a tenth of a second. */
#define GUARD_US 100000

static const char plan_text[] = "[number 1]\nanswer=silent\n"
                                "[number 2]\nanswer=busy\n"
                                "[number 3]\nanswer=no-dialtone\n"
                                "[number 4]\nanswer=no-answer\ndelay=120\n"
                                "[number 5]\nanswer=silent\nconnect=CONNECT 9600\n"
                                "[number 6]\nanswer=hangup\n"
                                "[number 7]\nanswer=refuse-lcp\n"
                                "[apn quiet]\nanswer=silent\n"
                                "[default]\nanswer=no-carrier\n"
                                "[line windows]\nanswer=silent\nhandshake=windows\n";

typedef struct
{
  ExchangePlan *plan;
  ExchangeModem *modem;
  GString *events;
  char *folder, *device;
  int fd;
} Fixture;

static void
on_happened (gpointer owner, ExchangeModem *modem, const char *event, const char *detail)
{
  Fixture *fixture = owner;

  g_string_append_printf (fixture->events, "%s %s|", event, detail);
}

static void
set_up (Fixture *fixture, gconstpointer keys)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *description = NULL;

  fixture->plan = exchange_plan_parse (plan_text, &error);
  g_assert_no_error (error);
  fixture->events = g_string_new (NULL);
  fixture->folder = g_dir_make_tmp ("exchange-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->device = g_build_filename (fixture->folder, "modem0", NULL);
  description = g_strdup_printf ("pty:%s%s", fixture->device, keys ? (const char *) keys : "");
  fixture->modem = exchange_modem_new (description, fixture->plan, on_happened, fixture, &error);
  g_assert_no_error (error);
  fixture->fd = open (fixture->device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  g_assert_cmpint (fixture->fd, >=, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer keys)
{
  close (fixture->fd);
  exchange_modem_free (fixture->modem);
  exchange_plan_free (fixture->plan);
  g_string_free (fixture->events, TRUE);
  g_assert_false (g_file_test (fixture->device, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->device);
  g_free (fixture->folder);
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* What the modem says until it has said so much, or for so long. */
static char *
listen_for (Fixture *fixture, gsize length, gint64 how_long)
{
  GString *heard = g_string_new (NULL);
  gint64 end = g_get_monotonic_time () + how_long;
  guint tick = g_timeout_add (5, on_tick, NULL);

  while (heard->len < length && g_get_monotonic_time () < end)
    {
      char bytes[256];
      ssize_t n;

      g_main_context_iteration (NULL, TRUE);
      n = read (fixture->fd, bytes, sizeof bytes);
      if (n > 0)
        g_string_append_len (heard, bytes, n);
    }
  g_source_remove (tick);
  return g_string_free (heard, FALSE);
}

static void
say (Fixture *fixture, const char *text)
{
  g_assert_cmpint (write (fixture->fd, text, strlen (text)), ==, strlen (text));
}

static void
assert_heard (Fixture *fixture, const char *text)
{
  g_autofree char *heard = listen_for (fixture, strlen (text), PATIENCE_US);

  g_assert_cmpstr (heard, ==, text);
}

static void
assert_dialogue (Fixture *fixture, const char *said, const char *heard)
{
  g_autofree char *printable = g_strescape (said, NULL);

  g_test_message ("'%s'", printable);
  say (fixture, said);
  assert_heard (fixture, heard);
}

static void
assert_quiet_for (Fixture *fixture, gint64 how_long)
{
  g_autofree char *heard = listen_for (fixture, G_MAXSIZE, how_long);

  g_assert_cmpstr (heard, ==, "");
}

static void
assert_quiet (Fixture *fixture)
{
  assert_quiet_for (fixture, QUIET_US);
}

static void
assert_event (Fixture *fixture, const char *event)
{
  g_assert_nonnull (strstr (fixture->events->str, event));
}

typedef struct
{
  const char *said;
  const char *heard;
} Row;

static void
assert_rows (Fixture *fixture, const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    assert_dialogue (fixture, rows[i].said, rows[i].heard);
  assert_quiet (fixture);
}

/* V.250 6.2.4: what comes in goes back, up to the command that forbids it. */
static void
test_echo (Fixture *fixture, gconstpointer keys)
{
  static const Row rows[] = {
    { "AT\r", "AT\r\r\nOK\r\n" },
    { "ate0\r", "ate0\r\r\nOK\r\n" },
    { "AT\r", "\r\nOK\r\n" },
    { "ATE1\r", "\r\nOK\r\n" },
    { "ATV0\r", "ATV0\r0\r" },
    { "ATQ1\rATS2?\r", "ATQ1\rATS2?\r043\r\n" },
    { "ATQ0V1\r", "ATQ0V1\r\r\nOK\r\n" },
  };

  assert_rows (fixture, rows, G_N_ELEMENTS (rows));
}

/* V.250 5.2 and 6.2.1 to 6.2.3. */
static void
test_command_line (Fixture *fixture, gconstpointer keys)
{
  static const Row rows[] = {
    { "A/", "A/\r\nOK\r\n" },
    { "ATE0\r", "ATE0\r\r\nOK\r\n" },
    { "A/", "\r\nOK\r\n" },
    { "ATS0?\r", "\r\n000\r\n\r\nOK\r\n" },
    { "a/", "\r\n000\r\n\r\nOK\r\n" },
    { "ATE9\b0\r", "\r\nOK\r\n" },
    { "ATE\b\b\bATE5\r", "\r\nERROR\r\n" },
    { "~\x01}#}!AT\r", "\r\nOK\r\n" },
    { "\r\n\r\nAT\r\nAT\r\n", "\r\nOK\r\n\r\nOK\r\n" },
    { "ATS3=33\r", "!\nOK!\n" },
    { "AT!", "!\nOK!\n" },
    { "ATS3=13!", "\r\nOK\r\n" },
    { "ATS5=42\r", "\r\nOK\r\n" },
    { "ATE9*0\r", "\r\nOK\r\n" },
  };

  assert_rows (fixture, rows, G_N_ELEMENTS (rows));
}

static void
test_refusals (Fixture *fixture, gconstpointer keys)
{
  static const Row rows[] = {
    { "ATE0\r", "ATE0\r\r\nOK\r\n" },
    { "ATDT2\r", "\r\nBUSY\r\n" },
    { "ATDT3\r", "\r\nNO DIALTONE\r\n" },
    { "ATDT99\r", "\r\nNO CARRIER\r\n" },
    { "ATX0DT2\r", "\r\nNO CARRIER\r\n" },
    { "ATV0X4DT2\r", "7\r" },
    { "ATO\r", "3\r" },
    { "ATA\r", "3\r" },
  };

  assert_rows (fixture, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (exchange_modem_get_n_calls (fixture->modem), ==, 5);
  g_assert_true (exchange_modem_is (fixture->modem, "idle"));
}

/* For the dial tone alone; a call is none. */
static void
test_off_hook (Fixture *fixture, gconstpointer keys)
{
  assert_dialogue (fixture, "ATE0\r", "ATE0\r\r\nOK\r\n");
  assert_dialogue (fixture, "ATX4DTW;\r", "\r\nOK\r\n");
  g_assert_true (exchange_modem_is (fixture->modem, "off-hook"));
  assert_dialogue (fixture, "ATH\r", "\r\nOK\r\n");
  g_assert_true (exchange_modem_is (fixture->modem, "idle"));
  g_assert_cmpuint (exchange_modem_get_n_calls (fixture->modem), ==, 0);
}

static void
test_no_tone (Fixture *fixture, gconstpointer keys)
{
  assert_dialogue (fixture, "ATE0\r", "ATE0\r\r\nOK\r\n");
  assert_dialogue (fixture, "ATX4DTW;\r", "\r\nNO DIALTONE\r\n");
}

/* Nothing but CLIENT is heard, however it is cut. */
static void
test_handshake (Fixture *fixture, gconstpointer keys)
{
  say (fixture, "AT\r~\xffSERVER CLIEN");
  assert_quiet (fixture);
  say (fixture, "T");
  assert_heard (fixture, "CLIENTSERVER");
  say (fixture, "CLIENT");
  assert_quiet (fixture);
}

static void
go_online (Fixture *fixture)
{
  assert_dialogue (fixture, "ATE0S12=5\r", "ATE0S12=5\r\r\nOK\r\n");
  assert_dialogue (fixture, "ATDT1\r", "\r\nCONNECT 33600\r\n");
  g_assert_true (exchange_modem_is (fixture->modem, "carrier"));
  g_assert_true (exchange_modem_is (fixture->modem, "off-hook"));
}

static void
escape (Fixture *fixture)
{
  g_usleep (GUARD_US + 20000);
  assert_dialogue (fixture, "+++", "\r\nOK\r\n");
}

/* V.250 6.3.6 and 6.3.7. */
static void
test_online (Fixture *fixture, gconstpointer keys)
{
  go_online (fixture);
  say (fixture, "ATI\r");
  assert_quiet (fixture);
  escape (fixture);
  assert_dialogue (fixture, "ATDT1\r", "\r\nERROR\r\n");
  assert_dialogue (fixture, "ATO\r", "\r\nCONNECT 33600\r\n");
  say (fixture, "+++ATH\r");
  assert_quiet (fixture);
  g_assert_true (exchange_modem_is (fixture->modem, "carrier"));
  escape (fixture);
  assert_dialogue (fixture, "ATH\r", "\r\nOK\r\n");
  g_assert_true (exchange_modem_is (fixture->modem, "idle"));
  g_assert_false (exchange_modem_is (fixture->modem, "carrier"));
  assert_event (fixture, "dial 1|carrier CONNECT 33600|escape |");
  assert_event (fixture, "idle hung up by command|");
}

static void
test_connect_text (Fixture *fixture, gconstpointer keys)
{
  assert_dialogue (fixture, "ATE0\r", "ATE0\r\r\nOK\r\n");
  assert_dialogue (fixture, "ATDT5\r", "\r\nCONNECT 9600\r\n");
}

static void
test_ppp_is_noticed (Fixture *fixture, gconstpointer keys)
{
  go_online (fixture);
  say (fixture, "text");
  assert_quiet (fixture);
  g_assert_false (exchange_modem_is (fixture->modem, "ppp"));
  say (fixture, "\x7e\xff}#");
  assert_quiet (fixture);
  g_assert_true (exchange_modem_is (fixture->modem, "ppp"));
}

static void
test_dropped (Fixture *fixture, gconstpointer keys)
{
  go_online (fixture);
  exchange_modem_drop (fixture->modem);
  assert_heard (fixture, "\r\nNO CARRIER\r\n");
  g_assert_true (exchange_modem_is (fixture->modem, "idle"));
  exchange_modem_drop (fixture->modem);
  assert_quiet (fixture);
}

static void
test_peer_hangs_up (Fixture *fixture, gconstpointer keys)
{
  assert_dialogue (fixture, "ATDT6\r", "ATDT6\r\r\nCONNECT 33600\r\n");
  assert_heard (fixture, "\r\nNO CARRIER\r\n");
  assert_event (fixture, "idle hung up|");
}

/* It hears our first word, ends the link, and then the call. */
static void
test_peer_refuses_lcp (Fixture *fixture, gconstpointer keys)
{
  g_autofree char *frame = NULL;

  assert_dialogue (fixture, "ATDT7\r", "ATDT7\r\r\nCONNECT 33600\r\n");
  assert_quiet (fixture);
  say (fixture, "\x7e");
  frame = listen_for (fixture, 8, PATIENCE_US);
  g_assert_true (g_str_has_prefix (frame, "\x7e\xff\x7d\x23\xc0\x21\x7d\x25"));
  assert_heard (fixture, "\r\nNO CARRIER\r\n");
}

static gboolean
survives_early_character (Fixture *fixture)
{
  g_autofree char *heard = NULL;

  assert_dialogue (fixture, "ATDT4\r\n", "ATDT4\r");
  say (fixture, "\n");
  heard = listen_for (fixture, G_MAXSIZE, QUIET_US);
  return exchange_modem_is (fixture->modem, "off-hook");
}

/* V.250 5.6.1: a character aborts the call, but not in its first eighth of a second. */
static void
test_abort (Fixture *fixture, gconstpointer keys)
{
  guint tries = 5;

  /* On a busy machine ours may not be early enough at once. */
  while (!survives_early_character (fixture))
    g_assert_cmpuint (tries--, >, 0);
  g_usleep (125000);
  assert_dialogue (fixture, " ", "\r\nNO CARRIER\r\n");
  g_assert_true (exchange_modem_is (fixture->modem, "idle"));
}

static void
test_incoming (Fixture *fixture, gconstpointer keys)
{
  exchange_modem_ring (fixture->modem, "1");
  assert_heard (fixture, "\r\nRING\r\n");
  assert_dialogue (fixture, "ATA\r", "ATA\r\r\nCONNECT 33600\r\n");
  assert_event (fixture, "answer 1|");
  g_assert_cmpuint (exchange_modem_get_n_calls (fixture->modem), ==, 0);
}

static void
test_answers_by_itself (Fixture *fixture, gconstpointer keys)
{
  assert_dialogue (fixture, "ATS0=1\r", "ATS0=1\r\r\nOK\r\n");
  exchange_modem_ring (fixture->modem, "1");
  assert_heard (fixture, "\r\nRING\r\n\r\nCONNECT 33600\r\n");
}

static void
test_unplugged (Fixture *fixture, gconstpointer keys)
{
  g_autoptr (GError) error = NULL;

  go_online (fixture);
  exchange_modem_unplug (fixture->modem);
  g_assert_true (exchange_modem_is (fixture->modem, "idle"));
  g_assert_false (g_file_test (fixture->device, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (exchange_modem_plug (fixture->modem, &error));
  g_assert_no_error (error);
  close (fixture->fd);
  fixture->fd = open (fixture->device, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  g_assert_cmpint (fixture->fd, >=, 0);
  assert_dialogue (fixture, "AT\r", "AT\r\r\nOK\r\n");
}

/* Each quirk, as it is set on a running modem. */
static void
test_quirks (Fixture *fixture, gconstpointer keys)
{
  static const struct
  {
    const char *quirk;
    const char *said, *heard;
  } rows[] = {
    { "no-echo", "AT\r", "\r\nOK\r\n" },
    { "numeric", "AT\r", "AT\r0\r" },
    { "cr-only", "AT\r", "AT\r\rOK\r" },
    { "twice", "AT\r", "AT\r\r\nOK\r\n\r\nOK\r\n" },
    { "unsolicited", "AT\r", "AT\r\r\nRING\r\n\r\nOK\r\n" },
    { "deaf", "AT\r", "" },
    { "", "AT\r", "AT\r\r\nOK\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("quirk=%s", rows[i].quirk);
      g_assert_true (exchange_modem_set (fixture->modem, "quirk", rows[i].quirk, &error));
      g_assert_no_error (error);
      assert_dialogue (fixture, rows[i].said, rows[i].heard);
      assert_quiet (fixture);
    }
}

static void
test_late (Fixture *fixture, gconstpointer keys)
{
  gint64 began = g_get_monotonic_time ();

  assert_dialogue (fixture, "AT\r", "AT\r\r\nOK\r\n");
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 700000);
}

static void
test_no_escape (Fixture *fixture, gconstpointer keys)
{
  go_online (fixture);
  g_usleep (GUARD_US + 20000);
  say (fixture, "+++");
  assert_quiet_for (fixture, 3 * GUARD_US);
  exchange_modem_drop (fixture->modem);
  assert_heard (fixture, "\r\nNO CARRIER\r\n");
}

static void
test_stuck (Fixture *fixture, gconstpointer keys)
{
  go_online (fixture);
  exchange_modem_drop (fixture->modem);
  assert_quiet (fixture);
  g_assert_true (exchange_modem_is (fixture->modem, "carrier"));
}

static void
test_dies_on_dial (Fixture *fixture, gconstpointer keys)
{
  say (fixture, "ATDT1\r");
  assert_quiet (fixture);
  g_assert_false (g_file_test (fixture->device, G_FILE_TEST_IS_SYMLINK));
  assert_event (fixture, "dial 1|unplug |");
}

/* The place of a pty or a socket may be an old one of ours, but never somebody's file. */
static void
assert_refuses_place (Fixture *fixture, const char *type)
{
  g_autofree char *place = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *description = g_strdup_printf ("%s:%s", type, place);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (place, "precious", -1, NULL));
  g_assert_null (exchange_modem_new (description, fixture->plan, on_happened, fixture, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_get_contents (place, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "precious");
  g_unlink (place);
}

static void
test_place_in_use (Fixture *fixture, gconstpointer keys)
{
  assert_refuses_place (fixture, "pty");
  assert_refuses_place (fixture, "socket");
}

static void
set (Fixture *fixture, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (exchange_modem_set (fixture->modem, key, value, &error));
  g_assert_no_error (error);
}

/* A call to an access point name, and what ends it. */
static void
test_cellular (Fixture *fixture, gconstpointer keys)
{
  assert_dialogue (fixture, "ATE0\r", "ATE0\r\r\nOK\r\n");
  assert_dialogue (fixture, "AT+CGDCONT=1,\"IP\",\"quiet\"\r", "\r\nOK\r\n");
  assert_dialogue (fixture, "ATD*99#\r", "\r\nCONNECT 7200000\r\n");
  g_assert_true (exchange_modem_is (fixture->modem, "context"));
  set (fixture, "registration", "searching");
  assert_heard (fixture, "\r\nNO CARRIER\r\n");
  g_assert_true (exchange_modem_is (fixture->modem, "idle"));
  g_assert_false (exchange_modem_is (fixture->modem, "context"));
  assert_event (fixture, "context 1 quiet inactive|idle registration lost|");
  set (fixture, "registration", "roaming");
  assert_dialogue (fixture, "ATD*99#\r", "\r\nCONNECT 7200000\r\n");
  exchange_modem_drop (fixture->modem);
  assert_heard (fixture, "\r\nNO CARRIER\r\n");
  g_assert_cmpuint (exchange_modem_get_n_calls (fixture->modem), ==, 2);
  assert_dialogue (fixture, "ATD5\r", "\r\nCONNECT 9600\r\n");
  g_assert_false (exchange_modem_is (fixture->modem, "context"));
}

/* Without a call a context may be active too, and the modem is not idle then. */
static void
test_context_without_call (Fixture *fixture, gconstpointer keys)
{
  assert_dialogue (fixture, "ATE0+CGDCONT=1,\"IP\",\"quiet\";+CGACT=1,1\r",
                   "ATE0+CGDCONT=1,\"IP\",\"quiet\";+CGACT=1,1\r\r\nOK\r\n");
  g_assert_false (exchange_modem_is (fixture->modem, "idle"));
  g_assert_false (exchange_modem_is (fixture->modem, "off-hook"));
  exchange_modem_drop (fixture->modem);
  g_assert_true (exchange_modem_is (fixture->modem, "idle"));
  assert_quiet (fixture);
}

static void
test_keys (Fixture *fixture, gconstpointer keys)
{
  static const char *const refused[] = {
    "kind=fax", "sim=pin", "kind=cellular,sim=broken", "kind=cellular,bearer=avian",
    "kind=cellular,bearer=static", /* a pty has no network interface */
  };

  g_assert_false (exchange_modem_set (fixture->modem, "registration", "home", NULL)); /* a voice modem */
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *description = g_strdup_printf ("pty:%s/other,%s", fixture->folder, refused[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_null (exchange_modem_new (description, fixture->plan, on_happened, fixture, &error));
      g_assert_nonnull (error);
    }
}

#define ADD(name, keys, function) \
  g_test_add ("/exchange/modem/" name, Fixture, keys, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("echo", NULL, test_echo);
  ADD ("command-line", NULL, test_command_line);
  ADD ("refusals", NULL, test_refusals);
  ADD ("online", NULL, test_online);
  ADD ("handshake", ",line=windows", test_handshake);
  ADD ("connect-text", NULL, test_connect_text);
  ADD ("ppp-is-noticed", NULL, test_ppp_is_noticed);
  ADD ("dropped", NULL, test_dropped);
  ADD ("peer-hangs-up", NULL, test_peer_hangs_up);
  ADD ("peer-refuses-lcp", NULL, test_peer_refuses_lcp);
  ADD ("abort", NULL, test_abort);
  ADD ("incoming", NULL, test_incoming);
  ADD ("answers-by-itself", NULL, test_answers_by_itself);
  ADD ("unplugged", NULL, test_unplugged);
  ADD ("quirks", NULL, test_quirks);
  ADD ("late", ",quirk=late", test_late);
  ADD ("no-escape", ",quirk=no-escape", test_no_escape);
  ADD ("stuck", ",quirk=stuck", test_stuck);
  ADD ("dies-on-dial", ",quirk=dies-on-dial", test_dies_on_dial);
  ADD ("off-hook", NULL, test_off_hook);
  ADD ("no-tone", ",quirk=no-tone", test_no_tone);
  ADD ("place-in-use", NULL, test_place_in_use);
  ADD ("cellular", ",kind=cellular", test_cellular);
  ADD ("context-without-call", ",kind=cellular", test_context_without_call);
  ADD ("keys", NULL, test_keys);
  return g_test_run ();
}
