/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A ledger in a folder of its own, and what tests do with it. */
#pragma once

#include "dialer-ledger.h"

#include "folder-fixture.h"

typedef struct
{
  char *folder;
  char *path;
  DialerLedger *ledger;
} LedgerFixture;

/* Counted by ledger_count_warning(). */
static guint ledger_warnings;

static inline GLogWriterOutput
ledger_count_warning (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL))
    ledger_warnings++;
  return G_LOG_WRITER_HANDLED;
}

static inline void
ledger_open (LedgerFixture *fixture)
{
  /* These tests make calls of all times. */
  DialerLedgerLimits limits = { .days = 100000, .log_days = 100000, .bytes = 64 << 20 };

  fixture->ledger = dialer_ledger_new (fixture->path, &limits);
}

static inline void
ledger_close (LedgerFixture *fixture)
{
  dialer_ledger_close (fixture->ledger);
  g_clear_object (&fixture->ledger);
}

static inline void
ledger_set_up (LedgerFixture *fixture, gconstpointer unused)
{
  ledger_warnings = 0;
  fixture->folder = folder_new ();
  fixture->path = g_build_filename (fixture->folder, "ledger.db", NULL);
  ledger_open (fixture);
}

static inline void
ledger_tear_down (LedgerFixture *fixture, gconstpointer unused)
{
  ledger_close (fixture);
  g_free (fixture->path);
  folder_remove (fixture->folder);
}

static inline gint64
ledger_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* A call that has ended at once. */
static inline DialerCallRecord *
ledger_make_call (const char *profile, guint user, gint64 started)
{
  DialerCallRecord *record = dialer_call_record_new (profile, user);

  record->profile_id = g_strconcat ("id-of-", profile, NULL);
  record->owner = user;
  record->number = g_strdup ("5551234");
  record->started = started;
  record->ended = started + 1;
  record->reached = DIALER_STATE_DIALING;
  record->reason = DIALER_REASON_BUSY;
  return record;
}

static inline gboolean
ledger_write (DialerLedger *ledger, DialerCallRecord *record, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dialer_ledger_write_async (ledger, record, on_result, &result);
  return dialer_ledger_write_finish (ledger, wait_for_result (&result), error);
}

static inline void
ledger_save (DialerLedger *ledger, DialerCallRecord *record)
{
  g_autoptr (GError) error = NULL;

  ledger_write (ledger, record, &error);
  g_assert_no_error (error);
}

static inline void
ledger_save_new (DialerLedger *ledger, const char *profile, guint user, gint64 started)
{
  g_autoptr (DialerCallRecord) record = ledger_make_call (profile, user, started);

  ledger_save (ledger, record);
}

static inline GPtrArray *
ledger_ask (DialerLedger *ledger, DialerHistoryQuery *query)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *found;

  dialer_ledger_read_async (ledger, query, NULL, on_result, &result);
  found = dialer_ledger_read_finish (ledger, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return found;
}

static inline GPtrArray *
ledger_ask_all (DialerLedger *ledger)
{
  g_autoptr (DialerHistoryQuery) query = dialer_history_query_new (G_MAXUINT);

  return ledger_ask (ledger, query);
}

static inline void
ledger_assert_count (DialerLedger *ledger, guint n)
{
  g_autoptr (GPtrArray) all = ledger_ask_all (ledger);

  g_assert_cmpuint (all->len, ==, n);
}

static inline GPtrArray *
ledger_read_log (DialerLedger *ledger, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines;

  dialer_ledger_read_log_async (ledger, id, NULL, on_result, &result);
  lines = dialer_ledger_read_log_finish (ledger, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return lines;
}
