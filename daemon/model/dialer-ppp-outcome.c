/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From pppd's exit status and what was seen of the peer to a reason. */
#include "dialer-ppp-outcome.h"

/* pppd(8), EXIT STATUS. */
enum
{
  PPPD_TERMINATED_BY_SIGNAL = 5,
  PPPD_NEGOTIATION_FAILED = 10,
  PPPD_PEER_NOT_AUTHENTICATED = 11,
  PPPD_LINK_IDLE = 12,
  PPPD_CONNECT_TIME = 13,
  PPPD_PEER_DEAD = 15,
  PPPD_MODEM_HANGUP = 16,
  PPPD_LOOPBACK = 17,
  PPPD_AUTH_TO_PEER_FAILED = 19,
};

static DialerReason
from_terminate (const DialerPppFacts *facts)
{
  if (facts->state == DIALER_STATE_ONLINE)
    return DIALER_REASON_PEER_HANGUP;
  return facts->peer_accepted ? DIALER_REASON_ADDRESS_FAILED : DIALER_REASON_PEER_REFUSED;
}

static DialerReason
from_failed_negotiation (const DialerPppFacts *facts)
{
  if (!facts->peer_spoke)
    return DIALER_REASON_NO_PPP;
  return facts->state == DIALER_STATE_CONFIGURING ? DIALER_REASON_ADDRESS_FAILED : DIALER_REASON_PEER_REFUSED;
}

DialerReason
dialer_ppp_outcome_to_reason (const DialerPppFacts *facts)
{
  if (facts->secret_missing)
    return DIALER_REASON_NO_SECRET;
  if (facts->auth_refused || facts->exit_status == PPPD_AUTH_TO_PEER_FAILED)
    return DIALER_REASON_AUTH_FAILED;
  if (facts->peer_terminated)
    return from_terminate (facts);
  switch (facts->exit_status)
    {
    case PPPD_MODEM_HANGUP:
      return DIALER_REASON_CARRIER_LOST;
    case PPPD_PEER_DEAD:
      return DIALER_REASON_LINK_DEAD;
    case PPPD_LINK_IDLE:
      return DIALER_REASON_IDLE;
    case PPPD_CONNECT_TIME:
      return DIALER_REASON_TIME_LIMIT;
    case PPPD_NEGOTIATION_FAILED:
      return from_failed_negotiation (facts);
    case PPPD_LOOPBACK: /* our own echo: a modem in command state, or a login prompt */
      return DIALER_REASON_NO_PPP;
    case PPPD_PEER_NOT_AUTHENTICATED:
      return DIALER_REASON_PEER_REFUSED;
    default:
      return DIALER_REASON_PPPD_FAILED;
    }
}
