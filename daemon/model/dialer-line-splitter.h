/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Makes lines of the bytes that come from a modem. */
#pragma once

#include <glib.h>

/**
 * DialerLineSplitter:
 *
 * Takes CR, LF or both as a line's end, as modems do (S3 and S4 of V.250 may be anything a modem likes), drops
 * empty lines and NUL, clears the parity bit of 7E1 modems, and bounds a line's length against a modem gone mad.
 */
typedef struct _DialerLineSplitter DialerLineSplitter;

DialerLineSplitter *dialer_line_splitter_new (void);
void dialer_line_splitter_free (DialerLineSplitter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerLineSplitter, dialer_line_splitter_free)

/** dialer_line_splitter_feed: takes @length bytes in; lines are then to be had with dialer_line_splitter_next() */
void dialer_line_splitter_feed (DialerLineSplitter *self, const guint8 *bytes, gsize length);

/** dialer_line_splitter_next: Returns: (transfer full) (nullable): the next whole line, printable ASCII */
char *dialer_line_splitter_next (DialerLineSplitter *self);

/** dialer_line_splitter_reset: forgets everything that came */
void dialer_line_splitter_reset (DialerLineSplitter *self);
