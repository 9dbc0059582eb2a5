/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Asked before a modem is chosen: nothing is to touch a line for what is refused. */
#include "dialer-call-gate.h"

#include "dialer-limit-watch.h"
#include "dialer-number-gate.h"

static void
refusal_free (gpointer data)
{
  DialerCallRefusal *refusal = data;

  g_free (refusal->detail);
  g_free (refusal);
}

static void
add (GPtrArray *refusals, DialerReason reason, char *detail)
{
  DialerCallRefusal *refusal;

  if (detail == NULL)
    return;
  refusal = g_new0 (DialerCallRefusal, 1);
  refusal->reason = reason;
  refusal->detail = detail;
  g_ptr_array_add (refusals, refusal);
}

GPtrArray *
dialer_call_gate_list (const DialerTools *tools, DialerProfile *profile, DialerSettings *settings, GPtrArray *plan,
                       DialerAllowance *allowance)
{
  GPtrArray *refusals = g_ptr_array_new_with_free_func (refusal_free);
  DialerReason of_budget = DIALER_REASON_NONE;
  char *detail = dialer_allowance_find_refusal (allowance, &of_budget);

  add (refusals, DIALER_REASON_NUMBER_REFUSED,
       dialer_number_gate_check (tools->never_dial, dialer_profile_get_settings (profile), settings, plan));
  add (refusals, DIALER_REASON_OUTSIDE_WINDOW, dialer_limit_watch_find_closed (settings));
  add (refusals, of_budget, detail);
  return refusals;
}
