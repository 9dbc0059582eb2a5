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
