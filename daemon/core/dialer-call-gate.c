/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asked before a modem is chosen: nothing is to touch a line for what is refused. */
#include "dialer-call-gate.h"

#include "dialer-limit-watch.h"
#include "dialer-number-gate.h"

char *
dialer_call_gate_check (const DialerTools *tools, DialerProfile *profile, DialerSettings *settings, GPtrArray *plan,
                        DialerAllowance *allowance, DialerReason *reason)
{
  char *refusal
    = dialer_number_gate_check (tools->never_dial, dialer_profile_get_settings (profile), settings, plan);

  *reason = DIALER_REASON_NUMBER_REFUSED;
  if (refusal)
    return refusal;
  *reason = DIALER_REASON_OUTSIDE_WINDOW;
  refusal = dialer_limit_watch_find_closed (settings);
  if (refusal)
    return refusal;
  return dialer_allowance_find_refusal (allowance, reason);
}
