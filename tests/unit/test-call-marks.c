/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is left for the next daemon. */
#include "dialer-call-marks.h"

#include <sys/stat.h>

#include "folder-fixture.h"

static void
put (DialerCallMarks *marks, const char *modem, DialerState state)
{
  g_autoptr (DialerCallMark) mark = dialer_call_mark_new (modem);
  g_autoptr (GAsyncResult) result = NULL;

  mark->call = g_strdup ("a");
  mark->profile = g_strdup ("isp");
  mark->device = g_strdup ("/dev/ttyS0");
  mark->state = state;
  dialer_call_marks_put_async (marks, mark, on_result, &result);
  wait_for_result (&result);
}

/* Returns: the only mark in @folder, as the next daemon finds it. */
static DialerCallMark *
load_one (const char *folder)
{
  g_autoptr (DialerCallMarks) marks = dialer_call_marks_new (folder);
  g_autoptr (GPtrArray) found = dialer_call_marks_load (marks);

  g_assert_cmpuint (found->len, ==, 1);
  return g_ptr_array_steal_index (found, 0);
}

static void
test_found_by_the_next (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "ttyS0.call", NULL);
  DialerCallMarks *marks = dialer_call_marks_new (folder);
  g_autoptr (DialerCallMark) mark = NULL;
  struct stat status;

  put (marks, "ttyS0", DIALER_STATE_OPENING);
  put (marks, "ttyS0", DIALER_STATE_LOGIN);
  put (marks, "ttyS1", DIALER_STATE_OPENING);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  dialer_call_marks_remove (marks, "ttyS1");
  dialer_call_marks_remove (marks, "ttyS2");
  dialer_call_marks_free (marks);
  mark = load_one (folder);
  g_assert_cmpstr (mark->modem, ==, "ttyS0");
  g_assert_cmpint (mark->state, ==, DIALER_STATE_LOGIN);
  folder_remove (folder);
}

/* Which modem it is the name tells, and what is not known may cost money. */
static void
test_damaged (void)
{
  char *folder = folder_new ();
  g_autofree char *path = g_build_filename (folder, "ttyS0.call", NULL);
  g_autofree char *other = g_build_filename (folder, "x", NULL);
  g_autoptr (DialerCallMark) mark = NULL;

  g_assert_true (g_file_set_contents (path, "\xff", 1, NULL));
  g_assert_true (g_file_set_contents (other, "no mark", -1, NULL));
  mark = load_one (folder);
  g_assert_cmpstr (mark->modem, ==, "ttyS0");
  g_assert_true (mark->dialed);
  folder_remove (folder);
}

/* A call waits for its mark, but it is made without one too. */
static void
test_unwritable (void)
{
  char *folder = folder_new ();
  g_autofree char *inner = g_build_filename (folder, "no-folder", NULL);
  DialerCallMarks *marks;

  g_assert_true (g_file_set_contents (inner, "", 0, NULL));
  marks = dialer_call_marks_new (inner);
  put (marks, "ttyS0", DIALER_STATE_OPENING);
  dialer_call_marks_free (marks);
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  allow_warnings ();
  g_test_add_func ("/system/call-marks/found-by-the-next", test_found_by_the_next);
  g_test_add_func ("/system/call-marks/damaged", test_damaged);
  g_test_add_func ("/system/call-marks/unwritable", test_unwritable);
  return g_test_run ();
}
