/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* SQLite, with what every use of it here needs: version, cache of statements, and a way on when the file is damaged. */
#include "dialer-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "dialer-error.h"

#define BROKEN_KEPT 3
#define PAGE_SIZE 4096
/* The administrator's sqlite3(1) may hold it for a moment. */
#define BUSY_MS 5000

/* A commit is on disk when it returns; others may read meanwhile.  Pages are kept in the kernel's cache, not in ours:
 * what is read again is little, and the memory of a daemon that has made a thousand calls is that of a new one. */
#define SETTINGS \
  "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 1048576;" \
  "PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -96"

struct _DialerDatabase
{
  char *path;
  const char *const *steps;
  guint64 max_bytes;
  sqlite3 *handle;
  GHashTable *statements; /* by their text */
  gboolean broken;
};

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

DialerDatabase *
dialer_database_new (const char *path, const char *const *steps)
{
  DialerDatabase *self = g_new0 (DialerDatabase, 1);

  self->path = g_strdup (path);
  self->steps = steps;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  return self;
}

static void
close_file (DialerDatabase *self)
{
  g_hash_table_remove_all (self->statements);
  g_clear_pointer (&self->handle, sqlite3_close);
}

void
dialer_database_free (DialerDatabase *self)
{
  close_file (self);
  g_hash_table_unref (self->statements);
  g_free (self->path);
  g_free (self);
}

void
dialer_database_set_max_bytes (DialerDatabase *self, guint64 bytes)
{
  self->max_bytes = bytes;
}

static gboolean
fail (DialerDatabase *self, int code, GError **error)
{
  const char *what = self->handle ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code);

  if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB)
    self->broken = TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s: %s", self->path, what);
  return FALSE;
}

gboolean
dialer_database_execute (DialerDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || fail (self, code, error);
}

sqlite3_stmt *
dialer_database_prepare (DialerDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int code = SQLITE_OK;

  if (statement)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      fail (self, code, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

gboolean
dialer_database_step (DialerDatabase *self, sqlite3_stmt *statement, gboolean *row, GError **error)
{
  int code = sqlite3_step (statement);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code == SQLITE_DONE)
    {
      sqlite3_reset (statement);
      return TRUE;
    }
  fail (self, code, error);
  sqlite3_reset (statement);
  return FALSE;
}

gboolean
dialer_database_run (DialerDatabase *self, sqlite3_stmt *statement, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!dialer_database_step (self, statement, &row, error))
      return FALSE;
  return TRUE;
}

/* Returns: what the first column of the first row says, -1 with an error set. */
static gint64
ask_number (DialerDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = dialer_database_prepare (self, sql, error);
  gboolean row;
  gint64 number;

  if (statement == NULL || !dialer_database_step (self, statement, &row, error))
    return -1;
  number = row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return number;
}

gboolean
dialer_database_begin (DialerDatabase *self, GError **error)
{
  return dialer_database_execute (self, "BEGIN IMMEDIATE", error);
}

void
dialer_database_roll_back (DialerDatabase *self)
{
  /* A full disk has done so already. */
  if (self->handle && !sqlite3_get_autocommit (self->handle))
    dialer_database_execute (self, "ROLLBACK", NULL);
}

gboolean
dialer_database_commit (DialerDatabase *self, GError **error)
{
  if (dialer_database_execute (self, "COMMIT", error))
    return TRUE;
  dialer_database_roll_back (self);
  return FALSE;
}

/* All of a step, or nothing. */
static gboolean
take_step (DialerDatabase *self, guint version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u", version + 1);

  if (!dialer_database_begin (self, error))
    return FALSE;
  if (dialer_database_execute (self, self->steps[version], error) && dialer_database_execute (self, mark, error))
    return dialer_database_commit (self, error);
  dialer_database_roll_back (self);
  return FALSE;
}

