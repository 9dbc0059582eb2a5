/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whom GetHistory shows what, and what it refuses. */
#include "dialer-history-filter.h"

#include "dialer-error.h"

static DialerHistoryQuery *
parse (const char *text, guint viewer, GError **error)
{
  g_autoptr (GVariant) filter = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);

  g_assert_nonnull (filter);
  return dialer_history_filter_parse (filter, viewer, error);
}

static void
test_all_options (void)
{
  g_autoptr (DialerHistoryQuery) query = parse (
    "{'profiles': <['a', 'b']>, 'since': <uint64 5>, 'until': <uint64 9>, 'last': <uint32 3>, 'before': <uint64 7>}",
    1000, NULL);

  g_assert_nonnull (query);
  g_assert_cmpuint (g_strv_length (query->profiles), ==, 2);
  g_assert_cmpint (query->since, ==, 5);
  g_assert_cmpint (query->until, ==, 9);
  g_assert_cmpuint (query->last, ==, 3);
  g_assert_cmpint (query->before, ==, 7);
  g_assert_cmpint (query->viewer, ==, 1000);
}

static void
test_viewer (void)
{
  static const struct
  {
    const char *text;
    guint user;
    gint64 viewer;
  } rows[] = {
    { "@a{sv} {}", 1000, 1000 },
    { "{'all': <false>}", 1000, 1000 },
    { "{'all': <true>}", 1000, DIALER_VIEWER_ALL },
    { "@a{sv} {}", 0, DIALER_VIEWER_ALL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerHistoryQuery) query = parse (rows[i].text, rows[i].user, NULL);

      g_assert_cmpint (query->viewer, ==, rows[i].viewer);
      g_assert_null (query->profiles);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "{'colour': <'red'>}", "{'last': <'many'>}", "{'last': <uint64 1>}", "{'since': <uint64 18446744073709551615>}",
    "{'since': <int64 5>}", "{'profiles': <'a'>}", "{'all': <'yes'>}", "{'viewer': <uint32 0>}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (texts[i], 1000, &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bus/history-filter/all-options", test_all_options);
  g_test_add_func ("/bus/history-filter/viewer", test_viewer);
  g_test_add_func ("/bus/history-filter/refused", test_refused);
  return g_test_run ();
}
