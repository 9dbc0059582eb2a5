/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-call-journal.h"

/* The message is for people; the fields, which dialerd(8) lists, for programs. */
void
dialer_call_journal_step (const DialerCallRecord *record, DialerState from, DialerState to)
{
  const char *reason = dialer_reason_to_string (record->reason);
  g_autofree char *user = g_strdup_printf ("%u", record->user);

  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE,
                    "DIALER_CALL", record->id,
                    "DIALER_PROFILE", record->profile,
                    "DIALER_USER", user,
                    "DIALER_MODEM", record->modem ? record->modem : "",
                    "DIALER_NUMBER", record->number ? record->number : "",
                    "DIALER_STATE", dialer_state_to_string (to),
                    "DIALER_REASON", reason,
                    "MESSAGE", "%s: %s → %s%s%s%s", record->profile, dialer_state_to_string (from),
                    dialer_state_to_string (to), *reason ? " (" : "", reason, *reason ? ")" : "");
}
