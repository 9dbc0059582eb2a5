/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The states of a call and of its session: their words, their order, their deadlines. */
#pragma once

#include "dialer-reason.h"

/**
 * DialerState:
 * @DIALER_STATE_PREPARING: profile, number, modem and secret are being chosen; nothing is open.
 * @DIALER_STATE_OPENING: the port is ours, the modem is being initialised; the line is on-hook.
 * @DIALER_STATE_DIALING: the dial command has been sent; the line may be off-hook from here on.
 * @DIALER_STATE_LOGIN: carrier is there, a login script talks with the peer.
 * @DIALER_STATE_NEGOTIATING: pppd has the line, LCP (RFC 1661) is being negotiated.
 * @DIALER_STATE_AUTHENTICATING: LCP is open, the peer asks who we are.
 * @DIALER_STATE_CONFIGURING: the peer let us in; IPCP (RFC 1332) or IPV6CP (RFC 5072) is being negotiated.
 * @DIALER_STATE_ONLINE: addresses, routes and DNS are there.
 * @DIALER_STATE_HANGING_UP: the way down, whatever was begun; ends with proof that the line is down.
 * @DIALER_STATE_ENDED: nothing of the call is left; final.
 * @DIALER_STATE_WAITING: of a session only: no call; the next is due at a known time, or waits for a modem.
 */
typedef enum
{
  DIALER_STATE_PREPARING,
  DIALER_STATE_OPENING,
  DIALER_STATE_DIALING,
  DIALER_STATE_LOGIN,
  DIALER_STATE_NEGOTIATING,
  DIALER_STATE_AUTHENTICATING,
  DIALER_STATE_CONFIGURING,
  DIALER_STATE_ONLINE,
  DIALER_STATE_HANGING_UP,
  DIALER_STATE_ENDED,
  DIALER_STATE_WAITING,
} DialerState;

#define DIALER_N_STATES (DIALER_STATE_WAITING + 1)

/**
 * dialer_state_to_string:
 *
 * Returns: (transfer none): the state's word on the bus, such as "hanging-up"
 */
const char *dialer_state_to_string (DialerState state);

/** dialer_state_from_string: Returns: the state of that word; DIALER_STATE_PREPARING if there is none */
DialerState dialer_state_from_string (const char *word);

/**
 * dialer_state_may_follow:
 *
 * Returns: whether a call in state @from may enter state @to
 */
gboolean dialer_state_may_follow (DialerState from, DialerState to);

/**
 * dialer_state_get_deadline:
 *
 * How long a call may stay in @state before it is ended.  For DIALING and LOGIN the profile's own limits
 * (dial.carrier-timeout, login.timeout) come first; these are what nothing may exceed.
 *
 * Returns: seconds, 0 for no limit
 */
guint dialer_state_get_deadline (DialerState state);

/**
 * dialer_state_get_deadline_reason:
 * @detail: (out): more words, or %NULL
 *
 * Returns: why a call ends whose deadline for @state has passed; "none" when there is no deadline
 */
DialerReason dialer_state_get_deadline_reason (DialerState state, const char **detail);
