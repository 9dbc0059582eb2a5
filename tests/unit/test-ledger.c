/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ledger keeps what it was told, and tells those who ask what they ask for. */
#include <sys/stat.h>

#include "ledger-fixture.h"

/* ---- keeping ---- */

static DialerCallRecord *
make_full_call (void)
{
  static const char *const dns[] = { "192.0.2.53", "192.0.2.54", NULL };
  DialerCallRecord *record = ledger_make_call ("isp", 0, 1700000000);

  record->owner = 1000;
  record->cause = DIALER_CAUSE_REDIAL;
  record->why = g_strdup ("mail");
  record->packet_protocol = g_strdup ("udp");
  record->packet_destination = g_strdup ("192.0.2.53");
  record->packet_port = 53;
  record->packet_process = g_strdup ("dig (process 812)");
  record->modem = g_strdup ("modem0");
  record->online = 1700000010;
  record->ended = 1700000110;
  record->reached = DIALER_STATE_ONLINE;
  record->reason = DIALER_REASON_PEER_HANGUP;
  record->detail = g_strdup ("it's so; \"quoted\"");
  record->modem_reply = g_strdup ("CONNECT 33600");
  record->auth_message = g_strdup ("Welcome");
  record->peer_message = g_strdup ("Bye");
  record->pppd_status = 16;
  record->connect_speed = 33600;
  record->interface = g_strdup ("ppp0");
  record->ip4_address = g_strdup ("198.51.100.77");
  record->ip4_peer = g_strdup ("198.51.100.1");
  record->ip6_address = g_strdup ("2001:db8::77");
  record->dns = g_strdupv ((GStrv) dns);
  record->probe = g_strdup ("passed");
  record->rx_bytes = 5000000000;
  record->tx_bytes = 1;
  record->connected = 1700000005;
  record->cost = 0;
  record->currency = g_strdup ("");
  return record;
}

static void
assert_same (DialerCallRecord *record, DialerCallRecord *other)
{
  g_autoptr (GVariant) one = g_variant_ref_sink (dialer_call_record_to_variant (record, 0));
  g_autoptr (GVariant) two = g_variant_ref_sink (dialer_call_record_to_variant (other, 0));
  g_autofree char *text = g_variant_print (one, TRUE), *other_text = g_variant_print (two, TRUE);

  g_assert_cmpstr (text, ==, other_text);
  g_assert_cmpuint (record->owner, ==, other->owner);
}

static void
test_round_trip (LedgerFixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerCallRecord) record = make_full_call ();
  g_autoptr (DialerCallRecord) bare = ledger_make_call ("other", 0, 1700000200);
  g_autoptr (GPtrArray) found = NULL;
  struct stat status;

  ledger_save (fixture->ledger, record);
  ledger_save (fixture->ledger, bare);
  found = ledger_ask_all (fixture->ledger);
  g_assert_cmpuint (found->len, ==, 2);
  /* What it adds by itself. */
  g_assert_cmpstr (((DialerCallRecord *) found->pdata[0])->user_name, ==, "root");
  record->user_name = g_strdup ("root");
  bare->user_name = g_strdup ("root");
  assert_same (found->pdata[0], bare);
  assert_same (found->pdata[1], record);
  g_assert_cmpint (((DialerCallRecord *) found->pdata[1])->serial, ==, 1);
  g_assert_cmpint (stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_later_replaces_earlier (LedgerFixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, ledger_now ());
  g_autoptr (GPtrArray) found = NULL;

  record->ended = 0;
  ledger_save (fixture->ledger, record);
  record->rx_bytes = 17;
  record->ended = ledger_now ();
  ledger_save (fixture->ledger, record);
  found = ledger_ask_all (fixture->ledger);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (((DialerCallRecord *) found->pdata[0])->rx_bytes, ==, 17);
  g_assert_cmpint (((DialerCallRecord *) found->pdata[0])->ended, ==, record->ended);
}

