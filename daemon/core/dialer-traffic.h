/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What has passed in a call: the counters of its interface, which may be older than the call. */
#pragma once

#include "dialer-call-record.h"

/** dialer_traffic_begin: what @record's interface has carried until now was not in this call */
void dialer_traffic_begin (DialerCallRecord *record);

/** dialer_traffic_update: brings rx_bytes and tx_bytes of @record up to date, if its interface is still there */
void dialer_traffic_update (DialerCallRecord *record);
