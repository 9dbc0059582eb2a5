/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the journal has of a call. */
#pragma once

#include "dialer-call-record.h"
#include "dialer-state.h"

/** dialer_call_journal_step: @record's call goes from one state to another */
void dialer_call_journal_step (const DialerCallRecord *record, DialerState from, DialerState to);