static void
test_log (LedgerFixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, ledger_now ());
  g_autoptr (GPtrArray) lines = NULL;
  DialerCallLogLine *line;

  dialer_call_log_add (record->log, 1, DIALER_CALL_LOG_SENT, "ATZ");
  ledger_save (fixture->ledger, record);
  dialer_call_log_add (record->log, 2, DIALER_CALL_LOG_RECEIVED, "OK");
  dialer_call_log_add (record->log, 3, DIALER_CALL_LOG_PPP, "LCP");
  ledger_save (fixture->ledger, record);
  lines = ledger_read_log (fixture->ledger, record->id);
  g_assert_cmpuint (lines->len, ==, 3);
  line = lines->pdata[1];
  g_assert_cmpstr (line->text, ==, "OK");
  g_assert_cmpint (line->time, ==, 2);
  g_assert_cmpint (line->kind, ==, DIALER_CALL_LOG_RECEIVED);
}

/* As after kill -9: the row of a call has no end. */
static void
test_open_rows (LedgerFixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, ledger_now () - 50);
  g_autoptr (GAsyncResult) result = NULL, again = NULL;
  g_autoptr (GPtrArray) found = NULL;
  DialerCallRecord *closed;

  ledger_save_new (fixture->ledger, "isp", 0, ledger_now () - 100);
  record->ended = 0;
  record->online = ledger_now () - 40;
  record->reason = DIALER_REASON_NONE;
  record->interface = g_strdup ("ppp0");
  ledger_save (fixture->ledger, record);
  ledger_close (fixture);

  ledger_open (fixture);
  dialer_ledger_close_open_rows (fixture->ledger, on_result, &result);
  g_assert_cmpint (dialer_ledger_close_open_rows_finish (fixture->ledger, wait_for_result (&result), NULL), ==, 1);
  found = ledger_ask_all (fixture->ledger);
  closed = found->pdata[0];
  g_assert_cmpint (closed->reason, ==, DIALER_REASON_INTERRUPTED);
  g_assert_cmpint (closed->ended, >=, record->online + 40);
  g_assert_cmpint (closed->ended, <=, ledger_now ());
  closed = found->pdata[1];
  g_assert_cmpint (closed->reason, ==, DIALER_REASON_BUSY);
  dialer_ledger_close_open_rows (fixture->ledger, on_result, &again);
  g_assert_cmpint (dialer_ledger_close_open_rows_finish (fixture->ledger, wait_for_result (&again), NULL), ==, 0);
}

/* The next daemon found it still going on. */
static void
test_end (LedgerFixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, 1700000000);
  g_autoptr (GAsyncResult) result = NULL, again = NULL;
  g_autoptr (GPtrArray) found = NULL, same = NULL;
  DialerCallRecord *ended;

  record->online = record->started + 1;
  record->ended = record->started + 10;
  ledger_save (fixture->ledger, record);
  ledger_save_new (fixture->ledger, "isp", 0, 1700000000);
  dialer_ledger_end_async (fixture->ledger, record->id, DIALER_REASON_LINE_STUCK, record->started + 31, on_result,
                           &result);
  g_assert_true (dialer_ledger_end_finish (fixture->ledger, wait_for_result (&result), NULL));
  found = ledger_ask_all (fixture->ledger);
  ended = found->pdata[1];
  g_assert_cmpint (ended->reason, ==, DIALER_REASON_LINE_STUCK);
  g_assert_cmpint (ended->ended, ==, record->started + 31);
  g_assert_cmpuint (dialer_call_record_get_seconds (ended, 0), ==, 30);
  g_assert_cmpint (((DialerCallRecord *) found->pdata[0])->reason, ==, DIALER_REASON_BUSY);

  /* It does not end before it did. */
  dialer_ledger_end_async (fixture->ledger, record->id, DIALER_REASON_INTERRUPTED, 0, on_result, &again);
  g_assert_true (dialer_ledger_end_finish (fixture->ledger, wait_for_result (&again), NULL));
  same = ledger_ask_all (fixture->ledger);
  ended = same->pdata[1];
  g_assert_cmpint (ended->reason, ==, DIALER_REASON_INTERRUPTED);
  g_assert_cmpint (ended->ended, ==, record->started + 31);
}

/* ---- asking ---- */

static guint
count (LedgerFixture *fixture, const DialerHistoryQuery query)
{
  g_autoptr (DialerHistoryQuery) copy = dialer_history_query_copy (&query);
  g_autoptr (GPtrArray) found = ledger_ask (fixture->ledger, copy);

  return found->len;
}

