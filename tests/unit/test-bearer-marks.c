/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is left for the next daemon. */
#include "dialer-bearer-marks.h"

#include "folder-fixture.h"

#define UID "/sys/devices/platform/usb1/1-1"

static void
assert_mark (DialerBearerMarks *marks, const char *owner, const char *interface, gboolean was_disabled)
{
  g_autoptr (DialerBearerMark) mark = dialer_bearer_marks_find (marks, UID);

  g_assert_nonnull (mark);
  g_assert_cmpstr (mark->owner, ==, owner);
  g_assert_cmpstr (mark->interface, ==, interface);
  g_assert_cmpint (mark->was_disabled, ==, was_disabled);
}

static void
test_found_by_the_next (void)
{
  char *folder = folder_new ();
  DialerBearerMarks *first = dialer_bearer_marks_new (folder), *next;

  dialer_bearer_marks_add (first, UID, &(DialerBearerMark){ .owner = ":1.7", .was_disabled = TRUE });
  dialer_bearer_marks_free (first);
  next = dialer_bearer_marks_new (folder);
  g_assert_null (dialer_bearer_marks_find (next, UID ".1"));
  assert_mark (next, ":1.7", NULL, TRUE);
  dialer_bearer_marks_add (next, UID, &(DialerBearerMark){ .owner = ":1.9", .interface = "wwan0" });
  assert_mark (next, ":1.9", "wwan0", FALSE);
  dialer_bearer_marks_remove (next, UID);
  g_assert_null (dialer_bearer_marks_find (next, UID));
  g_assert_cmpuint (folder_count_entries (folder), ==, 0);
  dialer_bearer_marks_free (next);
  folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/bearer-marks/found-by-the-next", test_found_by_the_next);
  return g_test_run ();
}
