/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call would cost. */
#pragma once

#include "dialer-tariff.h"

/**
 * DialerTariffQuote:
 * @whole: the price of the whole call, in DIALER_MONEY_MICRO
 * @first: what is to be paid as soon as the far end has answered, likewise
 * @first_seconds: how long that lasts; DIALER_TARIFF_FOR_EVER if nothing more is to be paid
 * @next: what is to be paid then, 0 if nothing
 * @next_seconds: how long that lasts
 */
typedef struct
{
  gint64 whole;
  gint64 first;
  gint64 first_seconds;
  gint64 next;
  gint64 next_seconds;
} DialerTariffQuote;

/**
 * dialer_tariff_quote:
 * @start: when the far end answers, in seconds since 1970-01-01 UTC
 * @seconds: for how long the call lasts
 * @zone: whose clock and calendar the tariff means
 *
 * Returns: its price, as dialer_tariff_compute() works it out
 */
DialerTariffQuote dialer_tariff_quote (const DialerTariff *tariff, gint64 start, guint64 seconds, GTimeZone *zone);
