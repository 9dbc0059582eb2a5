/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A login in which somebody has a hand. */
#pragma once

#include "stand-in.h"

typedef struct _StandInLogin StandInLogin;

/** StandInLoginDone: @let_in: whether PPP begins; the login may be freed from it */
typedef void (*StandInLoginDone) (gboolean let_in, gpointer user_data);

/**
 * stand_in_login_new:
 * @dial: the Dial, which may have a socket with it
 *
 * Tells each message that comes ("hand d").
 *
 * Returns: (transfer full) (nullable): a login that has begun; %NULL if nobody has a hand in it
 */
StandInLogin *stand_in_login_new (GDBusMethodInvocation *dial, StandInLoginDone done, gpointer user_data);
void stand_in_login_free (StandInLogin *self);
