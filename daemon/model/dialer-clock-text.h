/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Days of the week and times of the day, as settings and tariffs have them. */
#pragma once

#include <glib.h>

/**
 * dialer_clock_text_take_days:
 * @text: (inout): where to read, perhaps hostile; moved behind what was taken
 * @first: (out): 0 is Monday
 * @n: (out): how many days from then on; Sat-Mon is three
 *
 * Takes "Mon" or "Mon-Fri"; capitals do not matter.
 *
 * Returns: whether that stands there; if not, @text may have been moved
 */
gboolean dialer_clock_text_take_days (const char **text, guint *first, guint *n);

/**
 * dialer_clock_text_take_times:
 * @begin: (out): minutes since midnight, below 1440
 * @end: (out): likewise, at most 1440; not after @begin when it is on the next day
 *
 * Takes "08:00-18:00".
 *
 * Returns: whether that stands there; if not, @text may have been moved
 */
gboolean dialer_clock_text_take_times (const char **text, guint *begin, guint *end);
