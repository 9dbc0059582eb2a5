/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A profile in use: its calls, one after the other. */
#pragma once

#include "dialer-call.h"
#include "dialer-dial-request.h"
#include "dialer-lease-book.h"
#include "dialer-modem-queue.h"
#include "dialer-profile.h"

#define DIALER_TYPE_SESSION (dialer_session_get_type ())
G_DECLARE_FINAL_TYPE (DialerSession, dialer_session, DIALER, SESSION, GObject)

/**
 * dialer_session_new:
 * @serial: what tells it from all others while the daemon runs
 *
 * Checks all that can be checked without a modem.
 *
 * Returns: (transfer full) (nullable): a session that has not begun, or %NULL with DIALER_ERROR_INVALID_ARGUMENT or
 *   DIALER_ERROR_NOT_AUTHORIZED set
 */
DialerSession *dialer_session_new (const DialerTools *tools, DialerModemQueue *queue, DialerProfile *profile,
                                   guint serial, const DialerDialRequest *request, GError **error);

/** dialer_session_has_modem: Returns: whether a modem for its first call is there, and free */
gboolean dialer_session_has_modem (DialerSession *self);

/**
 * dialer_session_find_refusal:
 *
 * Returns: (transfer full) (nullable): what keeps it from its first call although a modem is there (a number, the time,
 *   a budget), for people; %NULL for nothing
 */
char *dialer_session_find_refusal (DialerSession *self);

/** dialer_session_start: makes the first call */
void dialer_session_start (DialerSession *self);

/** dialer_session_dial_now: does not wait for a redial any longer; Returns: whether it has waited for one */
gboolean dialer_session_dial_now (DialerSession *self);

/** dialer_session_end: hangs up, whatever the state; "ended" follows when the line is proven down */
void dialer_session_end (DialerSession *self, DialerReason reason);

/** dialer_session_is_ending: Returns: whether somebody has asked for its end, which is to come */
gboolean dialer_session_is_ending (DialerSession *self);

/** dialer_session_get_leases: Returns: (transfer none): who needs it until when */
DialerLeaseBook *dialer_session_get_leases (DialerSession *self);

#define DIALER_SESSION_LONGEST_EXTENSION 86400

/**
 * dialer_session_extend:
 * @seconds: 1 to DIALER_SESSION_LONGEST_EXTENSION
 *
 * No limit of the profile ends the call in the next @seconds, but for its budgets.
 *
 * Returns: %FALSE with DIALER_ERROR_INVALID_ARGUMENT or, when it is not online, DIALER_ERROR_FAILED set
 */
gboolean dialer_session_extend (DialerSession *self, guint seconds, GError **error);

/** dialer_session_lift_budgets: no budget ends it any more, or keeps it from a call */
void dialer_session_lift_budgets (DialerSession *self);

/**
 * dialer_session_preview:
 * @minutes: for how long the first call is supposed to last
 * @details: (out) (transfer floating): an a{sv} of what the first call would be, as Profile.Preview tells it
 *
 * For a session that is never started.
 *
 * Returns: (transfer full) (nullable): what a modem would be told, a number a line, or %NULL with the error of
 *   DIALER_REASON_NUMBER_REFUSED set
 */
GStrv dialer_session_preview (DialerSession *self, guint minutes, GVariant **details, GError **error);

guint dialer_session_get_serial (DialerSession *self);
DialerProfile *dialer_session_get_profile (DialerSession *self);

/** dialer_session_get_settings: Returns: (transfer none): the profile's, with what the request put in their place */
DialerSettings *dialer_session_get_settings (DialerSession *self);

/** dialer_session_get_user: Returns: user id of who dialled */
guint dialer_session_get_user (DialerSession *self);

/**
 * dialer_session_get_state:
 *
 * Returns: the call's state; DIALER_STATE_WAITING while the modem for it is in use, or a redial is to come;
 *   DIALER_STATE_ENDED only if no call follows
 */
DialerState dialer_session_get_state (DialerSession *self);

/** dialer_session_get_attempt: Returns: how many calls there have been, the current one included */
guint dialer_session_get_attempt (DialerSession *self);

/** dialer_session_get_reason: Returns: why the session has ended; before, why its current or last call has */
DialerReason dialer_session_get_reason (DialerSession *self);

/** dialer_session_get_redial_time: Returns: of a redial that is waited for, in seconds since 1970-01-01 UTC; else 0 */
gint64 dialer_session_get_redial_time (DialerSession *self);

/** dialer_session_get_next_number: Returns: (transfer none) (nullable): of that redial, if a number is dialled */
const char *dialer_session_get_next_number (DialerSession *self);

/** dialer_session_get_modem: Returns: (transfer none) (nullable): the modem of the current call */
DialerModem *dialer_session_get_modem (DialerSession *self);

/**
 * dialer_session_get_record:
 *
 * Returns: (transfer none) (nullable): of the current call, or of that for which a modem is waited for; of the
 *   last while a redial is; %NULL before the first
 */
DialerCallRecord *dialer_session_get_record (DialerSession *self);

/**
 * DialerSession::changed:
 *
 * Anything that the getters tell has changed.
 *
 * DialerSession::limit-near:
 * @limit: its key in the group "limit"
 * @left: seconds, of "data" bytes, until it ends the call
 *
 * DialerSession::ended:
 *
 * It is over; its last record is the profile's now.
 */
