/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file of SQLite, which is made anew when it can't be used any more.  For one thread. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

typedef struct _DialerDatabase DialerDatabase;

/**
 * dialer_database_new:
 * @path: made (0600) when it is first used
 * @steps: (array zero-terminated=1): statements that bring a file from one version of its schema to the next, the
 *   first an empty one to version 1; must be static
 *
 * Returns: (transfer full): a database that is not open yet
 */
DialerDatabase *dialer_database_new (const char *path, const char *const *steps);

/** dialer_database_free: closes it; may be done in another thread when the first will do nothing more */
void dialer_database_free (DialerDatabase *self);

/** dialer_database_set_max_bytes: the file never gets larger: what does not fit fails as on a full disk */
void dialer_database_set_max_bytes (DialerDatabase *self, guint64 bytes);

/**
 * dialer_database_open:
 *
 * Opens the file if it is not open, and brings its schema up to date.  One that is no database, is damaged, or was
 * written by a later version is set aside as @path.broken-1 (to -3, the last is replaced), with a warning, and a new
 * one begun.
 *
 * Returns: %FALSE with DIALER_ERROR_FAILED set, for instance when there is no room for it
 */
gboolean dialer_database_open (DialerDatabase *self, GError **error);

/** dialer_database_begin: begins to write; either dialer_database_commit() or dialer_database_roll_back() follows */
gboolean dialer_database_begin (DialerDatabase *self, GError **error);

/** dialer_database_commit: Returns: whether all of it is on disk now; if not, nothing of it is, and an error is set */
gboolean dialer_database_commit (DialerDatabase *self, GError **error);
void dialer_database_roll_back (DialerDatabase *self);

/**
 * dialer_database_prepare:
 * @sql: one statement
 *
 * Returns: (transfer none) (nullable): the statement, without values, ready to run; it is kept for the next time
 */
sqlite3_stmt *dialer_database_prepare (DialerDatabase *self, const char *sql, GError **error);

/**
 * dialer_database_step:
 * @row: set to whether there is another row
 *
 * Returns: %FALSE with an error set; the statement has ended then
 */
gboolean dialer_database_step (DialerDatabase *self, sqlite3_stmt *statement, gboolean *row, GError **error);

/** dialer_database_run: runs a statement to its end, and counts nothing that it returns */
gboolean dialer_database_run (DialerDatabase *self, sqlite3_stmt *statement, GError **error);

/** dialer_database_execute: the same for a text without values */
gboolean dialer_database_execute (DialerDatabase *self, const char *sql, GError **error);

/** dialer_database_count_changes: Returns: how many rows the last statement has changed */
guint dialer_database_count_changes (DialerDatabase *self);

/** dialer_database_get_used: Returns: how many bytes of the file are in use, 0 while that can't be told */
guint64 dialer_database_get_used (DialerDatabase *self);

/**
 * dialer_database_was_broken:
 *
 * Returns: whether the file was found to be damaged since it was opened; then it is set aside when it is next
 *   opened, and what failed may be tried once more
 */
gboolean dialer_database_was_broken (DialerDatabase *self);

/** dialer_database_bind_text: gives the parameter of that name, if the statement has it, a text; %NULL is NULL */
void dialer_database_bind_text (sqlite3_stmt *statement, const char *name, const char *text);

/** dialer_database_bind_number: likewise a number */
void dialer_database_bind_number (sqlite3_stmt *statement, const char *name, gint64 number);
