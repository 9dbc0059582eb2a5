/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever is taken for a tariff never makes a longer call cheaper, and money lasts as long as it says.  The input's
 * first byte is when the call begins. */
#include "dialer-tariff-quote.h"

#include <string.h>

#include "dialer-error.h"
#include "fuzz-target.h"

#define LONGEST (8 * 86400)

static void
check_grows (DialerTariff *tariff, gint64 start, GTimeZone *zone)
{
  gint64 last = 0;

  for (guint64 seconds = 0; seconds < LONGEST; seconds = seconds * 2 + 1)
    {
      gint64 cost = dialer_tariff_compute (tariff, start, seconds, zone);

      g_assert_cmpint (cost, >=, last);
      last = cost;
    }
}

static void
check_money (DialerTariff *tariff, gint64 start, gint64 money, GTimeZone *zone)
{
  gint64 seconds = dialer_tariff_get_seconds (tariff, start, money, zone);

  if (seconds == -1)
    g_assert_cmpint (dialer_tariff_compute (tariff, start, 0, zone), >, money);
  else if (seconds < LONGEST)
    {
      g_assert_cmpint (seconds, >=, 0);
      g_assert_cmpint (dialer_tariff_compute (tariff, start, (guint64) seconds, zone), <=, money);
      g_assert_cmpint (dialer_tariff_compute (tariff, start, (guint64) seconds + 1, zone), >, money);
    }
}

static void
check_quote (DialerTariff *tariff, gint64 start, GTimeZone *zone)
{
  DialerTariffQuote quote = dialer_tariff_quote (tariff, start, 600, zone);

  g_assert_cmpint (quote.first, >=, 0);
  g_assert_cmpint (quote.whole, >=, quote.first);
  g_assert_cmpint (quote.first_seconds, >=, 1);
  g_assert_cmpint (quote.next, >=, 0);
  g_assert_true (quote.first_seconds == DIALER_TARIFF_FOR_EVER || quote.next_seconds >= 1);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = size ? g_strndup ((const char *) data + 1, size - 1) : g_strdup ("");
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
  gint64 start = G_GINT64_CONSTANT (1792800000) + (size ? data[0] : 0) * 3571; /* October 2026 */
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerTariff) tariff = dialer_tariff_parse (text, &error);

  if (tariff == NULL)
    {
      fuzz_assert_refusal (error, text);
      return 0;
    }
  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (dialer_tariff_get_currency (tariff), -1, NULL));
  check_grows (tariff, start, zone);
  check_money (tariff, start, 0, zone);
  check_money (tariff, start, 12345678, zone);
  check_quote (tariff, start, zone);
  return 0;
}
