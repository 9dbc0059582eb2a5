/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of quirks, and what they make of an answer. */
#include "exchange-quirk.h"

#include <gio/gio.h>
#include <string.h>

static void
test_names (void)
{
  static const struct
  {
    const char *text;
    ExchangeQuirks quirks;
  } rows[] = {
    { "", 0 },
    { "late", EXCHANGE_QUIRK_LATE },
    { "twice", EXCHANGE_QUIRK_TWICE },
    { "cr-only", EXCHANGE_QUIRK_CR_ONLY },
    { "no-echo", EXCHANGE_QUIRK_NO_ECHO },
    { "unsolicited", EXCHANGE_QUIRK_UNSOLICITED },
    { "deaf", EXCHANGE_QUIRK_DEAF },
    { "numeric", EXCHANGE_QUIRK_NUMERIC },
    { "no-dtr", EXCHANGE_QUIRK_NO_DTR },
    { "no-escape", EXCHANGE_QUIRK_NO_ESCAPE },
    { "stuck", EXCHANGE_QUIRK_STUCK },
    { "dies-on-dial", EXCHANGE_QUIRK_DIES_ON_DIAL },
    { "no-tone", EXCHANGE_QUIRK_NO_TONE },
    { "late+twice", EXCHANGE_QUIRK_LATE | EXCHANGE_QUIRK_TWICE },
    { "no-dtr+no-escape+no-echo", EXCHANGE_QUIRK_NO_DTR | EXCHANGE_QUIRK_NO_ESCAPE | EXCHANGE_QUIRK_NO_ECHO },
    { "deaf+deaf", EXCHANGE_QUIRK_DEAF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      ExchangeQuirks quirks = ~0u;

      g_test_message ("'%s'", rows[i].text);
      g_assert_true (exchange_quirks_parse (rows[i].text, &quirks, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (quirks, ==, rows[i].quirks);
    }
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
  g_assert_nonnull (strstr (error->message, "loud"));
  g_assert_null (strstr (error->message, "late"));
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
  g_test_add_func ("/exchange/quirk/refused", test_refused);
  g_test_add_func ("/exchange/quirk/refusal-names-it", test_refusal_names_it);
  g_test_add_func ("/exchange/quirk/answers", test_answers);
  return g_test_run ();
}
