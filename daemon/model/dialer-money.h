/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Amounts of money, which are never rounded by a floating point. */
#pragma once

#include <glib.h>

/* Parts of a unit of a currency: in what prices are written and added up, and what is told and kept. */
#define DIALER_MONEY_NANO G_GINT64_CONSTANT (1000000000)
#define DIALER_MONEY_MICRO G_GINT64_CONSTANT (1000000)

/** The largest amount that can be written: enough for any call, and far from what would overflow. */
#define DIALER_MONEY_MAX 1000000

/**
 * dialer_money_parse:
 * @text: such as "0.012", perhaps hostile
 * @nano: (out): in DIALER_MONEY_NANO
 *
 * Returns: whether it is an amount of at most DIALER_MONEY_MAX with at most nine digits behind the point
 */
gboolean dialer_money_parse (const char *text, gint64 *nano);

/** dialer_money_round_up: Returns: @nano, in DIALER_MONEY_MICRO; more than it rather than less */
gint64 dialer_money_round_up (gint64 nano);

/**
 * dialer_money_format:
 * @micro: in DIALER_MONEY_MICRO
 * @decimals: at least so many digits behind the point, as many as it takes
 *
 * Returns: (transfer full): such as "0.12"
 */
char *dialer_money_format (gint64 micro, guint decimals);
