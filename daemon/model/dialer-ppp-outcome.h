/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Why pppd ended, in our words. */
#pragma once

#include "dialer-reason.h"
#include "dialer-state.h"

/**
 * DialerPppFacts:
 * @state: how far the call was when pppd ended
 * @exit_status: pppd's (pppd(8) EXIT STATUS), or minus the signal that killed it
 * @peer_spoke: whether any LCP packet of the peer came
 * @peer_accepted: whether it let us in, or has spoken of addresses, if only to refuse them
 * @peer_terminated: whether it sent an LCP Terminate-Request
 * @auth_refused: whether it refused our credentials
 * @secret_missing: whether it asked for a secret that we had not
 */
typedef struct
{
  DialerState state;
  int exit_status;
  gboolean peer_spoke;
  gboolean peer_accepted;
  gboolean peer_terminated;
  gboolean auth_refused;
  gboolean secret_missing;
} DialerPppFacts;

/**
 * dialer_ppp_outcome_to_reason:
 *
 * What the peer did outweighs what pppd made of it: a peer that refuses a password hangs up right after, and pppd
 * may tell of either.
 *
 * Returns: why a call ends that nobody here wanted to end
 */
DialerReason dialer_ppp_outcome_to_reason (const DialerPppFacts *facts);