static void
test_queries (LedgerFixture *fixture, gconstpointer unused)
{
  static const char *const by_name[] = { "isp", NULL }, *const by_id[] = { "id-of-work", NULL };
  static const char *const none[] = { "is", "nobody's", NULL };
  g_autoptr (DialerCallRecord) shared = ledger_make_call ("isp", 1000, 4000);

  ledger_save_new (fixture->ledger, "isp", 0, 1000);
  ledger_save_new (fixture->ledger, "work", 1000, 2000);
  ledger_save_new (fixture->ledger, "work", 1000, 3000);
  shared->owner = 0; /* dialled by a user of the profile */
  ledger_save (fixture->ledger, shared);

  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 3, .viewer = -1 }), ==, 3);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .since = 2000 }), ==, 3);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .since = 9000 }), ==, 0);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .until = 2000 }), ==, 1);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .before = 3 }), ==, 2);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = 1000 }), ==, 3);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = 0 }), ==, 2);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = 65534 }), ==, 0);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .profiles = (GStrv) by_name }),
                    ==, 2);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .profiles = (GStrv) by_id }),
                    ==, 2);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .profiles = (GStrv) none }),
                    ==, 0);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .call = shared->id }), ==, 1);
  shared->id[8] = '\0';
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .call = shared->id }), ==, 1);
}

static void
test_page (LedgerFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) page = NULL;

  for (guint i = 0; i < DIALER_LEDGER_PAGE + 1; i++)
    {
      g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, 1000 + i);

      dialer_ledger_write_async (fixture->ledger, record, NULL, NULL);
    }
  page = ledger_ask_all (fixture->ledger);
  g_assert_cmpuint (page->len, ==, DIALER_LEDGER_PAGE);
  g_assert_cmpuint (count (fixture, (DialerHistoryQuery){ .last = 9, .viewer = -1, .before = 2 }), ==, 1);
}

static GPtrArray *
add_up (LedgerFixture *fixture, DialerTotalsBy by)
{
  g_autoptr (DialerHistoryQuery) query = dialer_history_query_new (1);
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *totals;

  dialer_ledger_add_up_async (fixture->ledger, by, query, NULL, on_result, &result);
  totals = dialer_ledger_add_up_finish (fixture->ledger, wait_for_result (&result), NULL);
  g_assert_nonnull (totals);
  return totals;
}

static void
test_totals (LedgerFixture *fixture, gconstpointer unused)
{
  static const char *const keys[DIALER_N_TOTALS] = { "2023-11", "isp", "root", "modem0", "5551234", "peer-hangup" };
  g_autoptr (DialerCallRecord) record = make_full_call ();
  g_autoptr (DialerCallRecord) other = make_full_call ();

  other->id[0] = 'x';
  other->online = 0;
  ledger_save (fixture->ledger, record);
  ledger_save (fixture->ledger, other);
  for (guint i = 0; i < DIALER_N_TOTALS; i++)
    {
      g_autoptr (GPtrArray) totals = add_up (fixture, i);
      DialerTotals *row = totals->pdata[0];

      g_assert_cmpuint (totals->len, ==, 1);
      g_assert_cmpstr (row->key, ==, keys[i]);
      g_assert_cmpuint (row->calls, ==, 2);
      g_assert_cmpuint (row->connected, ==, 1);
      g_assert_cmpuint (row->seconds, ==, 100);
      g_assert_cmpuint (row->rx_bytes, ==, 10000000000);
      g_assert_cmpuint (row->tx_bytes, ==, 2);
    }
}

/* Of what none costs anything, of some, of some in another currency. */
static void
test_total_cost (LedgerFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    gint64 cost;
    const char *currency;
    gint64 total;
  } calls[] = { { -1, NULL, -1 }, { 250000, "EUR", 250000 }, { 0, "EUR", 250000 }, { 120000, "EUR", 370000 },
                { 1, "USD", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, 1700000000);
      g_autoptr (GPtrArray) totals = NULL;
      DialerTotals *row;

      record->cost = calls[i].cost;
      record->currency = g_strdup (calls[i].currency);
      ledger_save (fixture->ledger, record);
      totals = add_up (fixture, DIALER_TOTALS_PROFILE);
      row = totals->pdata[0];
      g_assert_cmpint (row->cost, ==, calls[i].total);
      g_assert_cmpstr (row->currency, ==, calls[i].total >= 0 ? "EUR" : NULL);
    }
}

