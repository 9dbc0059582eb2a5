/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Why a call was made. */
#pragma once

#include <glib.h>

/**
 * DialerCause:
 * @DIALER_CAUSE_MANUAL: somebody asked for it
 * @DIALER_CAUSE_BOOT: the profile is to be online whenever the machine is
 * @DIALER_CAUSE_DEMAND: a packet wanted out
 * @DIALER_CAUSE_REDIAL: the call before it, of the same session or of a daemon that died, did not do
 * @DIALER_CAUSE_LEASE: a program needs it for some time
 */
typedef enum
{
  DIALER_CAUSE_MANUAL,
  DIALER_CAUSE_BOOT,
  DIALER_CAUSE_DEMAND,
  DIALER_CAUSE_REDIAL,
  DIALER_CAUSE_LEASE,
} DialerCause;

#define DIALER_N_CAUSES (DIALER_CAUSE_LEASE + 1)

/** dialer_cause_to_string: Returns: (transfer none): its word on the bus */
const char *dialer_cause_to_string (DialerCause cause);

/** dialer_cause_from_string: Returns: the cause of that word; DIALER_CAUSE_MANUAL if there is none */
DialerCause dialer_cause_from_string (const char *word);
