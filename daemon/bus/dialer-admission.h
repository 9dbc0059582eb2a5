/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who calls us, and how much of it is unanswered. */
#pragma once

#include <gio/gio.h>

/* Of one user, on all his connections; and of a connection as long as the bus has not told whose it is. */
#define DIALER_REQUESTS_MAX 32

/* Bytes of arguments: a profile with a long login script is some thousand. */
#define DIALER_REQUEST_SIZE_MAX (256 * 1024)

/**
 * DialerAdmission:
 *
 * Sees each method call before the main loop does, which would keep others waiting with whatever it has to refuse: on
 * GDBus's own thread.  What is too long, or more than a user may have, is answered there, with
 * DIALER_ERROR_INVALID_ARGUMENT or DIALER_ERROR_BUSY, and goes no further.  A call counts until it is answered, or,
 * where nobody is left to be answered, forgotten.  The superuser's are not limited in number.
 */
typedef struct _DialerAdmission DialerAdmission;

/**
 * DialerIdentified:
 * @known: %FALSE if the caller has left the bus
 * @uid: his user id
 */
typedef void (*DialerIdentified) (gboolean known, guint uid, gpointer user_data);

/** dialer_admission_new: Returns: (transfer full): looks at all that comes on @connection from now on */
DialerAdmission *dialer_admission_new (GDBusConnection *connection);

/** dialer_admission_stop: lets all through that comes on @connection, for which it was made */
void dialer_admission_stop (DialerAdmission *self, GDBusConnection *connection);

/** dialer_admission_unref: what is unanswered keeps it alive */
void dialer_admission_unref (DialerAdmission *self);

/**
 * dialer_admission_identify:
 * @name: the unique name of a caller
 * @callback: is called on the main thread, perhaps before this returns, and in the order in which was asked about @name
 *
 * Asks the bus once for each name: no other gets it as long as there is this connection.
 */
void dialer_admission_identify (DialerAdmission *self, GDBusConnection *connection, const char *name,
                                DialerIdentified callback, gpointer user_data);

/** dialer_admission_count: Returns: how many calls of user @uid are unanswered */
guint dialer_admission_count (DialerAdmission *self, guint uid);
