/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The time of day for a call that lasts: a machine without a clock of its own learns it in the middle of one. */
#pragma once

#include "dialer-call-record.h"

typedef struct _DialerCallClock DialerCallClock;

/** DialerCallClockFunc: the machine's clock was set, and the record's times have been moved along */
typedef void (*DialerCallClockFunc) (gpointer user_data);

/**
 * dialer_call_clock_new:
 * @record: of a call that has just begun; its times are looked after until it has ended
 *
 * When the machine's clock is set the times of @record are moved along, so that what lies between them is what has
 * passed.  Sleep of the machine counts as passed.
 *
 * Returns: (transfer full): a clock that goes
 */
DialerCallClock *dialer_call_clock_new (DialerCallRecord *record, DialerCallClockFunc func, gpointer user_data);
void dialer_call_clock_free (DialerCallClock *self);

/** dialer_call_clock_read: Returns: the time by which the record now goes, in seconds since 1970-01-01 UTC */
gint64 dialer_call_clock_read (DialerCallClock *self);
