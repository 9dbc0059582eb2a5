/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What comes out of a telephone line, and when. */
#include "exchange-wire.h"

#include <string.h>

/* A timer of whole milliseconds may be that much early. */
#define EARLY_US 2000
#define PATIENCE_US (20 * G_USEC_PER_SEC)

typedef struct
{
  ExchangeWire *wire;
  GByteArray *arrived;
  guint n_pieces;
  gint64 began, first, last; /* when it was sent, and when its first and its last piece came */
} Fixture;

static void
on_delivered (gpointer owner, const guint8 *bytes, gsize length)
{
  Fixture *fixture = owner;

  fixture->last = g_get_monotonic_time ();
  if (fixture->n_pieces++ == 0)
    fixture->first = fixture->last;
  g_byte_array_append (fixture->arrived, bytes, length);
}

static void
set_up (Fixture *fixture, const ExchangeLineQuality *quality)
{
  *fixture = (Fixture){ .arrived = g_byte_array_new () };
  fixture->wire = exchange_wire_new (quality, on_delivered, fixture);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_pointer (&fixture->wire, exchange_wire_free);
  g_byte_array_unref (fixture->arrived);
}

static void
send_bytes (Fixture *fixture, const char *bytes, gsize length)
{
  g_byte_array_set_size (fixture->arrived, 0);
  fixture->n_pieces = 0;
  fixture->began = g_get_monotonic_time ();
  exchange_wire_send (fixture->wire, (const guint8 *) bytes, length);
}

