/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What Manager tells of the ledger. */
#pragma once

#include <gio/gio.h>

#include "dialer-recorder.h"

/** dialer_bus_history_get_history: answers Manager.GetHistory; @invocation (transfer full) */
void dialer_bus_history_get_history (DialerRecorder *recorder, GDBusMethodInvocation *invocation);

/** dialer_bus_history_get_totals: answers Manager.GetTotals; @invocation (transfer full) */
void dialer_bus_history_get_totals (DialerRecorder *recorder, GDBusMethodInvocation *invocation);

/** dialer_bus_history_get_log: answers Manager.GetLog; @invocation (transfer full) */
void dialer_bus_history_get_log (DialerRecorder *recorder, GDBusMethodInvocation *invocation);
