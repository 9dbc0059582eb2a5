/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The statements of the ledger. */
#include "dialer-ledger-rows.h"

#include <pwd.h>

#include "dialer-ledger-columns.h"

#define TOTALS_MAX "1000"
#define PASSWD_BUFFER 16384

/* ---- writing ---- */

static char *
look_up_user_name (guint uid)
{
  struct passwd entry, *found = NULL;
  g_autofree char *buffer = g_malloc (PASSWD_BUFFER);

  return getpwuid_r (uid, &entry, buffer, PASSWD_BUFFER, &found) == 0 && found ? g_strdup (found->pw_name) : NULL;
}

static char *
format_month (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  return time ? g_date_time_format (time, "%Y-%m") : g_strdup ("");
}

/* Returns: the number of the call's row, 0 if there is none, -1 with an error set. */
static gint64
find_row (DialerDatabase *db, const char *id, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (db, "SELECT serial FROM calls WHERE id = :id", error);
  gint64 serial;
  gboolean row;

  if (statement == NULL)
    return -1;
  dialer_database_bind_text (statement, ":id", id);
  if (!dialer_database_step (db, statement, &row, error))
    return -1;
  serial = row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return serial;
}

static gboolean
write_row (DialerDatabase *db, const DialerCallRecord *record, gboolean known, gint64 now, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (db, dialer_ledger_columns_get_write_sql (), error);
  g_autofree char *month = format_month (record->started);
  g_autofree char *user_name = NULL;

  if (statement == NULL)
    return FALSE;
  dialer_ledger_columns_bind (statement, record);
  /* Where users are looked up can be far away, so it is done once, and here in the thread. */
  if (!known && record->user_name == NULL)
    {
      user_name = look_up_user_name (record->user);
      dialer_database_bind_text (statement, ":user_name", user_name);
    }
  dialer_database_bind_number (statement, ":seconds",
                               dialer_call_record_get_seconds (record, now / G_USEC_PER_SEC));
  dialer_database_bind_text (statement, ":month", month);
  dialer_database_bind_number (statement, ":seen", now);
  return dialer_database_run (db, statement, error);
}

static gboolean
write_line (DialerDatabase *db, gint64 call, const DialerCallLogLine *line, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (
    db, "INSERT OR REPLACE INTO lines VALUES (:call, :serial, :time, :kind, :text)", error);

  if (statement == NULL)
    return FALSE;
  dialer_database_bind_number (statement, ":call", call);
  dialer_database_bind_number (statement, ":serial", line->serial);
  dialer_database_bind_number (statement, ":time", line->time);
  dialer_database_bind_text (statement, ":kind", dialer_call_log_kind_to_string (line->kind));
  dialer_database_bind_text (statement, ":text", line->text);
  return dialer_database_run (db, statement, error);
}

gboolean
dialer_ledger_rows_write (DialerDatabase *db, const DialerCallRecord *record, GPtrArray *lines, gint64 now,
                          GError **error)
{
  gint64 call = find_row (db, record->id, error);

  if (call < 0 || !write_row (db, record, call > 0, now, error))
    return FALSE;
  if (lines && call == 0)
    call = find_row (db, record->id, error);
  for (guint i = 0; lines && i < lines->len; i++)
    if (call <= 0 || !write_line (db, call, lines->pdata[i], error))
      return FALSE;
  return TRUE;
}

int
dialer_ledger_rows_close (DialerDatabase *db, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (
    db,
    "UPDATE calls SET ended = max (seen, started), reason = :reason,"
    " seconds = CASE WHEN online IS NULL THEN seconds ELSE max (seen - online, 0) / 1000000 END"
    " WHERE ended IS NULL",
    error);

  if (statement == NULL)
    return -1;
  dialer_database_bind_text (statement, ":reason", dialer_reason_to_string (DIALER_REASON_INTERRUPTED));
  return dialer_database_run (db, statement, error) ? (int) dialer_database_count_changes (db) : -1;
}

gboolean
dialer_ledger_rows_end (DialerDatabase *db, const char *call, DialerReason reason, gint64 ended, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (
    db,
    "UPDATE calls SET reason = :reason, ended = max (ended, :ended), seconds = CASE WHEN online IS NULL THEN seconds"
    " ELSE max (max (ended, :ended) - online, 0) / 1000000 END"
    " WHERE id = :call AND ended IS NOT NULL",
    error);

  if (statement == NULL)
    return FALSE;
  dialer_database_bind_text (statement, ":reason", dialer_reason_to_string (reason));
  dialer_database_bind_number (statement, ":ended", ended * G_USEC_PER_SEC);
  dialer_database_bind_text (statement, ":call", call);
  return dialer_database_run (db, statement, error);
}

