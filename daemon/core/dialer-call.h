/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One call: one number, one modem, one way up, one way down. */
#pragma once

#include <gio/gio.h>

#include "dialer-call-plan.h"

#define DIALER_TYPE_CALL (dialer_call_get_type ())
G_DECLARE_FINAL_TYPE (DialerCall, dialer_call, DIALER, CALL, GObject)

/** dialer_call_new: Returns: (transfer full): a call that has not begun; @tools outlives it */
DialerCall *dialer_call_new (const DialerTools *tools, const DialerCallPlan *plan);

/** dialer_call_start: begins; "changed" tells of every state, the last being DIALER_STATE_ENDED */
void dialer_call_start (DialerCall *self);

/**
 * dialer_call_end:
 * @reason: why
 * @detail: (nullable): the error text behind it
 *
 * Hangs up, whatever the state.  The first reason stays; once on the way down nothing changes it.
 */
void dialer_call_end (DialerCall *self, DialerReason reason, const char *detail);

DialerState dialer_call_get_state (DialerCall *self);

/** dialer_call_get_record: Returns: (transfer none): what is known, counters up to date */
DialerCallRecord *dialer_call_get_record (DialerCall *self);

/**
 * DialerCall::changed:
 *
 * The state, or something of the record, has changed.
 */
