/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The outside things that every call needs, handed down from the daemon. */
#pragma once

#include "dialer-agents.h"
#include "dialer-bearer-marks.h"
#include "dialer-call-marks.h"
#include "dialer-history.h"
#include "dialer-inhibitor.h"
#include "dialer-never-dial.h"
#include "dialer-refused-pins.h"
#include "dialer-secret-store.h"

/**
 * DialerTools:
 * @pppd: path of pppd
 * @plugin: path of our plugin for it
 * @never_dial: numbers that nobody may dial
 * @tariffs: folders of tariffs, as in dialer_tariff_files_find()
 * @secrets: where passwords are stored
 * @agents: who has those that are not
 * @modem_manager: connects cellular modems
 * @bearer_marks: which of them it has connected for us
 * @call_marks: which calls run
 * @inhibitor: keeps ModemManager off the port
 * @refused_pins: which PINs no SIM is given again
 * @history: calls that have been
 *
 * Owned by the daemon, which outlives all calls.
 */
typedef struct
{
  const char *pppd;
  const char *plugin;
  DialerNeverDial *never_dial;
  const char *const *tariffs;
  DialerSecretStore *secrets;
  DialerAgents *agents;
  DialerModemManager *modem_manager;
  DialerBearerMarks *bearer_marks;
  DialerCallMarks *call_marks;
  DialerInhibitor *inhibitor;
  DialerRefusedPins *refused_pins;
  DialerHistory *history;
} DialerTools;
