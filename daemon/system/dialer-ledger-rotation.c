/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Forgetting by age, then by size. */
#include "dialer-ledger-rotation.h"

/* At a time: each is a commit, and until then the disk holds both. */
#define LOGS_AT_ONCE "100"
#define CALLS_AT_ONCE "1000"

const DialerLedgerLimits dialer_ledger_default_limits = {
  .days = 5 * 365,
  .log_days = 90,
  .keep = 1000,
  .bytes = 64 << 20,
};

static gboolean
forget_older (DialerDatabase *db, const char *sql, gint64 limit, guint keep, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  dialer_database_bind_number (statement, ":limit", limit);
  dialer_database_bind_number (statement, ":keep", keep);
  return dialer_database_run (db, statement, error);
}

/* Returns: whether there was something left to forget. */
static gboolean
forget_some (DialerDatabase *db, GError **error)
{
  static const char *const steps[] = {
    "DELETE FROM lines WHERE call IN (SELECT DISTINCT call FROM lines ORDER BY call LIMIT " LOGS_AT_ONCE ")",
    "DELETE FROM calls WHERE ended IS NOT NULL"
    " AND serial IN (SELECT serial FROM calls ORDER BY serial LIMIT " CALLS_AT_ONCE ")",
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      sqlite3_stmt *statement = dialer_database_prepare (db, steps[i], error);

      if (statement == NULL || !dialer_database_run (db, statement, error))
        return FALSE;
      if (dialer_database_count_changes (db) > 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
dialer_ledger_rotate (DialerDatabase *db, const DialerLedgerLimits *limits, gint64 now, GError **error)
{
  static const char old_logs[]
    = "DELETE FROM lines WHERE call <= min ((SELECT max (serial) FROM calls WHERE started < :limit),"
      " (SELECT max (serial) FROM calls) - :keep)";
  static const char old_calls[] = "DELETE FROM calls WHERE started < :limit AND ended IS NOT NULL"
                                  " AND serial <= (SELECT max (serial) FROM calls) - :keep";
  g_autoptr (GError) problem = NULL;

  if (!forget_older (db, old_logs, now - limits->log_days * G_TIME_SPAN_DAY, limits->keep, error)
      || !forget_older (db, old_calls, now - limits->days * G_TIME_SPAN_DAY, limits->keep, error))
    return FALSE;
  while (dialer_database_get_used (db) > limits->bytes && forget_some (db, &problem))
    ;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
