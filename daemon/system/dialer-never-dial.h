/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of numbers that nobody's profile may dial. */
#pragma once

#include "dialer-number-rules.h"

/**
 * DialerNeverDial:
 *
 * The rules in all files `*.conf` of some folders: one pattern a line, `#` begins a comment.  A line that is no
 * pattern is told of in the log and left out; a file that can't be read forbids every number.
 */
typedef struct _DialerNeverDial DialerNeverDial;

/**
 * dialer_never_dial_new:
 * @folders: (array zero-terminated=1): a file in a later one replaces that of the same name in an earlier one; none
 *   of them need be there
 */
DialerNeverDial *dialer_never_dial_new (const char *const *folders);
void dialer_never_dial_free (DialerNeverDial *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerNeverDial, dialer_never_dial_free)

/**
 * dialer_never_dial_get_rules:
 *
 * Reads the files anew if they have changed.  Blocks, briefly.
 *
 * Returns: (transfer none): what the files say now; valid until the next call
 */
const DialerNumberRules *dialer_never_dial_get_rules (DialerNeverDial *self);
