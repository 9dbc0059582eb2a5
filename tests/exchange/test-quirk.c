/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of quirks, and what they make of an answer. */
#include "exchange-quirk.h"

#include <gio/gio.h>
#include <string.h>

static ExchangeQuirks
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  ExchangeQuirks quirks = ~0u;

  g_assert_true (exchange_quirks_parse (text, &quirks, &error));
  g_assert_no_error (error);
  return quirks;
}

/* Those of the table in the manual. */
static GPtrArray *
read_documented_names (void)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *manual = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean inside = FALSE;

  g_assert_true (g_file_get_contents (EXCHANGE_MANUAL, &manual, NULL, NULL));
  lines = g_strsplit (manual, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      if (g_str_has_prefix (lines[i], "## "))
        inside = g_str_equal (lines[i], "## Quirks");
      else if (inside && g_str_has_prefix (lines[i], "| `"))
        g_ptr_array_add (names, g_strndup (lines[i] + 3, strcspn (lines[i] + 3, "`")));
    }
  return names;
}

/* Each documented name is a bit of its own, and there is no other name. */
static void
test_names (void)
{
  g_autoptr (GPtrArray) names = read_documented_names ();
  g_autoptr (GError) error = NULL;
  g_autofree char *known = NULL;
  ExchangeQuirks all = 0;
  ExchangeQuirks none;

  for (guint i = 0; i < names->len; i++)
    {
      ExchangeQuirks quirk = parse (names->pdata[i]);

      g_test_message ("%s", (char *) names->pdata[i]);
      g_assert_cmpuint (quirk, !=, 0);
      g_assert_cmpuint (quirk & (quirk - 1), ==, 0);
      g_assert_cmpuint (quirk & all, ==, 0);
      all |= quirk;
    }
  g_ptr_array_add (names, NULL);
  known = g_strjoinv (" ", (char **) names->pdata);
  g_assert_false (exchange_quirks_parse ("?", &none, &error));
  g_assert_cmpstr (strstr (error->message, ": ") + 2, ==, known);
}

static void
test_joined (void)
{
  g_assert_cmpuint (parse (""), ==, 0);
  g_assert_cmpuint (parse ("late+twice"), ==, EXCHANGE_QUIRK_LATE | EXCHANGE_QUIRK_TWICE);
  g_assert_cmpuint (parse ("no-dtr+no-escape+no-echo"), ==,
                    EXCHANGE_QUIRK_NO_DTR | EXCHANGE_QUIRK_NO_ESCAPE | EXCHANGE_QUIRK_NO_ECHO);
  g_assert_cmpuint (parse ("deaf+deaf"), ==, EXCHANGE_QUIRK_DEAF);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "Late", "late,twice", "late+", "+late", "late++twice", "loud", "late twice",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      ExchangeQuirks quirks;

      g_test_message ("'%s'", texts[i]);
      g_assert_false (exchange_quirks_parse (texts[i], &quirks, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static void
test_refusal_names_it (void)
{
  g_autoptr (GError) error = NULL;
  ExchangeQuirks quirks;

  g_assert_false (exchange_quirks_parse ("late+loud", &quirks, &error));
  g_assert_true (g_str_has_prefix (error->message, "no quirk loud;"));
}

static void
test_answers (void)
{
  static const struct
  {
    ExchangeQuirks quirks;
    const char *answer;
    const char *said;
  } rows[] = {
    { 0, "\r\nOK\r\n", "\r\nOK\r\n" },
    { EXCHANGE_QUIRK_TWICE, "\r\nOK\r\n", "\r\nOK\r\n\r\nOK\r\n" },
    { EXCHANGE_QUIRK_TWICE, "0\r", "0\r0\r" },
    { EXCHANGE_QUIRK_CR_ONLY, "\r\nOK\r\n", "\rOK\r" },
    { EXCHANGE_QUIRK_CR_ONLY, "0\r", "0\r" },
    { EXCHANGE_QUIRK_UNSOLICITED, "\r\nOK\r\n", "\r\nRING\r\n\r\nOK\r\n" },
    { EXCHANGE_QUIRK_UNSOLICITED | EXCHANGE_QUIRK_TWICE, "\r\nOK\r\n", "\r\nRING\r\n\r\nOK\r\n\r\nOK\r\n" },
    { EXCHANGE_QUIRK_UNSOLICITED | EXCHANGE_QUIRK_TWICE | EXCHANGE_QUIRK_CR_ONLY, "\r\nOK\r\n",
      "\rRING\r\rOK\r\rOK\r" },
    /* Those that are no matter of words. */
    { EXCHANGE_QUIRK_LATE | EXCHANGE_QUIRK_NO_ECHO | EXCHANGE_QUIRK_DEAF | EXCHANGE_QUIRK_NUMERIC
        | EXCHANGE_QUIRK_NO_DTR | EXCHANGE_QUIRK_NO_ESCAPE | EXCHANGE_QUIRK_STUCK
        | EXCHANGE_QUIRK_DIES_ON_DIAL,
      "\r\nOK\r\n", "\r\nOK\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *said = exchange_quirks_apply (rows[i].quirks, rows[i].answer);

      g_test_message ("quirks %#x", rows[i].quirks);
      g_assert_cmpstr (said, ==, rows[i].said);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/quirk/names", test_names);
  g_test_add_func ("/exchange/quirk/joined", test_joined);
  g_test_add_func ("/exchange/quirk/refused", test_refused);
  g_test_add_func ("/exchange/quirk/refusal-names-it", test_refusal_names_it);
  g_test_add_func ("/exchange/quirk/answers", test_answers);
  return g_test_run ();
}