/* ---- which rows ---- */

static char *
make_where (const DialerHistoryQuery *query)
{
  GString *where = g_string_new (" WHERE 1");

  /* The first in the second place lets the index on "started" find where to begin. */
  if (query->since > 0)
    g_string_append (where, " AND started >= :since"
                            " AND serial >= (SELECT min (serial) FROM calls WHERE started >= :since)");
  if (query->until > 0)
    g_string_append (where, " AND started < :until");
  if (query->before > 0)
    g_string_append (where, " AND serial < :before");
  if (query->viewer != DIALER_VIEWER_ALL)
    g_string_append (where, " AND (user = :viewer OR owner = :viewer)");
  if (query->call)
    g_string_append (where, " AND id >= :call AND id < :call || '~'");
  if (query->profiles)
    g_string_append (where, " AND (instr (:profiles, char (10) || profile || char (10))"
                            " OR instr (:profiles, char (10) || profile_id || char (10)))");
  return g_string_free (where, FALSE);
}

static void
bind_query (sqlite3_stmt *statement, const DialerHistoryQuery *query)
{
  g_autofree char *names = query->profiles ? g_strjoinv ("\n", query->profiles) : NULL;
  g_autofree char *lines = g_strconcat ("\n", names ? names : "", "\n", NULL);

  dialer_database_bind_number (statement, ":since", query->since * G_USEC_PER_SEC);
  dialer_database_bind_number (statement, ":until", query->until * G_USEC_PER_SEC);
  dialer_database_bind_number (statement, ":before", query->before);
  dialer_database_bind_number (statement, ":viewer", query->viewer);
  dialer_database_bind_number (statement, ":last", query->last);
  dialer_database_bind_text (statement, ":call", query->call);
  dialer_database_bind_text (statement, ":profiles", lines);
}

/* Steps through @statement and collects what @make makes of each row.  Returns: (nullable): with an error set */
static GPtrArray *
collect (DialerDatabase *db, sqlite3_stmt *statement, gpointer (*make) (sqlite3_stmt *), GDestroyNotify destroy,
         GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (destroy);
  gboolean row;

  while (dialer_database_step (db, statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&all);
      g_ptr_array_add (all, make (statement));
    }
  return NULL;
}

/* ---- reading ---- */

static const char *
get_word (sqlite3_stmt *statement, int place)
{
  const char *word = (const char *) sqlite3_column_text (statement, place);

  return word ? word : "";
}

static char *
dup_text (sqlite3_stmt *statement, int place)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, place));
}

static gpointer
make_record (sqlite3_stmt *statement)
{
  return dialer_ledger_columns_read (statement);
}

GPtrArray *
dialer_ledger_rows_read (DialerDatabase *db, const DialerHistoryQuery *query, GError **error)
{
  g_autofree char *where = make_where (query);
  g_autofree char *names = dialer_ledger_columns_list ();
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM calls%s ORDER BY serial DESC LIMIT :last", names, where);
  sqlite3_stmt *statement = dialer_database_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  bind_query (statement, query);
  return collect (db, statement, make_record, (GDestroyNotify) dialer_call_record_unref, error);
}

static const char *
get_key (DialerTotalsBy by)
{
  switch (by)
    {
    case DIALER_TOTALS_MONTH:
      return "month";
    case DIALER_TOTALS_PROFILE:
      return "profile";
    case DIALER_TOTALS_USER:
      return "coalesce (user_name, user)";
    case DIALER_TOTALS_MODEM:
      return "modem";
    case DIALER_TOTALS_NUMBER:
      return "number";
    case DIALER_TOTALS_REASON:
      return "reason";
    }
  g_return_val_if_reached ("month");
}

static gpointer
make_totals (sqlite3_stmt *statement)
{
  DialerTotals *totals = g_new0 (DialerTotals, 1);

  totals->key = g_strdup (get_word (statement, 0));
  totals->calls = sqlite3_column_int64 (statement, 1);
  totals->connected = sqlite3_column_int64 (statement, 2);
  totals->seconds = sqlite3_column_int64 (statement, 3);
  totals->rx_bytes = sqlite3_column_int64 (statement, 4);
  totals->tx_bytes = sqlite3_column_int64 (statement, 5);
  totals->cost = sqlite3_column_type (statement, 6) == SQLITE_NULL ? -1 : sqlite3_column_int64 (statement, 6);
  totals->currency = totals->cost >= 0 ? dup_text (statement, 7) : NULL;
  return totals;
}

