/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What pppd's end is called, for every way in which it may end. */
#include "dialer-ppp-outcome.h"

typedef struct
{
  DialerPppFacts facts;
  DialerReason reason;
} Case;

static const Case cases[] = {
  /* Nothing was heard of the peer. */
  { { .state = DIALER_STATE_NEGOTIATING, .exit_status = 10 }, DIALER_REASON_NO_PPP },
  { { .state = DIALER_STATE_NEGOTIATING, .exit_status = 17 }, DIALER_REASON_NO_PPP },
  { { .state = DIALER_STATE_NEGOTIATING, .exit_status = 16 }, DIALER_REASON_CARRIER_LOST },
  /* The peer would not have us. */
  { { .state = DIALER_STATE_NEGOTIATING, .exit_status = 10, .peer_spoke = TRUE }, DIALER_REASON_PEER_REFUSED },
  { { .state = DIALER_STATE_NEGOTIATING, .exit_status = 5, .peer_spoke = TRUE, .peer_terminated = TRUE },
    DIALER_REASON_PEER_REFUSED },
  { { .state = DIALER_STATE_AUTHENTICATING, .exit_status = 19, .peer_spoke = TRUE }, DIALER_REASON_AUTH_FAILED },
  /* It refuses the password and hangs up: which of the two pppd tells of is chance. */
  { { .state = DIALER_STATE_AUTHENTICATING, .exit_status = 16, .peer_spoke = TRUE, .auth_refused = TRUE },
    DIALER_REASON_AUTH_FAILED },
  { { .state = DIALER_STATE_AUTHENTICATING, .exit_status = 5, .peer_terminated = TRUE, .auth_refused = TRUE },
    DIALER_REASON_AUTH_FAILED },
  { { .state = DIALER_STATE_AUTHENTICATING, .exit_status = 19, .auth_refused = TRUE, .secret_missing = TRUE },
    DIALER_REASON_NO_SECRET },
  { { .state = DIALER_STATE_CONFIGURING, .exit_status = 10, .peer_spoke = TRUE }, DIALER_REASON_ADDRESS_FAILED },
  { { .state = DIALER_STATE_CONFIGURING, .exit_status = 16, .peer_accepted = TRUE, .peer_terminated = TRUE },
    DIALER_REASON_ADDRESS_FAILED },
  /* It wants us to prove who we are, and we would not; to pppd that is the network phase already. */
  { { .state = DIALER_STATE_CONFIGURING, .exit_status = 16, .peer_spoke = TRUE, .peer_terminated = TRUE },
    DIALER_REASON_PEER_REFUSED },
  /* Online, and then. */
  { { .state = DIALER_STATE_ONLINE, .exit_status = 16, .peer_spoke = TRUE }, DIALER_REASON_CARRIER_LOST },
  { { .state = DIALER_STATE_ONLINE, .exit_status = 15, .peer_spoke = TRUE }, DIALER_REASON_LINK_DEAD },
  { { .state = DIALER_STATE_ONLINE, .exit_status = 12, .peer_spoke = TRUE }, DIALER_REASON_IDLE },
  { { .state = DIALER_STATE_ONLINE, .exit_status = 13, .peer_spoke = TRUE }, DIALER_REASON_TIME_LIMIT },
  { { .state = DIALER_STATE_ONLINE, .exit_status = 5, .peer_spoke = TRUE, .peer_terminated = TRUE },
    DIALER_REASON_PEER_HANGUP },
  /* pppd itself. */
  { { .state = DIALER_STATE_DIALING, .exit_status = 2 }, DIALER_REASON_PPPD_FAILED },
  { { .state = DIALER_STATE_ONLINE, .exit_status = -9, .peer_spoke = TRUE }, DIALER_REASON_PPPD_FAILED },
};

static void
test_every_end (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DialerReason reason = dialer_ppp_outcome_to_reason (&cases[i].facts);

      g_test_message ("case %u: %s", i, dialer_reason_to_string (reason));
      g_assert_cmpstr (dialer_reason_to_string (reason), ==, dialer_reason_to_string (cases[i].reason));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/ppp-outcome/every-end", test_every_end);
  return g_test_run ();
}
