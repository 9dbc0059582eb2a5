/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The ledger's file: old versions, broken ones, full disks; and what is forgotten in time. */
#include <string.h>

#include "dialer-error.h"
#include "dialer-ledger-schema.h"
#include "ledger-fixture.h"

#define DAY (24 * 60 * 60)

/* ---- the file ---- */

static void
execute (const char *path, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_migration (LedgerFixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, ledger_now ());
  g_autoptr (GPtrArray) lines = NULL;

  execute (fixture->path, DIALER_LEDGER_STEP_CALLS);
  execute (fixture->path,
           "INSERT INTO calls (id, profile, owner, user, cause, started, ended, reached, reason, rx_bytes, tx_bytes,"
           " seconds, month, seen) VALUES ('one', 'isp', 0, 0, 'manual', 1, 2, 'dialing', 'busy', 0, 0, 0,"
           " '1970-01', 2);"
           "PRAGMA user_version = 1");
  ledger_assert_count (fixture->ledger, 1);
  dialer_call_log_add (record->log, 1, DIALER_CALL_LOG_SENT, "ATZ");
  ledger_save (fixture->ledger, record);
  lines = ledger_read_log (fixture->ledger, record->id);
  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpuint (ledger_warnings, ==, 0);
}

static void
assert_begun_anew (LedgerFixture *fixture)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".broken-1", NULL);

  ledger_save_new (fixture->ledger, "isp", 0, ledger_now ());
  ledger_assert_count (fixture->ledger, 1);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (ledger_warnings, ==, 1);
}

static void
test_later_version (LedgerFixture *fixture, gconstpointer unused)
{
  execute (fixture->path, "PRAGMA user_version = 99");
  assert_begun_anew (fixture);
}

static void
test_no_database (LedgerFixture *fixture, gconstpointer unused)
{
  g_autofree char *text = g_strnfill (10000, '?');

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  assert_begun_anew (fixture);
}

/* Its head is sound, so that only use shows it. */
static void
test_damaged_within (LedgerFixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;
  gsize length;

  ledger_save_new (fixture->ledger, "isp", 0, ledger_now ());
  ledger_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &text, &length, NULL));
  memset (text + 4096, 0xff, length - 4096);
  g_assert_true (g_file_set_contents (fixture->path, text, length, NULL));
  ledger_open (fixture);
  assert_begun_anew (fixture);
}

