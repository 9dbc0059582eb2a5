/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The words of causes. */
#include "dialer-cause.h"

static const char *const words[DIALER_N_CAUSES] = {
  [DIALER_CAUSE_MANUAL] = "manual",
  [DIALER_CAUSE_BOOT] = "boot",
  [DIALER_CAUSE_DEMAND] = "demand",
  [DIALER_CAUSE_REDIAL] = "redial",
  [DIALER_CAUSE_LEASE] = "lease",
};

const char *
dialer_cause_to_string (DialerCause cause)
{
  return words[cause];
}

DialerCause
dialer_cause_from_string (const char *word)
{
  for (guint i = 0; i < DIALER_N_CAUSES; i++)
    if (g_str_equal (words[i], word))
      return i;
  return DIALER_CAUSE_MANUAL;
}
