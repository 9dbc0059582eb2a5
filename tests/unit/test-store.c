/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A folder of whole files: what is saved is there after a restart, and nothing half-written ever is. */
#include "dialer-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "dialer-error.h"
#include "dialer-whole-file.h"
#include "folder-fixture.h"

typedef struct
{
  char *folder;
  char *files;
  DialerStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->folder = folder_new ();
  fixture->files = g_build_filename (fixture->folder, "profiles", NULL);
  fixture->store = dialer_store_new (fixture->files, ".profile");
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->store);
  folder_remove (fixture->folder);
  g_free (fixture->files);
}

static gboolean
save (DialerStore *store, const char *id, const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  dialer_store_save_async (store, id, text, NULL, on_result, &result);
  return dialer_store_save_finish (store, wait_for_result (&result), error);
}

static void
assert_saved (DialerStore *store, const char *id, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (store, id, text, &error));
  g_assert_no_error (error);
}

static void
assert_removed (DialerStore *store, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  dialer_store_remove_async (store, id, NULL, on_result, &result);
  g_assert_true (dialer_store_remove_finish (store, wait_for_result (&result), &error));
  g_assert_no_error (error);
}

/* As after a restart. */
static GHashTable *
load_anew (const char *files)
{
  g_autoptr (DialerStore) store = dialer_store_new (files, ".profile");
  g_autoptr (GError) error = NULL;
  GHashTable *texts = dialer_store_load (store, &error);

  g_assert_no_error (error);
  return texts;
}

static void
write_file (Fixture *fixture, const char *name, const char *bytes, gssize length)
{
  g_autofree char *path = g_build_filename (fixture->files, name, NULL);

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
}

static void
test_round_trip (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GHashTable) texts = NULL;

  assert_saved (fixture->store, "one", "[profile]\nname=One\n");
  assert_saved (fixture->store, "two", "");
  assert_saved (fixture->store, "one", "shorter");
  assert_saved (fixture->store, "three", "gone soon");
  assert_removed (fixture->store, "three");
  assert_removed (fixture->store, "three");

  texts = load_anew (fixture->files);
  g_assert_cmpuint (g_hash_table_size (texts), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (texts, "one"), ==, "shorter");
  g_assert_cmpstr (g_hash_table_lookup (texts, "two"), ==, "");
}

static void
test_empty (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GHashTable) texts = load_anew (fixture->files);

  g_assert_cmpuint (g_hash_table_size (texts), ==, 0);
}

static void
test_modes (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->files, "one.profile", NULL);
  GStatBuf status;

  assert_saved (fixture->store, "one", "text");
  g_assert_cmpint (g_stat (fixture->files, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0700);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
}

typedef struct
{
  guint number;
  guint *count;
} Save;

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Save *this_save = user_data;

  g_assert_true (dialer_store_save_finish (DIALER_STORE (source), result, NULL));
  g_assert_cmpuint (this_save->number, ==, *this_save->count);
  ++*this_save->count;
}

static void
test_order (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GHashTable) texts = NULL;
  guint count = 0;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("version %u", i);
      Save *this_save = g_new (Save, 1);

      this_save->number = i;
      this_save->count = &count;
      dialer_store_save_async (fixture->store, "one", text, NULL, on_saved, this_save);
    }
  while (count < 100)
    g_main_context_iteration (NULL, TRUE);

  texts = load_anew (fixture->files);
  g_assert_cmpstr (g_hash_table_lookup (texts, "one"), ==, "version 99");
}

/* What was asked for is done, even if whoever asked for it has let go of the store. */
static void
test_dropped (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) texts = NULL;

  dialer_store_save_async (fixture->store, "one", "text", NULL, on_result, &result);
  g_clear_object (&fixture->store);
  wait_for_result (&result);
  texts = load_anew (fixture->files);
  g_assert_cmpstr (g_hash_table_lookup (texts, "one"), ==, "text");
}

