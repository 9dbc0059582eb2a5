/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Why a call ended: as data, so that a redial policy, an exit code and a person can each make something of it. */
#pragma once

#include <glib.h>

/**
 * DialerReason:
 *
 * The order is that of the manual; words, sentences and advice stand in one table in the .c file.
 */
typedef enum
{
  DIALER_REASON_NONE, /* the call goes up, or is online */
  DIALER_REASON_USER,
  DIALER_REASON_OWNER_GONE,
  DIALER_REASON_NO_MODEM,
  DIALER_REASON_MODEM_BUSY,
  DIALER_REASON_MODEM_SILENT,
  DIALER_REASON_MODEM_ERROR,
  DIALER_REASON_MODEM_GONE,
  DIALER_REASON_MODEM_MANAGER_GONE,
  DIALER_REASON_SIM_MISSING,
  DIALER_REASON_PIN_NEEDED,
  DIALER_REASON_PIN_WRONG,
  DIALER_REASON_PUK_NEEDED,
  DIALER_REASON_NO_COVERAGE,
  DIALER_REASON_REGISTRATION_DENIED,
  DIALER_REASON_ROAMING_REFUSED,
  DIALER_REASON_APN_REFUSED,
  DIALER_REASON_NO_DIALTONE,
  DIALER_REASON_BUSY,
  DIALER_REASON_NO_ANSWER,
  DIALER_REASON_NO_CARRIER,
  DIALER_REASON_DELAYED,
  DIALER_REASON_BLACKLISTED,
  DIALER_REASON_VOICE_ANSWER,
  DIALER_REASON_NUMBER_REFUSED,
  DIALER_REASON_LOGIN_FAILED,
  DIALER_REASON_LOGIN_TIMEOUT,
  DIALER_REASON_NO_PPP,
  DIALER_REASON_AUTH_FAILED,
  DIALER_REASON_PEER_REFUSED,
  DIALER_REASON_ADDRESS_FAILED,
  DIALER_REASON_PROBE_FAILED,
  DIALER_REASON_CARRIER_LOST,
  DIALER_REASON_PEER_HANGUP,
  DIALER_REASON_LINK_DEAD,
  DIALER_REASON_IDLE,
  DIALER_REASON_TIME_LIMIT,
  DIALER_REASON_DATA_LIMIT,
  DIALER_REASON_COST_LIMIT,
  DIALER_REASON_OUTSIDE_WINDOW,
  DIALER_REASON_NO_SECRET,
  DIALER_REASON_SECRET_LOCKED,
  DIALER_REASON_CANCELLED,
  DIALER_REASON_PPPD_FAILED,
  DIALER_REASON_DAEMON_STOPPED,
  DIALER_REASON_ASLEEP,
  DIALER_REASON_INTERRUPTED,
  DIALER_REASON_LINE_STUCK,
  DIALER_REASON_INTERNAL,
} DialerReason;

#define DIALER_N_REASONS (DIALER_REASON_INTERNAL + 1)

/**
 * dialer_reason_to_string:
 *
 * Returns: (transfer none): the reason's word on the bus, such as "no-dialtone"; "" for none
 */
const char *dialer_reason_to_string (DialerReason reason);

/** dialer_reason_from_string: Returns: the reason of that word; DIALER_REASON_INTERNAL if there is none */
DialerReason dialer_reason_from_string (const char *word);

/**
 * dialer_reason_get_sentence:
 *
 * Returns: (transfer none): what happened, for a person: one sentence without the full stop
 */
const char *dialer_reason_get_sentence (DialerReason reason);

/**
 * dialer_reason_get_advice:
 *
 * Returns: (transfer none): what to do next: one sentence without the full stop, or "" when nothing is to be done
 */
const char *dialer_reason_get_advice (DialerReason reason);

/** dialer_reason_from_modem_error: Returns: what an error of the port or the modem means for a call */
DialerReason dialer_reason_from_modem_error (const GError *error);

/**
 * dialer_reason_is_worth_redial:
 *
 * Returns: whether another try may end better without anybody doing something in between
 */
gboolean dialer_reason_is_worth_redial (DialerReason reason);

/**
 * dialer_reason_blames_modem:
 *
 * Returns: whether the modem failed, or what it hangs on, so that another may do better with the same number
 */
gboolean dialer_reason_blames_modem (DialerReason reason);

/**
 * dialer_reason_get_error_code:
 *
 * Returns: the #DialerError with which a Dial that waited fails for @reason
 */
int dialer_reason_get_error_code (DialerReason reason);

#define DIALER_REASON_ERROR (dialer_reason_error_quark ())

/**
 * dialer_reason_error_quark:
 *
 * Returns: the domain of errors whose code is a #DialerReason and whose message is the detail of a call's record, or
 *   ""; they stay inside the daemon
 */
GQuark dialer_reason_error_quark (void);

/** dialer_reason_set_error: sets an error of DIALER_REASON_ERROR; @detail may be %NULL */
void dialer_reason_set_error (GError **error, DialerReason reason, const char *detail);

/** dialer_reason_from_error: Returns: the reason in @error; "internal" if it is of another domain */
DialerReason dialer_reason_from_error (const GError *error);
