/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The switchboard: all sessions there are. */
#pragma once

#include "dialer-session.h"

#define DIALER_TYPE_MANAGER (dialer_manager_get_type ())
G_DECLARE_FINAL_TYPE (DialerManager, dialer_manager, DIALER, MANAGER, GObject)

/**
 * dialer_manager_new:
 * @tools: outlives it
 * @pool: before it is loaded
 *
 * Returns: (transfer full): a switchboard without sessions
 */
DialerManager *dialer_manager_new (const DialerTools *tools, DialerModemPool *pool);

/**
 * dialer_manager_dial:
 *
 * Makes a session, emits "added", and starts it.  If the profile has one that waits for a redial, and @request wants
 * nothing else, that one dials now; if it has one that is there for leases only, and is @request's user's or the
 * profile is his, it is kept when they end.
 *
 * Returns: (transfer full) (nullable): the session, which may have ended already, or %NULL with
 *   DIALER_ERROR_INVALID_ARGUMENT, DIALER_ERROR_NOT_AUTHORIZED or DIALER_ERROR_BUSY (the profile has one) set
 */
DialerSession *dialer_manager_dial (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request,
                                    GError **error);

/**
 * dialer_manager_lease:
 * @request: of a session, if there is none yet
 * @lease: its id is chosen here
 * @watch: (transfer full): as with dialer_lease_book_add()
 * @id: (out): what the lease is released with
 *
 * Adds a lease to the session of @profile, which is made if there is none: then it ends with its leases.
 *
 * Returns: (transfer full) (nullable): the session, which may have ended already, or %NULL with the errors of
 *   dialer_manager_dial() set, DIALER_ERROR_BUSY also when the user has too many leases, or the session is ending
 */
DialerSession *dialer_manager_lease (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request,
                                     const DialerLease *lease, gpointer watch, GDestroyNotify end_watch, guint *id,
                                     GError **error);

/** dialer_manager_drop_leases: ends all leases of @holder, who has left */
void dialer_manager_drop_leases (DialerManager *self, const char *holder);

/**
 * dialer_manager_has_modem:
 *
 * Returns: whether a modem is there, and free, with which dialer_manager_dial() would begin; also if it would fail
 *   before there is a call
 */
gboolean dialer_manager_has_modem (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request);

/**
 * dialer_manager_find_refusal:
 *
 * Returns: (transfer full) (nullable): what would keep dialer_manager_dial() from a call although a modem is there and
 *   free (a number, the time, a budget), for people; %NULL for nothing, and where it would fail before there is a call
 */
char *dialer_manager_find_refusal (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request);

/** dialer_manager_preview: as dialer_session_preview(), of the session that dialer_manager_dial() would make */
GStrv dialer_manager_preview (DialerManager *self, DialerProfile *profile, const DialerDialRequest *request,
                              guint minutes, GVariant **details, GError **error);

/** dialer_manager_find_session: Returns: (transfer none) (nullable): the session that uses @profile */
DialerSession *dialer_manager_find_session (DialerManager *self, DialerProfile *profile);

/** dialer_manager_count_sessions: Returns: how many there are */
guint dialer_manager_count_sessions (DialerManager *self);

/** dialer_manager_end_all: hangs up everything, and from now on dials no more; "removed" tells of each end */
void dialer_manager_end_all (DialerManager *self, DialerReason reason);

/**
 * dialer_manager_sleep:
 *
 * Hangs up everything (DIALER_REASON_ASLEEP), and dials no more until dialer_manager_wake().
 *
 * Returns: (transfer full) (element-type DialerProfile): those in use until now
 */
GPtrArray *dialer_manager_sleep (DialerManager *self);
void dialer_manager_wake (DialerManager *self);

/** dialer_manager_is_asleep: Returns: whether it was sent to sleep, and not woken yet */
gboolean dialer_manager_is_asleep (DialerManager *self);

/** dialer_manager_ask_restart: emits "restart-asked": something can only be begun anew with the whole daemon */
void dialer_manager_ask_restart (DialerManager *self);

/**
 * DialerManager::restart-asked:
 *
 * DialerManager::added:
 * @session: a #DialerSession, before its first call
 *
 * DialerManager::removed:
 * @session: a #DialerSession that has ended
 */
