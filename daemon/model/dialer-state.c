/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One table says all that is to be known of a state. */
#include "dialer-state.h"

#define TO(state) (1u << DIALER_STATE_##state)

static const struct
{
  const char *word;
  guint successors;
  guint deadline_s;
  DialerReason late; /* what it means when the deadline passes */
  const char *late_detail;
} states[DIALER_N_STATES] = {
  [DIALER_STATE_PREPARING] = { "preparing", TO (OPENING) | TO (HANGING_UP), 30, DIALER_REASON_SECRET_LOCKED,
                               "the secret store did not answer in time" },
  /* On a direct line there is nothing to dial. */
  [DIALER_STATE_OPENING] = { "opening", TO (DIALING) | TO (LOGIN) | TO (NEGOTIATING) | TO (HANGING_UP), 45,
                             DIALER_REASON_MODEM_SILENT },
  /* Some cellular networks tell the address, without PPP. */
  [DIALER_STATE_DIALING] = { "dialing", TO (LOGIN) | TO (NEGOTIATING) | TO (CONFIGURING) | TO (HANGING_UP), 600,
                             DIALER_REASON_NO_CARRIER },
  [DIALER_STATE_LOGIN] = { "login", TO (NEGOTIATING) | TO (HANGING_UP), 600, DIALER_REASON_LOGIN_TIMEOUT },
  /* A peer that wants no authentication goes straight to the network phase (RFC 1661 3.2). */
  [DIALER_STATE_NEGOTIATING] = { "negotiating", TO (AUTHENTICATING) | TO (CONFIGURING) | TO (HANGING_UP), 60,
                                 DIALER_REASON_NO_PPP },
  [DIALER_STATE_AUTHENTICATING] = { "authenticating", TO (CONFIGURING) | TO (HANGING_UP), 60,
                                    DIALER_REASON_PEER_REFUSED,
                                    "the peer did not answer to our credentials in time" },
  [DIALER_STATE_CONFIGURING] = { "configuring", TO (ONLINE) | TO (HANGING_UP), 60, DIALER_REASON_ADDRESS_FAILED },
  [DIALER_STATE_ONLINE] = { "online", TO (HANGING_UP), 0 },
  [DIALER_STATE_HANGING_UP] = { "hanging-up", TO (ENDED), 30, DIALER_REASON_LINE_STUCK },
  [DIALER_STATE_ENDED] = { "ended", 0, 0 },
  /* Of a session, whose other states are its call's: never entered by a call. */
  [DIALER_STATE_WAITING] = { "waiting", 0, 0 },
};

const char *
dialer_state_to_string (DialerState state)
{
  return states[state].word;
}

DialerState
dialer_state_from_string (const char *word)
{
  for (guint i = 0; i < DIALER_N_STATES; i++)
    if (g_str_equal (states[i].word, word))
      return i;
  return DIALER_STATE_PREPARING;
}

gboolean
dialer_state_may_follow (DialerState from, DialerState to)
{
  return (states[from].successors & (1u << to)) != 0;
}

guint
dialer_state_get_deadline (DialerState state)
{
  return states[state].deadline_s;
}

DialerReason
dialer_state_get_deadline_reason (DialerState state, const char **detail)
{
  *detail = states[state].late_detail;
  return states[state].late;
}
