/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words for a person: times, durations, and text of strangers made safe for a terminal. */
#pragma once

#include <glib.h>

/**
 * dialctl_text_make_printable:
 * @text: (nullable): perhaps from a modem, a peer or another user
 *
 * Replaces control characters and what is no UTF-8, so that the text can't steer the terminal it is shown on.
 *
 * Returns: (transfer full): one line
 */
char *dialctl_text_make_printable (const char *text);

/**
 * dialctl_text_make_harmless:
 * @text: (array length=length): likewise
 *
 * As dialctl_text_make_printable(), but keeps what only moves in the line and to the next: line ends, tabs, backspaces.
 *
 * Returns: (transfer full): the text
 */
char *dialctl_text_make_harmless (const char *text, gsize length);

/**
 * dialctl_text_get_width:
 * @text: UTF-8 without control characters
 *
 * Returns: the number of terminal cells that @text takes
 */
guint dialctl_text_get_width (const char *text);

/**
 * dialctl_text_format_duration:
 *
 * Returns: (transfer full): such as "42 s", "3 min 12 s", "2 h 05 min"
 */
char *dialctl_text_format_duration (guint64 seconds);

/**
 * dialctl_text_format_amount:
 * @micro: millionths
 *
 * Returns: (transfer full): such as "0.12" or "0.000348": with two digits behind the point, or as many as it takes
 */
char *dialctl_text_format_amount (guint64 micro);

/**
 * dialctl_text_format_money:
 * @micro: millionths
 * @currency: (nullable): such as "EUR"
 *
 * Returns: (transfer full): such as "0.12 EUR", rounded to at most four digits behind the point
 */
char *dialctl_text_format_money (guint64 micro, const char *currency);

/**
 * dialctl_text_format_clock:
 * @seconds: since 1970-01-01 UTC
 *
 * Returns: (transfer full): the local time of day, such as "17:04:05"
 */
char *dialctl_text_format_clock (guint64 seconds);

/**
 * dialctl_text_format_timestamp:
 * @time: local time or UTC
 *
 * Returns: (transfer full): an RFC 3339 time of @time in UTC, with fractions if it has any
 */
char *dialctl_text_format_timestamp (GDateTime *time);

/**
 * dialctl_text_format_owner:
 *
 * Returns: (transfer full): the name of the user @uid, or its number; "system" for 0
 */
char *dialctl_text_format_owner (guint32 uid);

/**
 * dialctl_text_choose:
 * @unicode: a sign outside ASCII
 * @ascii: what stands for it where the locale can't show it
 *
 * Returns: (transfer none): one of the two
 */
const char *dialctl_text_choose (const char *unicode, const char *ascii);
