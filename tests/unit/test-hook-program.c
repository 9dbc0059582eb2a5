/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which programs are run as root, in which order, and what their end is taken for. */
#include "dialer-hook-program.h"

#include <glib/gstdio.h>

#include "dialer-error.h"
#include "folder-fixture.h"

static const char *const environment[] = { "PATH=/usr/bin:/bin", NULL };

static void
test_list (void)
{
  static const char *const names[] = { "20-b", "10-a", "30-c~", ".hidden", "40-d.dpkg-old", "50-e.sh" };
  char *folder = folder_new ();
  g_auto (GStrv) programs = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
    }
  programs = dialer_hook_program_list (folder);
  g_assert_cmpuint (g_strv_length (programs), ==, 3);
  g_assert_true (g_str_has_suffix (programs[0], "/10-a"));
  g_assert_true (g_str_has_suffix (programs[1], "/20-b"));
  g_assert_true (g_str_has_suffix (programs[2], "/50-e.sh"));
  folder_remove (folder);
}

static void
test_no_folder (void)
{
  g_auto (GStrv) programs = dialer_hook_program_list ("/nonexistent");

  g_assert_cmpuint (g_strv_length (programs), ==, 0);
}

static void
test_check (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "hook", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (dialer_hook_program_check ("/bin/true", &error));
  g_assert_no_error (error);
  /* Right by itself; but anybody may put another in its place, for it lies in /tmp. */
  g_assert_true (g_file_set_contents (path, "#!/bin/sh\n", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  g_assert_false (dialer_hook_program_check (path, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
  g_assert_false (dialer_hook_program_check ("/nonexistent", NULL));
  g_assert_false (dialer_hook_program_check ("/etc/passwd", NULL));
  folder_remove (folder);
}

static void
test_run (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dialer_hook_program_run ("/bin/true", environment, 60, &error));
  g_assert_no_error (error);
  g_assert_false (dialer_hook_program_run ("/bin/false", environment, 60, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (dialer_hook_program_run ("/nonexistent", environment, 60, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
}

static void
test_too_long (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "hook", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "#!/bin/sh\nexec sleep 1000\n", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0755), ==, 0);
  g_assert_false (dialer_hook_program_run (path, environment, 0, &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "longer than"));
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hook-program/list", test_list);
  g_test_add_func ("/hook-program/no-folder", test_no_folder);
  g_test_add_func ("/hook-program/check", test_check);
  g_test_add_func ("/hook-program/run", test_run);
  g_test_add_func ("/hook-program/too-long", test_too_long);
  return g_test_run ();
}
