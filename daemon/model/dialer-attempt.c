/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A call of the past. */
#include "dialer-attempt.h"

void
dialer_attempt_free (DialerAttempt *self)
{
  g_free (self->number);
  g_free (self->modem);
  g_free (self);
}

gboolean
dialer_attempt_was_ended_here (const DialerAttempt *self)
{
  static const DialerReason ours[]
    = { DIALER_REASON_USER,       DIALER_REASON_OWNER_GONE, DIALER_REASON_CANCELLED,
        DIALER_REASON_IDLE,       DIALER_REASON_TIME_LIMIT, DIALER_REASON_DATA_LIMIT,
        DIALER_REASON_COST_LIMIT, DIALER_REASON_OUTSIDE_WINDOW,
        DIALER_REASON_DAEMON_STOPPED, DIALER_REASON_ASLEEP, DIALER_REASON_INTERRUPTED };

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    if (self->reason == ours[i])
      return TRUE;
  return FALSE;
}
