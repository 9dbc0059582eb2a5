/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who may do what: every method goes through here. */
#pragma once

#include <gio/gio.h>

/**
 * DialerOwnership:
 * @owned: whether the object has owners at all; if not, everybody counts as the owner
 * @owners: user ids, the same twice when there is one
 * @users: (nullable): names or ids of those whom the owner lets dial
 */
typedef struct
{
  gboolean owned;
  guint owners[2];
  const char *const *users;
} DialerOwnership;

/**
 * DialerAllowed:
 * @target: the object whose method it is
 * @invocation: (transfer full): to be answered
 * @uid: user id of the caller
 *
 * Called when the caller may do what he asks.  Time has passed since he asked: look at the state again.
 */
typedef void (*DialerAllowed) (gpointer target, GDBusMethodInvocation *invocation, guint uid);

/**
 * dialer_authority_check:
 * @target: is kept alive meanwhile
 * @invocation: (transfer full): its method's annotations in the XML say which polkit action is needed
 * @ownership: whose @target is
 * @allowed: called on the main thread if the caller may; else the invocation is answered with NotAuthorized
 *
 * Asks polkit without waiting, and lets it ask the user only if the caller's message says so.  A method without a
 * declared action is refused.  The superuser is not asked about: he could do all that without us.
 */
void dialer_authority_check (gpointer target, GDBusMethodInvocation *invocation, const DialerOwnership *ownership,
                             DialerAllowed allowed);

/**
 * dialer_authority_attach:
 * @connection: on which the invocations will come
 *
 * From now on what is too much or too long does not come so far; see #DialerAdmission.
 */
void dialer_authority_attach (GDBusConnection *connection);

/** dialer_authority_detach: undoes it; nothing may be checked any more */
void dialer_authority_detach (GDBusConnection *connection);

/**
 * dialer_authority_get_action:
 * @relation_is_owner: whether the caller owns the object
 * @relation_is_user: whether its owner lets him dial
 *
 * Returns: (transfer none) (nullable): the polkit action that @method's annotations ask for, "none", or %NULL: refuse
 */
const char *dialer_authority_get_action (const GDBusMethodInfo *method, gboolean relation_is_owner,
                                         gboolean relation_is_user);
