/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The escape sequence with guard time (S2, S12): pure, the clock is handed in. */
#pragma once

#include <glib.h>

/** ExchangeEscape: what has been seen of "+++"; zeroed for a line on which nothing was sent yet */
typedef struct
{
  guint seen;       /* escape characters so far */
  gint64 last_byte; /* when the latest byte came */
} ExchangeEscape;

/**
 * exchange_escape_feed:
 * @character: S2; above 127 there is no escape
 * @guard_us: S12
 * @now: µs, monotonic
 *
 * Returns: whether the sequence stands complete, if only nothing more comes for @guard_us
 */
gboolean exchange_escape_feed (ExchangeEscape *self, const guint8 *bytes, gsize length, guint character,
                               gint64 guard_us, gint64 now);