GPtrArray *
dialer_ledger_rows_add_up (DialerDatabase *db, DialerTotalsBy by, const DialerHistoryQuery *query, GError **error)
{
  g_autofree char *where = make_where (query);
  g_autofree char *sql = g_strdup_printf (
    "SELECT %s, count (*), count (online), sum (seconds), sum (rx_bytes), sum (tx_bytes),"
    " CASE WHEN count (DISTINCT currency) = 1 THEN sum (cost) END, max (currency) FROM calls%s"
    " GROUP BY 1 ORDER BY 1 LIMIT " TOTALS_MAX, get_key (by), where);
  sqlite3_stmt *statement = dialer_database_prepare (db, sql, error);

  if (statement == NULL)
    return NULL;
  bind_query (statement, query);
  return collect (db, statement, make_totals, (GDestroyNotify) dialer_totals_free, error);
}

static gpointer
make_attempt (sqlite3_stmt *statement)
{
  DialerAttempt *attempt = g_new0 (DialerAttempt, 1);

  attempt->number = dup_text (statement, 0);
  attempt->modem = dup_text (statement, 1);
  attempt->started = sqlite3_column_int64 (statement, 2);
  attempt->ended = sqlite3_column_int64 (statement, 3);
  attempt->online_seconds = sqlite3_column_int64 (statement, 4);
  attempt->connect_speed = sqlite3_column_int64 (statement, 5);
  attempt->reason = dialer_reason_from_string (get_word (statement, 6));
  attempt->reached = dialer_state_from_string (get_word (statement, 7));
  return attempt;
}

GPtrArray *
dialer_ledger_rows_read_attempts (DialerDatabase *db, guint last, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (
    db,
    "SELECT number, modem, started, ended, seconds, connect_speed, reason, reached FROM"
    " (SELECT * FROM calls WHERE ended IS NOT NULL ORDER BY serial DESC LIMIT :last) ORDER BY serial",
    error);

  if (statement == NULL)
    return NULL;
  dialer_database_bind_number (statement, ":last", last);
  return collect (db, statement, make_attempt, (GDestroyNotify) dialer_attempt_free, error);
}

static gpointer
make_tally_entry (sqlite3_stmt *statement)
{
  DialerTallyEntry *entry = g_new0 (DialerTallyEntry, 1);

  entry->profile = dup_text (statement, 0);
  entry->started = sqlite3_column_int64 (statement, 1) / G_USEC_PER_SEC;
  entry->currency = dup_text (statement, 2);
  entry->cost = sqlite3_column_int64 (statement, 3);
  entry->seconds = sqlite3_column_int64 (statement, 4);
  entry->bytes = sqlite3_column_int64 (statement, 5);
  return entry;
}

GPtrArray *
dialer_ledger_rows_read_tally (DialerDatabase *db, gint64 since, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (
    db,
    "SELECT profile_id, min (started), currency, sum (cost), sum (seconds), sum (rx_bytes + tx_bytes) FROM calls"
    " WHERE started >= :since AND ended IS NOT NULL AND profile_id IS NOT NULL"
    " AND (connected IS NOT NULL OR online IS NOT NULL)"
    " GROUP BY profile_id, started / (:grain * 1000000), currency ORDER BY 2",
    error);

  if (statement == NULL)
    return NULL;
  dialer_database_bind_number (statement, ":since", since * G_USEC_PER_SEC);
  dialer_database_bind_number (statement, ":grain", DIALER_TALLY_GRAIN);
  return collect (db, statement, make_tally_entry, (GDestroyNotify) dialer_tally_entry_free, error);
}

static gpointer
make_line (sqlite3_stmt *statement)
{
  DialerCallLogLine *line = g_new0 (DialerCallLogLine, 1);

  line->serial = sqlite3_column_int64 (statement, 0);
  line->time = sqlite3_column_int64 (statement, 1);
  line->kind = dialer_call_log_kind_from_string (get_word (statement, 2));
  line->text = dup_text (statement, 3);
  return line;
}

GPtrArray *
dialer_ledger_rows_read_log (DialerDatabase *db, const char *id, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (
    db,
    "SELECT serial, time, kind, text FROM lines WHERE call = (SELECT serial FROM calls WHERE id = :id)"
    " ORDER BY serial",
    error);

  if (statement == NULL)
    return NULL;
  dialer_database_bind_text (statement, ":id", id);
  return collect (db, statement, make_line, (GDestroyNotify) dialer_call_log_line_free, error);
}
