/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call costs, and how much of it the budgets of its profile leave. */
#pragma once

#include "dialer-settings.h"
#include "dialer-tariff.h"
#include "dialer-tools.h"

typedef struct _DialerAllowance DialerAllowance;

/**
 * dialer_allowance_new:
 * @profile: the profile's own settings, which go before
 * @settings: with what the dial itself puts in their place
 *
 * What is wrong with the tariff is told in the log.
 *
 * Returns: (transfer full): that of a call which is to begin now
 */
DialerAllowance *dialer_allowance_new (const DialerTools *tools, DialerSettings *profile, DialerSettings *settings);
void dialer_allowance_free (DialerAllowance *self);

/** dialer_allowance_get_tariff: Returns: (transfer none) (nullable): %NULL if there is none, or it can't be used */
DialerTariff *dialer_allowance_get_tariff (DialerAllowance *self);
