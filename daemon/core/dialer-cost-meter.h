/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call that is answered costs so far. */
#pragma once

#include "dialer-call-record.h"
#include "dialer-tariff.h"

typedef struct _DialerCostMeter DialerCostMeter;

/** DialerCostMeterFunc: it has become more; not too often */
typedef void (*DialerCostMeterFunc) (gpointer user_data);

/**
 * dialer_cost_meter_new:
 * @record: of a call that is answered, which was at @record->connected, and lasts; the meter keeps its cost
 *
 * The clock that counts can't be set; that of the wall says which rates are to be paid.
 *
 * Returns: (transfer full): a meter that runs
 */
DialerCostMeter *dialer_cost_meter_new (DialerTariff *tariff, DialerCallRecord *record, DialerCostMeterFunc func,
                                        gpointer user_data);

/** dialer_cost_meter_free: the cost stays what it was when dialer_cost_meter_update() was last called */
void dialer_cost_meter_free (DialerCostMeter *self);

/** dialer_cost_meter_update: brings the record's cost up to date */
void dialer_cost_meter_update (DialerCostMeter *self);
