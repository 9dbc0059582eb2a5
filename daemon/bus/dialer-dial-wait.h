/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Somebody who dialled and waits for the outcome. */
#pragma once

#include "dialer-manager.h"

/**
 * dialer_dial_wait:
 * @session: a session that has just been made, or has just redialled
 * @begun: whether it was made for this Dial
 * @invocation: (transfer full): of Profile.Dial
 *
 * Answers @invocation when @session is online (with its path) or over (with an error of the reason's kind).  If the
 * caller leaves the bus before, a session that was begun for him ends with "owner-gone": a crashed terminal leaves no
 * line open.
 */
void dialer_dial_wait (DialerSession *session, gboolean begun, GDBusMethodInvocation *invocation);
