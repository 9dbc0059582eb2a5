/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How long the ledger takes to answer when it holds as many calls as it gets in years. */
#include <stdio.h>
#include <stdlib.h>

#include "dialer-ledger-rows.h"
#include "dialer-ledger-schema.h"

#define RUNS 15

typedef gboolean (*Work) (DialerDatabase *db);

static void
fill (DialerDatabase *db, guint n)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_assert_true (dialer_database_begin (db, NULL));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("profile-%u", i % 20);
      g_autoptr (DialerCallRecord) record = dialer_call_record_new (name, i % 1000 ? 0 : 1000);

      record->user_name = g_strdup ("somebody");
      record->profile_id = g_uuid_string_random ();
      record->modem = g_strdup ("Conexant_USB_Modem_24680");
      record->number = g_strdup_printf ("555%04u", i % 50);
      record->started = now - (n - i) * G_GINT64_CONSTANT (1500);
      record->online = i % 3 ? record->started + 20 : 0;
      record->ended = record->started + 600;
      record->reached = i % 3 ? DIALER_STATE_ONLINE : DIALER_STATE_DIALING;
      record->reason = i % 3 ? DIALER_REASON_USER : DIALER_REASON_BUSY;
      record->modem_reply = g_strdup ("CONNECT 33600/ARQ/V34/LAPM/V42BIS");
      record->auth_message = g_strdup ("Login ok");
      record->ip4_address = g_strdup ("198.51.100.77");
      record->rx_bytes = i * 1000;
      record->tx_bytes = i * 100;
      g_assert_true (dialer_ledger_rows_write (db, record, NULL, now * G_USEC_PER_SEC, NULL));
    }
  g_assert_true (dialer_database_commit (db, NULL));
}

static gboolean
read_rows (DialerDatabase *db, guint last, gint64 since, gint64 viewer)
{
  DialerHistoryQuery query = { .last = last, .since = since, .viewer = viewer };
  g_autoptr (GPtrArray) rows = dialer_ledger_rows_read (db, &query, NULL);

  return rows && rows->len > 0;
}

static gboolean
read_last (DialerDatabase *db)
{
  return read_rows (db, 20, 0, DIALER_VIEWER_ALL);
}

static gboolean
read_last_of_user (DialerDatabase *db)
{
  return read_rows (db, 20, 0, 1000);
}

static gboolean
read_since (DialerDatabase *db)
{
  return read_rows (db, 500, g_get_real_time () / G_USEC_PER_SEC - 3 * 24 * 60 * 60, DIALER_VIEWER_ALL);
}

static gboolean
add_up (DialerDatabase *db, DialerTotalsBy by)
{
  DialerHistoryQuery query = { .viewer = DIALER_VIEWER_ALL };
  g_autoptr (GPtrArray) totals = dialer_ledger_rows_add_up (db, by, &query, NULL);

  return totals && totals->len > 0;
}

static gboolean
add_up_months (DialerDatabase *db)
{
  return add_up (db, DIALER_TOTALS_MONTH);
}

static gboolean
add_up_profiles (DialerDatabase *db)
{
  return add_up (db, DIALER_TOTALS_PROFILE);
}

static gboolean
read_attempts (DialerDatabase *db)
{
  g_autoptr (GPtrArray) attempts = dialer_ledger_rows_read_attempts (db, 2000, NULL);

  return attempts != NULL;
}

static gboolean
write_one (DialerDatabase *db)
{
  g_autoptr (DialerCallRecord) record = dialer_call_record_new ("isp", 0);
  gint64 now = g_get_real_time ();

  record->started = now / G_USEC_PER_SEC;
  return dialer_database_begin (db, NULL) && dialer_ledger_rows_write (db, record, NULL, now, NULL)
         && dialer_database_commit (db, NULL);
}

static int
compare (const void *one, const void *other)
{
  return (*(const gint64 *) one > *(const gint64 *) other) - (*(const gint64 *) one < *(const gint64 *) other);
}

static void
measure (DialerDatabase *db, const char *what, Work work)
{
  gint64 times[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      g_assert_true (work (db));
      times[i] = g_get_monotonic_time () - begin;
    }
  qsort (times, RUNS, sizeof *times, compare);
  printf ("%-34s %8.2f ms\n", what, times[RUNS / 2] / 1000.0);
}

int
main (int argc, char **argv)
{
  guint rows = argc > 1 ? strtoul (argv[1], NULL, 10) : 100000;
  g_autofree char *folder = g_dir_make_tmp ("dialer-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);
  DialerDatabase *db = dialer_database_new (path, dialer_ledger_steps);

  g_assert_true (dialer_database_open (db, NULL));
  fill (db, rows);
  printf ("%u calls, %.1f MiB; medians of %d\n", rows, dialer_database_get_used (db) / 1048576.0, RUNS);
  measure (db, "history --last 20", read_last);
  measure (db, "history --last 20, of a user", read_last_of_user);
  measure (db, "history --since 3d", read_since);
  measure (db, "totals by month", add_up_months);
  measure (db, "totals by profile", add_up_profiles);
  measure (db, "the last 2000 attempts", read_attempts);
  measure (db, "a row to the disk", write_one);
  dialer_database_free (db);
  g_assert_cmpint (remove (path), ==, 0);
  return remove (folder) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
