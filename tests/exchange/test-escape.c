/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The escape sequence: silence, "+++" without a pause as long as the guard time, silence. */
#include "exchange-escape.h"

#include <string.h>

#define GUARD 1000000

/* A piece of data, and the silence before it. */
typedef struct
{
  gint64 silence;
  const char *bytes;
  gboolean complete;
} Piece;

static void
assert_pieces (const char *what, const Piece *pieces, guint character, gint64 guard)
{
  ExchangeEscape escape = { 0 };
  gint64 now = 100 * GUARD;

  for (guint i = 0; pieces[i].bytes; i++)
    {
      g_autofree char *printable = g_strescape (pieces[i].bytes, NULL);
      gboolean complete;

      now += pieces[i].silence;
      complete = exchange_escape_feed (&escape, (const guint8 *) pieces[i].bytes, strlen (pieces[i].bytes),
                                       character, guard, now);
      g_test_message ("%s: piece %u, '%s'", what, i, printable);
      g_assert_cmpint (complete, ==, pieces[i].complete);
    }
}

static void
test_guard_time (void)
{
  static const struct
  {
    const char *what;
    Piece pieces[6];
  } rows[] = {
    { "on a fresh line", { { 0, "+++", TRUE } } },
    { "after the guard time", { { 0, "data" }, { GUARD, "+++", TRUE } } },
    { "too soon", { { 0, "data" }, { GUARD - 1, "+++" } } },
    { "too soon, one by one", { { 0, "data" }, { 5, "+" }, { 5, "+" }, { 5, "+" } } },
    { "one by one", { { 0, "data" }, { GUARD, "+" }, { GUARD - 1, "+" }, { GUARD - 1, "+", TRUE } } },
    { "a pause in the midst of it", { { 0, "data" }, { GUARD, "+" }, { GUARD, "++" } } },
    { "a pause before the last", { { 0, "data" }, { GUARD, "++" }, { GUARD, "+" } } },
    { "a lone one, then all three", { { 0, "+" }, { GUARD, "+++", TRUE } } },
    { "two, then all three one by one", { { 0, "++" }, { GUARD, "+" }, { 1, "+" }, { 1, "+", TRUE } } },
    { "again after the guard time", { { 0, "+++", TRUE }, { GUARD, "+++", TRUE } } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_pieces (rows[i].what, rows[i].pieces, '+', GUARD);
}

/* What must not be taken for it: a file may well hold three plus signs. */
static void
test_data (void)
{
  static const struct
  {
    const char *what;
    Piece pieces[6];
  } rows[] = {
    { "four", { { 0, "++++" } } },
    { "four one by one", { { 0, "++" }, { 1, "+", TRUE }, { 1, "+" } } },
    { "six", { { 0, "+++", TRUE }, { 1, "+++" } } },
    { "two", { { 0, "++" } } },
    { "within data", { { 0, "a+++b" } } },
    { "before data", { { 0, "+++ATH" } } },
    { "behind data", { { 0, "a+++" } } },
    { "data behind it", { { 0, "+++", TRUE }, { 1, "a" } } },
    { "others between", { { 0, "+-+" }, { 1, "+" } } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_pieces (rows[i].what, rows[i].pieces, '+', GUARD);
}

/* S2 above 127 means that there is no escape. */
static void
test_character (void)
{
  static const Piece others[] = { { 0, "***", TRUE }, { GUARD, "+++" }, { 0, NULL } };
  static const Piece last[] = { { 0, "\x7f\x7f\x7f", TRUE }, { 0, NULL } };
  static const Piece none[] = { { 0, "\x80\x80\x80" }, { 0, NULL } };

  assert_pieces ("S2=42", others, '*', GUARD);
  assert_pieces ("S2=127", last, 127, GUARD);
  assert_pieces ("S2=128", none, 128, GUARD);
}

static void
test_other_guard_time (void)
{
  static const Piece pieces[] = {
    { 0, "data" }, { GUARD / 50, "+++", TRUE }, { 1, "data" }, { GUARD / 50 - 1, "+++" }, { 0, NULL },
  };

  assert_pieces ("S12=1", pieces, '+', GUARD / 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/escape/guard-time", test_guard_time);
  g_test_add_func ("/exchange/escape/data", test_data);
  g_test_add_func ("/exchange/escape/character", test_character);
  g_test_add_func ("/exchange/escape/other-guard-time", test_other_guard_time);
  return g_test_run ();
}
