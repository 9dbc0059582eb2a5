/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The redials of a session: asks the policy, and waits. */
#pragma once

#include "dialer-history.h"
#include "dialer-settings.h"

typedef struct _DialerRedial DialerRedial;

/**
 * DialerRedialFunc:
 * @due: whether the next call is; else the machine's clock was set, and dialer_redial_get_time() tells another time
 */
typedef void (*DialerRedialFunc) (gboolean due, gpointer user_data);

/**
 * dialer_redial_new:
 * @history: outlives it
 * @settings: dial.order, the group "redial" and limit.windows are taken from it
 * @numbers: as the modem is told them; none where nothing is dialled
 *
 * Returns: (transfer full): the redials of a session that has not begun
 */
DialerRedial *dialer_redial_new (DialerHistory *history, DialerSettings *settings, const char *const *numbers,
                                 DialerRedialFunc func, gpointer user_data);
void dialer_redial_free (DialerRedial *self);

/**
 * dialer_redial_begin:
 * @modems: ids of those that would do, the best first
 *
 * Chooses the first number.
 */
void dialer_redial_begin (DialerRedial *self, const char *const *modems);

/**
 * dialer_redial_go_on:
 * @last: the call that has just ended, in the history too
 * @refusal: (out): why there is no other call although the settings want one, or DIALER_REASON_NONE
 *
 * Returns: whether another call follows; then its number is chosen, and it is either due or to be waited for
 */
gboolean dialer_redial_go_on (DialerRedial *self, const DialerAttempt *last, const char *const *modems,
                              DialerReason *refusal);

/**
 * dialer_redial_get_rest:
 * @settings: of a session that has ended
 * @record: of its last call
 * @reason: why the session has ended
 *
 * Returns: for how long nothing is to dial by itself what @record was for, in microseconds; %G_MAXINT64 until
 *   somebody has done something about it
 */
gint64 dialer_redial_get_rest (DialerHistory *history, DialerSettings *settings, const DialerCallRecord *record,
                               DialerReason reason);

/** dialer_redial_get_number: Returns: the place of the chosen number in the list */
guint dialer_redial_get_number (DialerRedial *self);

/** dialer_redial_get_modem: Returns: (transfer none) (nullable): the id of the modem to take; %NULL for any */
const char *dialer_redial_get_modem (DialerRedial *self);

/** dialer_redial_is_due: Returns: whether the chosen number is to be dialled at once */
gboolean dialer_redial_is_due (DialerRedial *self);

/**
 * dialer_redial_wait:
 *
 * Waits until it is, and calls back.  The pause counts while the machine sleeps, and does not change when its clock is
 * set; a machine that sleeps is not woken up.
 */
void dialer_redial_wait (DialerRedial *self);

/** dialer_redial_stop: waits no longer */
void dialer_redial_stop (DialerRedial *self);

/** dialer_redial_get_time: Returns: until when it waits, in seconds since 1970-01-01 UTC; 0 if it does not wait */
gint64 dialer_redial_get_time (DialerRedial *self);
