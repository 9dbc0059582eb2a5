/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call costs: a pure function of its begin and its length. */
#pragma once

#include <glib.h>

#include "dialer-money.h"

/**
 * DialerTariff:
 *
 * Reference-counted, and never changed once it is made.
 */
typedef struct _DialerTariff DialerTariff;

/**
 * dialer_tariff_parse:
 * @text: as dialer.tariff(5) describes it, perhaps hostile
 *
 * Returns: (transfer full) (nullable): the tariff, or %NULL with DIALER_ERROR_INVALID_ARGUMENT set, whose message
 *   begins with the number of the line
 */
DialerTariff *dialer_tariff_parse (const char *text, GError **error);

/**
 * dialer_tariff_is_name:
 * @value: of cost.tariff
 *
 * Returns: whether it is the name of a file of tariffs, which leads nowhere else; if not, it should be a text
 */
gboolean dialer_tariff_is_name (const char *value);

DialerTariff *dialer_tariff_ref (DialerTariff *self);
void dialer_tariff_unref (DialerTariff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerTariff, dialer_tariff_unref)

/** dialer_tariff_get_currency: Returns: (transfer none): such as "EUR"; "" if the tariff does not say */
const char *dialer_tariff_get_currency (const DialerTariff *self);

/**
 * dialer_tariff_compute:
 * @start: when the far end answered, in seconds since 1970-01-01 UTC
 * @seconds: for how long the line has been off-hook since; 0 is a call that was answered
 * @zone: whose clock and calendar the tariff means
 *
 * Returns: the price in DIALER_MONEY_MICRO, each begun unit being paid, the last fraction rounded up
 */
gint64 dialer_tariff_compute (const DialerTariff *self, gint64 start, guint64 seconds, GTimeZone *zone);

/* After so long a call's price is not worked out any further. */
#define DIALER_TARIFF_LONGEST_S (400 * 86400)

/** What dialer_tariff_get_seconds() says where the money lasts for a call of DIALER_TARIFF_LONGEST_S. */
#define DIALER_TARIFF_FOR_EVER G_MAXINT64

/**
 * dialer_tariff_get_seconds:
 * @money: in DIALER_MONEY_MICRO
 *
 * Returns: how long a call that begins at @start may last to cost no more than @money; DIALER_TARIFF_FOR_EVER; or -1
 *   if even being answered costs more
 */
gint64 dialer_tariff_get_seconds (const DialerTariff *self, gint64 start, gint64 money, GTimeZone *zone);
