/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Looks for the escape sequence in what a modem passes on, and waits for the silence after it. */
#pragma once

#include "exchange-at.h"

typedef struct _ExchangeGuard ExchangeGuard;

/** ExchangeEscaped: the sequence came, and the silence after it */
typedef void (*ExchangeEscaped) (gpointer owner);

/** exchange_guard_new: @at: the modem's settings, S2 and S12 among them, which outlive the guard */
ExchangeGuard *exchange_guard_new (const ExchangeAt *at, ExchangeEscaped escaped, gpointer owner);
void exchange_guard_free (ExchangeGuard *self);

/** exchange_guard_start: the modem begins to pass data; @silent: nothing was sent on this call yet */
void exchange_guard_start (ExchangeGuard *self, gboolean silent);

/** exchange_guard_stop: it passes data no longer */
void exchange_guard_stop (ExchangeGuard *self);

void exchange_guard_feed (ExchangeGuard *self, const guint8 *bytes, gsize length);