static void
test_no_folder (LedgerFixture *fixture, gconstpointer unused)
{
  g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, ledger_now ());
  g_autoptr (DialerCallRecord) next = ledger_make_call ("isp", 0, ledger_now ());
  g_autofree char *folder = g_build_filename (fixture->folder, "later", NULL);
  g_autoptr (GError) error = NULL;

  ledger_close (fixture);
  g_free (fixture->path);
  fixture->path = g_build_filename (folder, "ledger.db", NULL);
  ledger_open (fixture);
  g_assert_false (ledger_write (fixture->ledger, record, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  /* With the next, what could not be written before is. */
  ledger_save (fixture->ledger, next);
  ledger_assert_count (fixture->ledger, 2);
}

/* ---- forgetting ---- */

static void
test_age (LedgerFixture *fixture, gconstpointer unused)
{
  DialerLedgerLimits limits = { .days = 100, .log_days = 10, .bytes = 64 << 20 };
  g_autoptr (DialerCallRecord) old = ledger_make_call ("isp", 0, ledger_now () - 20 * DAY);
  g_autoptr (DialerCallRecord) recent = ledger_make_call ("isp", 0, ledger_now () - 5 * DAY);
  g_autoptr (GPtrArray) gone = NULL, kept = NULL;

  dialer_call_log_add (old->log, 1, DIALER_CALL_LOG_SENT, "ATZ");
  dialer_call_log_add (recent->log, 1, DIALER_CALL_LOG_SENT, "ATZ");
  ledger_save_new (fixture->ledger, "isp", 0, ledger_now () - 101 * DAY);
  ledger_save (fixture->ledger, old);
  ledger_save (fixture->ledger, recent);
  ledger_assert_count (fixture->ledger, 3);
  ledger_close (fixture);

  /* A clock that is wrong must not cost all. */
  limits.keep = 3;
  fixture->ledger = dialer_ledger_new (fixture->path, &limits);
  ledger_save (fixture->ledger, recent);
  ledger_assert_count (fixture->ledger, 3);
  ledger_close (fixture);

  /* The first that is written has it look. */
  limits.keep = 1;
  fixture->ledger = dialer_ledger_new (fixture->path, &limits);
  ledger_save (fixture->ledger, recent);
  ledger_assert_count (fixture->ledger, 2);
  gone = ledger_read_log (fixture->ledger, old->id);
  g_assert_cmpuint (gone->len, ==, 0);
  kept = ledger_read_log (fixture->ledger, recent->id);
  g_assert_cmpuint (kept->len, ==, 1);
}

static void
test_size (LedgerFixture *fixture, gconstpointer unused)
{
  DialerLedgerLimits limits = { .days = 100, .log_days = 10, .bytes = 300000 };
  g_autofree char *text = g_strnfill (DIALER_CALL_LOG_MAX_TEXT - 1, 'x');
  g_autoptr (GPtrArray) all = NULL, gone = NULL, kept = NULL;

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, ledger_now ());

      for (guint n = 0; n < 2; n++)
        dialer_call_log_add (record->log, 1, DIALER_CALL_LOG_SENT, text);
      dialer_ledger_write_async (fixture->ledger, record, NULL, NULL);
    }
  ledger_close (fixture);
  fixture->ledger = dialer_ledger_new (fixture->path, &limits);
  ledger_save_new (fixture->ledger, "isp", 0, ledger_now ());
  all = ledger_ask_all (fixture->ledger);
  g_assert_cmpuint (all->len, ==, 401); /* logs go first */
  gone = ledger_read_log (fixture->ledger, ((DialerCallRecord *) all->pdata[400])->id);
  g_assert_cmpuint (gone->len, ==, 0);
  kept = ledger_read_log (fixture->ledger, ((DialerCallRecord *) all->pdata[1])->id);
  g_assert_cmpuint (kept->len, ==, 2);
}

/* ---- a full disk ---- */

static void
run_on_full_disk (void)
{
  LedgerFixture fixture = { .folder = folder_new () };
  g_autoptr (DialerCallRecord) record = ledger_make_call ("isp", 0, ledger_now ());
  g_autoptr (GError) error = NULL;

  if (!folder_make_disk (fixture.folder, "512k"))
    {
      folder_remove (fixture.folder);
      g_test_skip ("no mount namespaces here");
      return;
    }
  fixture.path = g_build_filename (fixture.folder, "ledger.db", NULL);
  ledger_open (&fixture);
  ledger_save_new (fixture.ledger, "isp", 0, ledger_now ());
  folder_fill_disk (fixture.folder);
  for (guint i = 0; i < 100; i++)
    dialer_call_log_add (record->log, 1, DIALER_CALL_LOG_SENT, "ATZ");
  g_assert_false (ledger_write (fixture.ledger, record, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
  ledger_assert_count (fixture.ledger, 1);

  folder_free_disk (fixture.folder);
  record->rx_bytes = 1;
  ledger_save (fixture.ledger, record);
  ledger_assert_count (fixture.ledger, 2);
  g_clear_pointer (&record, dialer_call_record_unref);
  ledger_close (&fixture);
  g_free (fixture.path);
  g_assert_cmpint (umount2 (fixture.folder, MNT_DETACH), ==, 0);
  folder_remove (fixture.folder);
}

/* In a process of its own, which has no threads yet. */
static void
test_full_disk (void)
{
  if (g_test_subprocess ())
    {
      run_on_full_disk ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (ledger_count_warning, NULL, NULL);
#define ADD(name, function) \
  g_test_add ("/system/ledger-file/" name, LedgerFixture, NULL, ledger_set_up, function, ledger_tear_down)
  ADD ("migration", test_migration);
  ADD ("later-version", test_later_version);
  ADD ("no-database", test_no_database);
  ADD ("damaged-within", test_damaged_within);
  ADD ("no-folder", test_no_folder);
  ADD ("age", test_age);
  ADD ("size", test_size);
  g_test_add_func ("/system/ledger-file/full-disk", test_full_disk);
  return g_test_run ();
}