static gboolean
migrate (DialerDatabase *self, GError **error)
{
  gint64 version = ask_number (self, "PRAGMA user_version", error);
  guint newest = g_strv_length ((char **) self->steps);

  if (version < 0)
    return FALSE;
  if (version > newest)
    {
      self->broken = TRUE;
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s: is of a later version", self->path);
      return FALSE;
    }
  for (; version < newest; version++)
    if (!take_step (self, version, error))
      return FALSE;
  return TRUE;
}

/* SQLite gives its other files the mode of this one. */
static gboolean
make_file (DialerDatabase *self, GError **error)
{
  int fd = open (self->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s: %s", self->path, g_strerror (errno));
      return FALSE;
    }
  close (fd);
  return TRUE;
}

static gboolean
limit_size (DialerDatabase *self, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("PRAGMA max_page_count = %" G_GUINT64_FORMAT, self->max_bytes / PAGE_SIZE);

  return self->max_bytes == 0 || dialer_database_execute (self, sql, error);
}

static gboolean
open_file (DialerDatabase *self, GError **error)
{
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  int code;

  self->broken = FALSE;
  if (!make_file (self, error))
    return FALSE;
  code = sqlite3_open_v2 (self->path, &self->handle, flags, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_busy_timeout (self->handle, BUSY_MS);
  if (code != SQLITE_OK)
    fail (self, code, error);
  else if (dialer_database_execute (self, SETTINGS, error) && limit_size (self, error) && migrate (self, error))
    return TRUE;
  close_file (self);
  return FALSE;
}

static void
move_aside (DialerDatabase *self, const char *suffix, guint number)
{
  g_autofree char *from = g_strconcat (self->path, suffix, NULL);
  g_autofree char *to = g_strdup_printf ("%s.broken-%u%s", self->path, number, suffix);

  if (g_rename (from, to) != 0)
    g_unlink (to); /* of an earlier one */
}

static void
set_aside (DialerDatabase *self, const char *why)
{
  guint number = 1;

  while (number < BROKEN_KEPT)
    {
      g_autofree char *taken = g_strdup_printf ("%s.broken-%u", self->path, number);

      if (!g_file_test (taken, G_FILE_TEST_EXISTS))
        break;
      number++;
    }
  g_warning ("%s; it is kept as %s.broken-%u, and a new one begun", why, self->path, number);
  close_file (self);
  move_aside (self, "", number);
  move_aside (self, "-wal", number);
  move_aside (self, "-shm", number);
}

gboolean
dialer_database_open (DialerDatabase *self, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (self->handle && self->broken)
    {
      g_autofree char *why = g_strdup_printf ("%s: is damaged", self->path);

      set_aside (self, why);
    }
  if (self->handle || open_file (self, &problem))
    return TRUE;
  if (self->broken)
    {
      set_aside (self, problem->message);
      return open_file (self, error);
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

guint
dialer_database_count_changes (DialerDatabase *self)
{
  return sqlite3_changes (self->handle);
}

guint64
dialer_database_get_used (DialerDatabase *self)
{
  gint64 pages = ask_number (self, "PRAGMA page_count", NULL);
  gint64 unused = ask_number (self, "PRAGMA freelist_count", NULL);

  return pages > unused && unused >= 0 ? (guint64) (pages - unused) * PAGE_SIZE : 0;
}

gboolean
dialer_database_was_broken (DialerDatabase *self)
{
  return self->broken;
}

void
dialer_database_bind_text (sqlite3_stmt *statement, const char *name, const char *text)
{
  int place = sqlite3_bind_parameter_index (statement, name);

  if (place > 0)
    sqlite3_bind_text (statement, place, text, -1, SQLITE_TRANSIENT);
}

void
dialer_database_bind_number (sqlite3_stmt *statement, const char *name, gint64 number)
{
  int place = sqlite3_bind_parameter_index (statement, name);

  if (place > 0)
    sqlite3_bind_int64 (statement, place, number);
}
