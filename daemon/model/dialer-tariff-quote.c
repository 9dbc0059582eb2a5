/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asks the tariff what so many seconds cost, and how many seconds so much money lasts for. */
#include "dialer-tariff-quote.h"

DialerTariffQuote
dialer_tariff_quote (const DialerTariff *tariff, gint64 start, guint64 seconds, GTimeZone *zone)
{
  DialerTariffQuote quote = { .whole = dialer_tariff_compute (tariff, start, seconds, zone) };
  gint64 second, end;

  quote.first = dialer_tariff_compute (tariff, start, 1, zone);
  quote.first_seconds = dialer_tariff_get_seconds (tariff, start, quote.first, zone);
  if (quote.first_seconds == DIALER_TARIFF_FOR_EVER)
    return quote;
  second = dialer_tariff_compute (tariff, start, (guint64) quote.first_seconds + 1, zone);
  end = dialer_tariff_get_seconds (tariff, start, second, zone);
  quote.next = second - quote.first;
  quote.next_seconds = end == DIALER_TARIFF_FOR_EVER ? end : end - quote.first_seconds;
  return quote;
}
