/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Somebody who waits for a session to be online. */
#pragma once

#include "dialer-manager.h"

/**
 * dialer_dial_wait:
 * @session: one that has been made, has redialled, or is shared
 * @begun: whether it is to end when the caller leaves
 * @answer: (transfer floating): what he gets when it is online
 * @invocation: (transfer full): of Profile.Dial or Profile.Lease
 *
 * Answers @invocation when @session is online (with @answer) or over (with an error of the reason's kind).  If the
 * caller leaves the bus before, a session that was begun for him ends with "owner-gone": a crashed terminal leaves no
 * line open.
 */
void dialer_dial_wait (DialerSession *session, gboolean begun, GVariant *answer, GDBusMethodInvocation *invocation);