static void
wait_for (Fixture *fixture, gsize length)
{
  while (fixture->arrived->len < length)
    {
      g_assert_cmpint (g_get_monotonic_time () - fixture->began, <, PATIENCE_US);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (fixture->arrived->len, ==, length);
}

static void
test_duration (void)
{
  static const struct
  {
    guint speed;
    gsize length;
    gint64 us;
  } rows[] = {
    { 0, 1000, 0 },
    { 9600, 0, 0 },
    { 300, 30, 1000000 },
    { 9600, 96, 100000 },
    { 33600, 3360, 1000000 },
    { 115200, 1, 86 },
    { 300, 1000000000, G_GINT64_CONSTANT (33333333333333) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%" G_GSIZE_FORMAT " bytes at %u bit/s", rows[i].length, rows[i].speed);
      g_assert_cmpint (exchange_wire_get_duration_us (rows[i].speed, rows[i].length), ==, rows[i].us);
    }
}

static void
test_no_limits (void)
{
  static const ExchangeLineQuality none = { 0 };
  char much[10000];
  Fixture fixture;

  memset (much, 'x', sizeof much);
  set_up (&fixture, &none);
  send_bytes (&fixture, much, sizeof much);
  g_assert_cmpuint (fixture.n_pieces, ==, 1);
  g_assert_cmpmem (fixture.arrived->data, fixture.arrived->len, much, sizeof much);
  g_assert_false (g_main_context_pending (NULL));
  tear_down (&fixture);
}

static void
test_latency (void)
{
  static const ExchangeLineQuality late = { .latency_ms = 60 };
  Fixture fixture;

  set_up (&fixture, &late);
  send_bytes (&fixture, "hello", 5);
  g_assert_cmpuint (fixture.arrived->len, ==, 0);
  wait_for (&fixture, 5);
  g_assert_cmpmem (fixture.arrived->data, fixture.arrived->len, "hello", 5);
  g_assert_cmpint (fixture.first - fixture.began, >=, 60000 - EARLY_US);
  tear_down (&fixture);
}

/* It flows: pieces come one after the other, and after a rest the line is no slower and no faster. */
static void
test_speed (void)
{
  static const ExchangeLineQuality slow = { .speed = 9600 };
  char bytes[96];
  Fixture fixture;

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (char) i;
  set_up (&fixture, &slow);
  for (guint round = 0; round < 2; round++)
    {
      send_bytes (&fixture, bytes, sizeof bytes);
      wait_for (&fixture, sizeof bytes);
      g_assert_cmpmem (fixture.arrived->data, fixture.arrived->len, bytes, sizeof bytes);
      g_assert_cmpuint (fixture.n_pieces, >, 1);
      g_assert_cmpint (fixture.last - fixture.began, >=, 100000 - EARLY_US);
      g_usleep (50000);
    }
  tear_down (&fixture);
}

/* What is sent while the line is busy waits for its turn. */
static void
test_queue (void)
{
  static const ExchangeLineQuality slow = { .speed = 9600 };
  Fixture fixture;

  set_up (&fixture, &slow);
  send_bytes (&fixture, "0123456789012345678901234567890123456789", 40);
  for (guint i = 0; i < 8; i++)
    exchange_wire_send (fixture.wire, (const guint8 *) "abcdefg", 7);
  g_assert_cmpuint (exchange_wire_get_backlog (fixture.wire), ==, 96);
  wait_for (&fixture, 96);
  g_assert_cmpuint (exchange_wire_get_backlog (fixture.wire), ==, 0);
  g_assert_cmpint (memcmp (fixture.arrived->data, "0123456789", 10), ==, 0);
  g_assert_cmpint (memcmp (fixture.arrived->data + 40, "abcdefgabcdefg", 14), ==, 0);
  g_assert_cmpint (fixture.last - fixture.began, >=, 100000 - EARLY_US);
  tear_down (&fixture);
}

static void
test_jitter (void)
{
  static const ExchangeLineQuality shaky = { .jitter_ms = 30 };
  Fixture fixture;

  set_up (&fixture, &shaky);
  send_bytes (&fixture, "", 0);
  for (guint i = 0; i < 100; i++)
    exchange_wire_send (fixture.wire, &(guint8){ i }, 1);
  wait_for (&fixture, 100);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (fixture.arrived->data[i], ==, i);
  /* Of so many, one had more than a third of it. */
  g_assert_cmpint (fixture.last - fixture.began, >=, 10000);
  tear_down (&fixture);
}

static guint
count_turned_bits (const GByteArray *arrived)
{
  guint n = 0;

  for (guint i = 0; i < arrived->len; i++)
    n += __builtin_popcount (arrived->data[i]);
  return n;
}

static void
test_bit_errors (void)
{
  static const struct
  {
    guint per_million;
    guint at_least, at_most; /* of 80,000 bits, with a wide margin */
  } rows[] = { { 1000000, 80000, 80000 }, { 500000, 36000, 44000 }, { 10000, 500, 1100 }, { 100, 1, 40 } };
  static const char zeros[10000];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ExchangeLineQuality noisy = { .bit_errors = rows[i].per_million };
      Fixture fixture;

      g_test_message ("%u of a million", rows[i].per_million);
      set_up (&fixture, &noisy);
      send_bytes (&fixture, zeros, sizeof zeros);
      wait_for (&fixture, sizeof zeros);
      g_assert_cmpuint (count_turned_bits (fixture.arrived), >=, rows[i].at_least);
      g_assert_cmpuint (count_turned_bits (fixture.arrived), <=, rows[i].at_most);
      tear_down (&fixture);
    }
}

/* A failure can be had again. */
static void
test_same_errors_again (void)
{
  static const ExchangeLineQuality noisy = { .bit_errors = 10000 };
  static const char zeros[1000];
  Fixture first, second;

  set_up (&first, &noisy);
  set_up (&second, &noisy);
  send_bytes (&first, zeros, sizeof zeros);
  send_bytes (&second, zeros, sizeof zeros);
  wait_for (&first, sizeof zeros);
  wait_for (&second, sizeof zeros);
  g_assert_cmpuint (count_turned_bits (first.arrived), >, 0);
  g_assert_cmpmem (first.arrived->data, first.arrived->len, second.arrived->data, second.arrived->len);
  tear_down (&first);
  tear_down (&second);
}

/* What is under way when the line is cut never arrives. */
static void
test_cut (void)
{
  static const ExchangeLineQuality late = { .latency_ms = 10 };
  Fixture fixture;

  set_up (&fixture, &late);
  send_bytes (&fixture, "hello", 5);
  g_clear_pointer (&fixture.wire, exchange_wire_free);
  g_usleep (20000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture.n_pieces, ==, 0);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/wire/duration", test_duration);
  g_test_add_func ("/exchange/wire/no-limits", test_no_limits);
  g_test_add_func ("/exchange/wire/latency", test_latency);
  g_test_add_func ("/exchange/wire/speed", test_speed);
  g_test_add_func ("/exchange/wire/queue", test_queue);
  g_test_add_func ("/exchange/wire/jitter", test_jitter);
  g_test_add_func ("/exchange/wire/bit-errors", test_bit_errors);
  g_test_add_func ("/exchange/wire/same-errors-again", test_same_errors_again);
  g_test_add_func ("/exchange/wire/cut", test_cut);
  return g_test_run ();
}
