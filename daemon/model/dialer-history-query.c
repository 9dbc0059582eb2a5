/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions to the ledger. */
#include "dialer-history-query.h"

static const char *const totals[DIALER_N_TOTALS] = {
  [DIALER_TOTALS_MONTH] = "month",
  [DIALER_TOTALS_PROFILE] = "profile",
  [DIALER_TOTALS_USER] = "user",
  [DIALER_TOTALS_MODEM] = "modem",
  [DIALER_TOTALS_NUMBER] = "number",
  [DIALER_TOTALS_REASON] = "reason",
};

DialerHistoryQuery *
dialer_history_query_new (guint last)
{
  DialerHistoryQuery *self = g_new0 (DialerHistoryQuery, 1);

  self->last = last;
  self->viewer = DIALER_VIEWER_ALL;
  return self;
}

DialerHistoryQuery *
dialer_history_query_copy (const DialerHistoryQuery *self)
{
  DialerHistoryQuery *copy = g_new (DialerHistoryQuery, 1);

  *copy = *self;
  copy->profiles = g_strdupv (self->profiles);
  copy->call = g_strdup (self->call);
  return copy;
}

void
dialer_history_query_free (DialerHistoryQuery *self)
{
  g_strfreev (self->profiles);
  g_free (self->call);
  g_free (self);
}

gboolean
dialer_totals_by_from_string (const char *word, DialerTotalsBy *by)
{
  for (guint i = 0; i < DIALER_N_TOTALS; i++)
    if (g_str_equal (totals[i], word))
      {
        *by = i;
        return TRUE;
      }
  return FALSE;
}

void
dialer_totals_free (DialerTotals *self)
{
  g_free (self->key);
  g_free (self->currency);
  g_free (self);
}