static void
test_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) texts = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  dialer_store_save_async (fixture->store, "one", "text", cancellable, on_result, &result);
  g_assert_false (dialer_store_save_finish (fixture->store, wait_for_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  texts = load_anew (fixture->files);
  g_assert_cmpuint (g_hash_table_size (texts), ==, 0);
}

static void
test_unsafe_ids (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *long_id = g_strnfill (201, 'x');
  const char *const ids[] = {
    "", ".", "..", "../one", "a/b", "/one", ".hidden", "a b", "a\nb", "\303\244", long_id,
  };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (save (fixture->store, ids[i], "text", &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
    }
  g_assert_cmpuint (folder_count_entries (fixture->folder), ==, 0);
}

static void
test_sweep (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GHashTable) texts = NULL;

  assert_saved (fixture->store, "one", "text");
  write_file (fixture, "one.profile.AbC123", "half of the te", -1);
  write_file (fixture, "two.profile.zzzzzz", "", 0);
  write_file (fixture, "notes.txt", "somebody else's", -1);
  write_file (fixture, "one.profile.backup1", "somebody else's", -1);

  texts = load_anew (fixture->files);
  g_assert_cmpuint (g_hash_table_size (texts), ==, 1);
  g_assert_cmpuint (folder_count_entries (fixture->files), ==, 3);
}

static GLogWriterOutput
count_warning (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  guint *count = user_data;

  if (level & G_LOG_LEVEL_WARNING)
    ++*count;
  return G_LOG_WRITER_HANDLED;
}

/* In a process of its own, as a log writer can't be taken back. */
static void
load_with_bad_files (void)
{
  Fixture fixture;
  g_autoptr (GHashTable) texts = NULL;
  g_autofree char *folder = NULL;
  guint warnings = 0;

  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (count_warning, &warnings, NULL);
  set_up (&fixture, NULL);
  assert_saved (fixture.store, "good", "text");
  write_file (&fixture, "latin.profile", "name=caf\351", -1);
  write_file (&fixture, "zero.profile", "a\0b", 3);
  folder = g_build_filename (fixture.files, "folder.profile", NULL);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);

  texts = load_anew (fixture.files);
  g_assert_cmpuint (g_hash_table_size (texts), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (texts, "good"), ==, "text");
  g_assert_cmpuint (warnings, ==, 3);
  tear_down (&fixture, NULL);
}

static void
test_bad_files (void)
{
  if (g_test_subprocess ())
    {
      load_with_bad_files ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
test_no_folder (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->files, "a file, where the folder should be", -1, NULL));
  g_assert_null (dialer_store_load (fixture->store, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (save (fixture->store, "one", "text", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
}

/* A write that breaks off in the middle. */
static void
test_file_limit (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *big = g_strnfill (8192, 'x');
  g_autoptr (GHashTable) texts = NULL;
  g_autoptr (GError) error = NULL;
  struct rlimit old, small;

  assert_saved (fixture->store, "one", "old");
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  save (fixture->store, "one", big, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);

  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
  g_assert_cmpuint (folder_count_entries (fixture->files), ==, 1);
  texts = load_anew (fixture->files);
  g_assert_cmpstr (g_hash_table_lookup (texts, "one"), ==, "old");
  assert_saved (fixture->store, "one", big);
}

/* The kernel kills a process that writes beyond its limit: a kill -9 in the middle of a write, every time. */
static void
die_while_writing (const char *files)
{
  g_autofree char *path = g_build_filename (files, "one.profile", NULL);
  g_autofree char *big = g_strnfill (8192, 'x');
  const struct rlimit small = { 4096, RLIM_INFINITY };

  signal (SIGXFSZ, SIG_DFL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  dialer_whole_file_write (path, big, 8192, NULL);  /* a child has no threads that a store could use */
}

static void
test_killed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GHashTable) texts = NULL;
  int status;
  pid_t child;

  assert_saved (fixture->store, "one", "old");
  child = fork ();
  if (child == 0)
    {
      die_while_writing (fixture->files);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGXFSZ);
  g_assert_cmpuint (folder_count_entries (fixture->files), ==, 2);

  texts = load_anew (fixture->files);
  g_assert_cmpstr (g_hash_table_lookup (texts, "one"), ==, "old");
  g_assert_cmpuint (folder_count_entries (fixture->files), ==, 1);
}

static void
save_to_full_disk (void)
{
  g_autofree char *text = g_strnfill (2000, 'x');
  g_autoptr (GHashTable) texts = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;
  char *disk = folder_new ();

  if (!folder_make_small_disk (disk))
    {
      folder_remove (disk);
      g_test_skip ("no mount namespaces here");
      return;
    }
  fixture.store = dialer_store_new (disk, ".profile");
  assert_saved (fixture.store, "one", "old");
  folder_fill_disk (disk);

  g_assert_false (save (fixture.store, "one", text, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "no space is left"));
  texts = load_anew (disk);
  g_assert_cmpstr (g_hash_table_lookup (texts, "one"), ==, "old");

  folder_free_disk (disk);
  assert_saved (fixture.store, "one", text);
  g_clear_object (&fixture.store);
  g_assert_cmpint (umount2 (disk, MNT_DETACH), ==, 0);
  folder_remove (disk);
}

static void
test_full_disk (void)
{
  if (g_test_subprocess ())
    {
      save_to_full_disk ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/system/store/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("empty", test_empty);
  ADD ("modes", test_modes);
  ADD ("order", test_order);
  ADD ("dropped", test_dropped);
  ADD ("cancelled", test_cancelled);
  ADD ("unsafe-ids", test_unsafe_ids);
  ADD ("sweep", test_sweep);
  ADD ("no-folder", test_no_folder);
  ADD ("file-limit", test_file_limit);
  ADD ("killed", test_killed);
#undef ADD
  g_test_add_func ("/system/store/bad-files", test_bad_files);
  g_test_add_func ("/system/store/full-disk", test_full_disk);

  return g_test_run ();
}
