/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the next daemon must know of a call, should this one die. */
#pragma once

#include "dialer-call-mark.h"
#include "dialer-call-record.h"
#include "dialer-line.h"
#include "dialer-link.h"

/**
 * dialer_call_marker_make:
 * @link: (nullable): once there is one
 *
 * Returns: (transfer full): of the call that @record is of, as it is now
 */
DialerCallMark *dialer_call_marker_make (const DialerCallRecord *record, DialerState state, DialerLine *line,
                                         DialerLink *link);
