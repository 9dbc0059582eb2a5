/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a call is to be. */
#pragma once

#include "dialer-call-record.h"
#include "dialer-line.h"
#include "dialer-modem.h"
#include "dialer-secret-source.h"
#include "dialer-settings.h"
#include "dialer-tariff.h"
#include "dialer-terminal.h"
#include "dialer-tools.h"
#include "dialer-trigger.h"

/**
 * DialerCallPlan:
 * @settings: the profile's, with what the modem adds where the profile is silent
 * @secrets: where those of the profile come from
 * @terminal: (nullable): who has a hand in the login
 * @profile_id: for the record
 * @profile_name: for the log
 * @owner: user id of who owns the profile
 * @user: user id of who dialled
 * @cause: why
 * @why: (nullable): what for, in words for people
 * @trigger: (nullable): the packet for whose sake
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
  DialerTerminal *terminal;
  const char *profile_id;
  const char *profile_name;
  guint owner;
  guint user;
  DialerCause cause;
  const char *why;
  const DialerTrigger *trigger;
  const char *modem_id;
  DialerModemKind kind;
  const char *device;
  const char *dial_command;
  const char *number;
  DialerTariff *tariff;
} DialerCallPlan;

/** dialer_call_plan_make_record: Returns: (transfer full): of a call that begins now */
DialerCallRecord *dialer_call_plan_make_record (const DialerCallPlan *plan);

/** dialer_call_plan_make_line: Returns: (transfer full) (nullable): a line of its modem; %NULL if there is none */
DialerLine *dialer_call_plan_make_line (const DialerCallPlan *plan, const DialerTools *tools, DialerCallRecord *record);
