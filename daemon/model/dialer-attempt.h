/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One earlier call of a number, as far as it bears on when that number may be dialled again. */
#pragma once

#include <glib.h>

#include "dialer-reason.h"
#include "dialer-state.h"

/**
 * DialerAttempt:
 * @number: as the modem was told it
 * @modem: (nullable): the modem's id
 * @started: when, in microseconds since 1970-01-01 UTC
 * @ended: likewise
 * @online_seconds: how long it was online
 * @connect_speed: bit/s as the modem told with CONNECT, 0 while unknown
 * @reason: why it ended
 * @reached: the furthest state on the way up
 */
typedef struct
{
  char *number;
  char *modem;
  gint64 started;
  gint64 ended;
  guint64 online_seconds;
  guint connect_speed;
  DialerReason reason;
  DialerState reached;
} DialerAttempt;

/** dialer_attempt_free: with its texts */
void dialer_attempt_free (DialerAttempt *self);

/** dialer_attempt_was_ended_here: Returns: whether neither the number nor the modem had anything to do with its end */
gboolean dialer_attempt_was_ended_here (const DialerAttempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerAttempt, dialer_attempt_free)
