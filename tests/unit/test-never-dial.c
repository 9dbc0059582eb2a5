/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists of numbers: what a mistake in them does, and that they are read anew.  And the list that is shipped. */
#include "dialer-never-dial.h"

#include <sys/stat.h>

#include "folder-fixture.h"

typedef struct
{
  char *shipped;
  char *own;
  DialerNeverDial *lists;
} Fixture;

static guint warnings;

static GLogWriterOutput
count_warning (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if (level & G_LOG_LEVEL_WARNING)
    warnings++;
  return G_LOG_WRITER_HANDLED;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->shipped = folder_new ();
  fixture->own = folder_new ();
  warnings = 0;
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_pointer (&fixture->lists, dialer_never_dial_free);
  folder_remove (fixture->shipped);
  folder_remove (fixture->own);
}

static void
write_list (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
load (Fixture *fixture)
{
  const char *folders[] = { fixture->shipped, fixture->own, NULL };

  fixture->lists = dialer_never_dial_new (folders);
}

static const DialerNumberRule *
find (Fixture *fixture, const char *number)
{
  return dialer_number_rules_find (dialer_never_dial_get_rules (fixture->lists), "ATDT", "", number);
}

static void
test_lists (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *source = g_build_filename (fixture->shipped, "a.conf:3", NULL);

  write_list (fixture->shipped, "a.conf", "# comment\n\n  112   # Europe\n*99#\r\n#31#\n");
  write_list (fixture->own, "b.conf", "0900*");
  write_list (fixture->own, "b.conf.example", "555*");
  load (fixture);
  g_assert_cmpstr (find (fixture, "112")->source, ==, source);
  g_assert_nonnull (find (fixture, "0900123"));
  g_assert_nonnull (find (fixture, "*99#"));
  g_assert_null (find (fixture, "5551234"));
  g_assert_null (find (fixture, "#31#"));
  g_assert_cmpuint (warnings, ==, 0);
}

static void
test_own_list_replaces (Fixture *fixture, gconstpointer unused)
{
  write_list (fixture->shipped, "a.conf", "112\n");
  write_list (fixture->own, "a.conf", "");
  load (fixture);
  g_assert_null (find (fixture, "112"));
}

static void
test_broken_line (Fixture *fixture, gconstpointer unused)
{
  write_list (fixture->own, "a.conf", "0900*\nonly 112\n\xff\n911\n");
  load (fixture);
  g_assert_cmpuint (warnings, ==, 2);
  g_assert_nonnull (find (fixture, "0900123"));
  g_assert_nonnull (find (fixture, "911"));
  g_assert_null (find (fixture, "5551234"));
}

static void
test_changes (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->own, "a.conf", NULL);

  load (fixture);
  g_assert_null (find (fixture, "0900123"));
  write_list (fixture->own, "a.conf", "0900*\n");
  g_assert_nonnull (find (fixture, "0900123"));
  write_list (fixture->own, "a.conf", "0901*\n");
  g_assert_null (find (fixture, "0900123"));
  g_assert_nonnull (find (fixture, "0901123"));
  g_assert_cmpint (unlink (path), ==, 0);
  g_assert_null (find (fixture, "0901123"));
}

static void
test_folders_that_are_not_there (Fixture *fixture, gconstpointer unused)
{
  static const char *const folders[] = { "/nonexistent/a", "/nonexistent/b", NULL };

  fixture->lists = dialer_never_dial_new (folders);
  g_assert_null (find (fixture, "112"));
}

/* What can't be read may have said anything. */
static void
test_unreadable (Fixture *fixture, gconstpointer unused)
{
  static const char *const not_a_folder[] = { "/dev/null", NULL };
  g_autofree char *path = g_build_filename (fixture->own, "pipe.conf", NULL);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  load (fixture);
  g_assert_nonnull (g_strstr_len (find (fixture, "5551234")->source, -1, "pipe.conf"));
  g_assert_cmpuint (warnings, ==, 1);
  g_assert_cmpint (unlink (path), ==, 0);
  g_assert_null (find (fixture, "5551234"));
  g_assert_cmpint (symlink ("/nonexistent", path), ==, 0);
  g_assert_nonnull (find (fixture, "5551234"));

  dialer_never_dial_free (fixture->lists);
  fixture->lists = dialer_never_dial_new (not_a_folder);
  g_assert_nonnull (find (fixture, "5551234"));
}

static void
test_no_text (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->own, "a.conf", NULL);

  g_assert_true (g_file_set_contents (path, "112\n\0\n911\n", 10, NULL));
  load (fixture);
  g_assert_nonnull (find (fixture, "5551234"));
}

static void
test_shipped (Fixture *fixture, gconstpointer unused)
{
  static const char *const folders[] = { DIALER_NEVER_DIAL, NULL };
  static const char *const refused[] = { "112", "911", "999", "000", "110", "113", "118", "119", "08", "10111",
                                         "9,911", "0112", "+112", "*67911", "158" };
  static const char *const free_ones[] = { "5551234", "1125551234", "9115551234", "0119015551234", "*99#", "*99***1#",
                                           "0,5551234", "9,5551234", "*70,5551234", "1", "5", "0" };

  fixture->lists = dialer_never_dial_new (folders);
  g_assert_cmpuint (warnings, ==, 0);
  g_assert_cmpuint (dialer_number_rules_count (dialer_never_dial_get_rules (fixture->lists)), >, 100);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    if (find (fixture, refused[i]) == NULL)
      g_error ("%s may be dialled", refused[i]);
  for (guint i = 0; i < G_N_ELEMENTS (free_ones); i++)
    if (find (fixture, free_ones[i]))
      g_error ("%s is refused as %s", free_ones[i], find (fixture, free_ones[i])->pattern);
}

/* Each line of the example is a pattern. */
static void
test_example (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (DIALER_NEVER_DIAL "/premium-rate.conf.example", &text, NULL, NULL));
  write_list (fixture->own, "a.conf", text);
  load (fixture);
  g_assert_cmpuint (warnings, ==, 0);
  g_assert_nonnull (find (fixture, "0900123456"));
  g_assert_nonnull (find (fixture, "19005551234"));
  g_assert_null (find (fixture, "0305551234"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer unused);
  } tests[] = {
    { "/system/never-dial/lists", test_lists },
    { "/system/never-dial/own-list-replaces", test_own_list_replaces },
    { "/system/never-dial/broken-line", test_broken_line },
    { "/system/never-dial/changes", test_changes },
    { "/system/never-dial/folders-that-are-not-there", test_folders_that_are_not_there },
    { "/system/never-dial/unreadable", test_unreadable },
    { "/system/never-dial/no-text", test_no_text },
    { "/system/never-dial/shipped", test_shipped },
    { "/system/never-dial/example", test_example },
  };

  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (count_warning, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
