/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kppp's rules cost here what they cost there; of each line it is told what became of it. */
#include <string.h>

#include "dialer-tariff.h"
#include "import-formats.h"

static const char rules[] = "# A city's calls\n"
                            "name=City calls\n"
                            "currency_symbol=\"EUR\"\n"
                            "currency_position=right\n"
                            "per_connection=0.05\n"
                            "minimum_costs=0.10\n"
                            "default=(0.06, 60)\n"
                            "on (monday..friday) between (18:00..7:59) \\\n"
                            "  use (0.03, 72.5)\n"
                            "on (saturday, sunday) between () use (0.02, 60)\n"
                            "on (12/25..12/26, easter-2, someday) between () use (0.01, 60)\n"
                            "on (5/1) between () use (0.01, 60)\n"
                            "on () between () use (0.04, 60, 3600)\n"
                            "on (friday) between (9:00..9:00) use (1, 60)\n"
                            "on (friday) between () use (1, 0.5)\n"
                            "use (1, 60)\n";

static const char tariff[] = "currency EUR\n"
                             "connection 0.05\n"
                             "minimum 0.1\n"
                             "rate 0.06 per 60s\n"
                             "rate 0.03 per 72.5s on Mon-Fri at 00:00-08:00\n"
                             "rate 0.03 per 72.5s on Mon-Fri at 18:00-24:00\n"
                             "rate 0.02 per 60s on Sat,Sun\n"
                             "rate 0.01 per 60s on 12-25..12-26,easter-2,05-01\n"
                             "rate 0.04 per 60s after 3600s";

static Import *
run (ImportRun importer, const ImportFile *files, guint n_files, const char *const *others, ImportReader reader)
{
  Import *import = import_new (reader, (gpointer) others);
  g_autoptr (GError) error = NULL;

  importer (import, files, n_files, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < import->entries->len; i++)
    g_assert_true (((ImportEntry *) import->entries->pdata[i])->settled);
  return import;
}

static void
assert_tariff (Import *import, guint i, const char *name, const char *expected)
{
  ImportProfile *profile = import->profiles->pdata[i];
  g_autofree char *value = import_profile_get (profile, "cost.tariff");
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (DialerTariff) parsed = value ? dialer_tariff_parse (value, &error) : NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (profile->name, ==, name);
  g_assert_cmpstr (value, ==, expected);
}

static const ImportEntry *
find_entry (Import *import, const char *file, guint line)
{
  for (guint i = 0; i < import->entries->len; i++)
    {
      const ImportEntry *entry = import->entries->pdata[i];

      if (entry->line == line && g_str_equal (entry->file, file))
        return entry;
    }
  g_error ("no entry of line %u", line);
}

static void
test_alone (void)
{
  static const ImportFate fates[] = { [2] = IMPORT_MAPPED,        [3] = IMPORT_MAPPED,   [4] = IMPORT_LEFT_OUT,
                                      [5] = IMPORT_MAPPED,        [6] = IMPORT_MAPPED,   [7] = IMPORT_MAPPED,
                                      [8] = IMPORT_APPROXIMATED,  [10] = IMPORT_MAPPED,  [11] = IMPORT_APPROXIMATED,
                                      [12] = IMPORT_MAPPED,       [13] = IMPORT_MAPPED,  [14] = IMPORT_LEFT_OUT,
                                      [15] = IMPORT_LEFT_OUT,     [16] = IMPORT_LEFT_OUT };
  ImportFile file = { "City.rst", rules };
  g_autoptr (Import) import = run (import_rst, &file, 1, NULL, NULL);
  ImportSource *source = import->sources->pdata[0];

  assert_tariff (import, 0, "City calls", tariff);
  g_assert_cmpuint (source->n_lines, ==, 16);
  for (guint line = 2; line < G_N_ELEMENTS (fates); line++)
    if (line != 9) /* belongs to the one before */
      g_assert_cmpint (find_entry (import, "City.rst", line)->fate, ==, fates[line]);
}

/* Some prices by hand, as kppp's rules have them. */
static void
test_prices (void)
{
  static const struct
  {
    const char *start;
    guint64 seconds;
    gint64 cost;
  } rows[] = {
    { "2026-11-24T12:00:00", 1, 110000 },  { "2026-11-24T18:00:00", 73, 110000 }, { "2026-11-24T00:00:00", 72, 100000 },
    { "2026-11-28T05:00:00", 600, 250000 }, /* Friday's night is not Saturday's */
    { "2026-12-25T12:00:00", 600, 150000 }, { "2026-04-03T12:00:00", 600, 150000 },
    { "2026-11-24T12:00:00", 3660, 3690000 },
  };
  ImportFile file = { "City.rst", rules };
  g_autoptr (Import) import = run (import_rst, &file, 1, NULL, NULL);
  g_autofree char *value = import_profile_get (import->profiles->pdata[0], "cost.tariff");
  g_autoptr (DialerTariff) parsed = dialer_tariff_parse (value, NULL);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 (rows[i].start, utc);

      g_test_message ("%s", rows[i].start);
      g_assert_cmpint (dialer_tariff_compute (parsed, g_date_time_to_unix (start), rows[i].seconds, utc), ==,
                       rows[i].cost);
    }
}