#define QUARTER 1700000100

/* What budgets count: calls that were answered, and have ended; in a quarter of an hour they are one. */
static void
test_tally (LedgerFixture *fixture, gconstpointer unused)
{
  static const gint64 starts[] = { QUARTER - 900, QUARTER, QUARTER + 1, QUARTER + 100, QUARTER + 900, QUARTER + 901 };
  g_autoptr (GPtrArray) found = NULL;
  DialerTallyEntry *entry;

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, starts[i]);

      record->connected = starts[i];
      record->online = i == 2 ? 0 : starts[i];
      record->ended = i == 5 ? 0 : starts[i] + 10;
      record->rx_bytes = 5;
      record->tx_bytes = 2;
      record->cost = i == 1 ? -1 : 60000;
      record->currency = i == 1 ? NULL : g_strdup ("EUR");
      ledger_save (fixture->ledger, record);
    }
  ledger_save_new (fixture->ledger, "isp", 0, QUARTER + 200); /* engaged */
  found = dialer_ledger_read_tally (fixture->ledger, QUARTER, NULL);
  g_assert_cmpuint (found->len, ==, 3);
  entry = found->pdata[0];
  g_assert_cmpstr (entry->profile, ==, "id-of-isp");
  g_assert_null (entry->currency);
  g_assert_cmpint (entry->started, ==, QUARTER);
  entry = found->pdata[1];
  g_assert_cmpstr (entry->currency, ==, "EUR");
  g_assert_cmpint (entry->cost, ==, 120000);
  g_assert_cmpuint (entry->seconds, ==, 10);
  g_assert_cmpuint (entry->bytes, ==, 14);
  entry = found->pdata[2];
  g_assert_cmpint (entry->started, ==, QUARTER + 900);
}

static void
test_attempts (LedgerFixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerCallRecord) record = make_full_call ();
  g_autoptr (DialerCallRecord) other = ledger_make_call ("isp", 0, 1800000000);
  g_autoptr (DialerCallRecord) running = ledger_make_call ("isp", 0, 1800000000);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  DialerAttempt *attempt;

  ledger_save_new (fixture->ledger, "old", 0, 1600000000);
  ledger_save (fixture->ledger, record);
  g_free (other->number);
  other->number = g_strdup ("777");
  ledger_save (fixture->ledger, other);
  running->ended = 0;
  ledger_save (fixture->ledger, running);
  dialer_ledger_read_attempts_async (fixture->ledger, 2, NULL, on_result, &result);
  attempts = dialer_ledger_read_attempts_finish (fixture->ledger, wait_for_result (&result), NULL);
  g_assert_cmpuint (attempts->len, ==, 2); /* neither the oldest, nor that which has not ended */
  attempt = attempts->pdata[1];
  g_assert_cmpstr (attempt->number, ==, "777");
  attempt = attempts->pdata[0];
  g_assert_cmpstr (attempt->number, ==, "5551234");
  g_assert_cmpstr (attempt->modem, ==, "modem0");
  g_assert_cmpint (attempt->started, ==, G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC);
  g_assert_cmpint (attempt->ended, ==, G_GINT64_CONSTANT (1700000110) * G_USEC_PER_SEC);
  g_assert_cmpuint (attempt->online_seconds, ==, 100);
  g_assert_cmpuint (attempt->connect_speed, ==, 33600);
  g_assert_cmpint (attempt->reason, ==, DIALER_REASON_PEER_HANGUP);
  g_assert_cmpint (attempt->reached, ==, DIALER_STATE_ONLINE);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (ledger_count_warning, NULL, NULL);
#define ADD(name, function) \
  g_test_add ("/system/ledger/" name, LedgerFixture, NULL, ledger_set_up, function, ledger_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("later-replaces-earlier", test_later_replaces_earlier);
  ADD ("log", test_log);
  ADD ("open-rows", test_open_rows);
  ADD ("end", test_end);
  ADD ("queries", test_queries);
  ADD ("page", test_page);
  ADD ("totals", test_totals);
  ADD ("total-cost", test_total_cost);
  ADD ("tally", test_tally);
  ADD ("attempts", test_attempts);
  return g_test_run ();
}
