/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* When calls may be made: times of the week. */
#pragma once

#include <glib.h>

/** DialerWindows: what limit.windows says, as one set of minutes of the week */
typedef struct _DialerWindows DialerWindows;

/** dialer_windows_check: Returns: whether @text, perhaps hostile, is one window, such as "Mon-Fri 08:00-18:00" */
gboolean dialer_windows_check (const char *text);

/**
 * dialer_windows_parse:
 * @list: windows separated by `;`: days, times, or both; a time whose end is not after its begin lasts into the
 *   next day
 *
 * Returns: (transfer full) (nullable): all of them together, %NULL if @list is empty, or one of them can't be right
 */
DialerWindows *dialer_windows_parse (const char *list);
void dialer_windows_free (DialerWindows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerWindows, dialer_windows_free)

/**
 * dialer_windows_contains:
 * @time: seconds since 1970-01-01 UTC
 * @zone: whose clock the windows mean
 *
 * Returns: whether a call may be made then
 */
gboolean dialer_windows_contains (DialerWindows *self, gint64 time, GTimeZone *zone);

/**
 * dialer_windows_get_change:
 *
 * Returns: when, after @time, calls may be made no longer, or may be made again: seconds since 1970-01-01 UTC;
 *   %G_MAXINT64 for never
 */
gint64 dialer_windows_get_change (DialerWindows *self, gint64 time, GTimeZone *zone);