static void
test_flat (void)
{
  ImportFile file = { "f.rst", "name=f\nflat_init_costs=(0.10, 180)\nper_connection=0.02\n"
                               "on () between () use (0.05, 60)\ndefault=(0.0003472221119, 1)\n"
                               "on (sunday) between (8:00..7:59) use (0, 60)\n" };
  g_autoptr (Import) import = run (import_rst, &file, 1, NULL, NULL);

  assert_tariff (import, 0, "f", "connection 0.12 for 180s\nrate 0.000347222 per 1s\nrate 0 per 60s on Sun");
}

static void
test_refused (void)
{
  ImportFile file = { "f.rst", "name=f\non (monday) between () use (0.05, 60)\n" };
  g_autoptr (Import) import = import_new (NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (import_rst (import, &file, 1, &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
}

/* As many rules as there may be, and more. */
static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("name=f\ndefault=(1,60)\n");
  ImportFile file = { "f.rst", NULL };
  g_autoptr (Import) import = NULL;
  g_autofree char *value = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "on (monday) between (18:00..8:00) use (1, %u)\n", i + 1);
  file.text = text->str;
  import = run (import_rst, &file, 1, NULL, NULL);
  value = import_profile_get (import->profiles->pdata[0], "cost.tariff");
  dialer_tariff_unref (dialer_tariff_parse (value, NULL));
  g_assert_cmpint (find_entry (import, "f.rst", 3)->fate, ==, IMPORT_MAPPED);
  g_assert_cmpint (find_entry (import, "f.rst", 102)->fate, ==, IMPORT_LEFT_OUT);
}

static char *
read_other (const char *path, gpointer user_data)
{
  const char *const *files = user_data;

  for (guint i = 0; files && files[i]; i += 2)
    if (g_str_equal (files[i], path))
      return g_strdup (files[i + 1]);
  return NULL;
}

/* Accounts name a file of rules: one that is given, one where kppp has it, one that is nowhere. */
static void
test_accounts (void)
{
  static const char *const others[] = { "/usr/share/kde4/apps/kppp/Rules/Land/There.rst", "name=t\ndefault=(2, 60)\n",
                                        NULL };
  static const ImportFile files[]
    = { { "kppprc", "[Account0]\nName=A\nPhonenumber=1\nAccountingEnabled=1\nAccountingFile=Land/Given.rst\n"
                    "[Account1]\nName=B\nPhonenumber=1\nAccountingEnabled=1\nAccountingFile=Land/There.rst\n"
                    "[Account2]\nName=C\nPhonenumber=1\nAccountingEnabled=1\nAccountingFile=Land/Nowhere.rst\n"
                    "[Account3]\nName=D\nPhonenumber=1\nAccountingEnabled=0\nAccountingFile=Land/Given.rst\n" },
        { "/home/me/Given.rst", "name=g\ndefault=(1, 60)\n" },
        { "Unused.rst", "name=u\ndefault=(3, 60)\n" } };
  g_autoptr (Import) import = run (import_kppp, files, G_N_ELEMENTS (files), others, read_other);

  g_assert_cmpuint (import->profiles->len, ==, 4);
  assert_tariff (import, 0, "A", "rate 1 per 60s");
  assert_tariff (import, 1, "B", "rate 2 per 60s");
  assert_tariff (import, 2, "C", NULL);
  assert_tariff (import, 3, "D", NULL);
  g_assert_cmpint (find_entry (import, "kppprc", 5)->fate, ==, IMPORT_MAPPED);
  g_assert_cmpint (find_entry (import, "kppprc", 15)->fate, ==, IMPORT_LEFT_OUT);
  g_assert_cmpuint (import->sources->len, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/rst/alone", test_alone);
  g_test_add_func ("/import/rst/prices", test_prices);
  g_test_add_func ("/import/rst/flat", test_flat);
  g_test_add_func ("/import/rst/refused", test_refused);
  g_test_add_func ("/import/rst/many", test_many);
  g_test_add_func ("/import/rst/accounts", test_accounts);
  return g_test_run ();
}
