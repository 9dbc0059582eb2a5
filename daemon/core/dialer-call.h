/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One call: one number, one modem, one way up, one way down. */
#pragma once

#include <gio/gio.h>

#include "dialer-call-record.h"
#include "dialer-modem.h"
#include "dialer-secret-source.h"
#include "dialer-settings.h"
#include "dialer-tariff.h"
#include "dialer-tools.h"

#define DIALER_TYPE_CALL (dialer_call_get_type ())
G_DECLARE_FINAL_TYPE (DialerCall, dialer_call, DIALER, CALL, GObject)

/**
 * DialerCallPlan:
 * @settings: the profile's, with what the modem adds where the profile is silent
 * @secrets: where those of the profile come from
 * @profile_id: for the record
 * @profile_name: for the log
 * @owner: user id of who owns the profile
 * @user: user id of who dialled
 * @cause: why
 * @why: (nullable): what for, in words for people
 * @modem_id: (nullable): %NULL when no modem could be had
 * @kind: of the modem's use in this call
 * @device: (nullable): the modem's device
 * @dial_command: (nullable): such as "ATDT5551234"; %NULL where there is nothing to dial, or ModemManager dials
 * @number: (nullable): what is called, for the record
 * @tariff: (nullable): what it costs
 *
 * Copied by dialer_call_new().
 */
typedef struct
{
  DialerSettings *settings;
  DialerSecretSource *secrets;
  const char *profile_id;
  const char *profile_name;
  guint owner;
  guint user;
  DialerCause cause;
  const char *why;
  const char *modem_id;
  DialerModemKind kind;
  const char *device;
  const char *dial_command;
  const char *number;
  DialerTariff *tariff;
} DialerCallPlan;

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
