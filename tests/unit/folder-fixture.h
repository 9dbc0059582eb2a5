/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What tests of files need: a folder that goes away, a disk that is full, and waiting for a result. */
#pragma once

#include <errno.h>
#include <ftw.h>
#include <gio/gio.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

static inline char *
folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("dialer-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static inline int
folder_remove_entry (const char *path, const struct stat *status, int kind, struct FTW *position)
{
  return remove (path);
}

/* Frees @folder too. */
static inline void
folder_remove (char *folder)
{
  g_assert_cmpint (nftw (folder, folder_remove_entry, 8, FTW_DEPTH | FTW_PHYS), ==, 0);
  g_free (folder);
}

static inline guint
folder_count_entries (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (entries && g_dir_read_name (entries))
    n++;
  return n;
}

static inline gboolean
folder_write_proc (const char *path, const char *text)
{
  FILE *file = fopen (path, "we");
  gboolean written = file && fputs (text, file) != EOF;

  return file && fclose (file) == 0 && written;
}

/* Root of a user namespace may mount; files can only be made in the name of ids which are known in there. */
static inline gboolean
folder_become_root (void)
{
  g_autofree char *uid_map = g_strdup_printf ("0 %u 1", geteuid ());
  g_autofree char *gid_map = g_strdup_printf ("0 %u 1", getegid ());

  return unshare (CLONE_NEWUSER) == 0
         && folder_write_proc ("/proc/self/uid_map", uid_map)
         && folder_write_proc ("/proc/self/setgroups", "deny")
         && folder_write_proc ("/proc/self/gid_map", gid_map);
}

/* Puts a disk of @size, such as "64k", on @folder, which only this process sees.  Needs no rights, but no threads. */
static inline gboolean
folder_make_disk (const char *folder, const char *size)
{
  g_autofree char *options = g_strconcat ("size=", size, NULL);

  return (geteuid () == 0 || folder_become_root ())
         && unshare (CLONE_NEWNS) == 0
         && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
         && mount ("tmpfs", folder, "tmpfs", 0, options) == 0;
}

static inline gboolean
folder_make_small_disk (const char *folder)
{
  return folder_make_disk (folder, "64k");
}

static inline void
folder_fill_disk (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "filler", NULL);
  FILE *file = fopen (path, "we");

  g_assert_nonnull (file);
  setbuf (file, NULL);
  while (fputc ('x', file) != EOF)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  fclose (file);
}

static inline void
folder_free_disk (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "filler", NULL);

  g_assert_cmpint (unlink (path), ==, 0);
}

/* A GAsyncReadyCallback; user_data points to a GAsyncResult * that is %NULL. */
static inline void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static inline GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (!*result)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static inline GLogWriterOutput
drop_warning (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer unused)
{
  if (level & G_LOG_LEVEL_WARNING)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, unused);
}

/* For tests of what is warned of: a warning ends nothing, and is not shown. */
static inline void
allow_warnings (void)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (drop_warning, NULL, NULL);
}
