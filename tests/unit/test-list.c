/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lists in one line of text. */
#include "dialer-list.h"

static void
assert_split (const char *text, const char *const *members)
{
  g_auto (GStrv) list = dialer_list_split (text);

  g_test_message ("%s", text);
  g_assert_cmpstrv (list, members);
}

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define NONE ((const char *const[]){ NULL })

static void
test_split (void)
{
  assert_split ("", NONE);
  assert_split ("   ", NONE);
  assert_split (";", NONE);
  assert_split (" ; ;; ", NONE);
  assert_split ("a", LIST ("a"));
  assert_split ("a;b", LIST ("a", "b"));
  assert_split ("a;b;", LIST ("a", "b"));
  assert_split (";a;;b", LIST ("a", "b"));
  assert_split (" a ; b c ;\td\t", LIST ("a", "b c", "d"));
}

static void
test_escapes (void)
{
  assert_split ("a\\;b;c", LIST ("a;b", "c"));
  assert_split ("\\;", LIST (";"));
  assert_split ("a\\\\;b", LIST ("a\\", "b"));
  assert_split ("a\\\\\\;b", LIST ("a\\;b"));
  /* Any other backslash is itself: AT commands have them. */
  assert_split ("AT\\N3;AT\\Q1", LIST ("AT\\N3", "AT\\Q1"));
  assert_split ("a\\", LIST ("a\\"));
}

static void
test_join (void)
{
  static const struct
  {
    const char *members[4];
    const char *text;
  } rows[] = {
    { { NULL }, "" },
    { { "a" }, "a" },
    { { "a", "b", "c" }, "a;b;c" },
    { { "a;b", "c" }, "a\\;b;c" },
    { { "a\\", "b" }, "a\\\\;b" },
    { { "AT\\N3" }, "AT\\\\N3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = dialer_list_join (rows[i].members);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_round_trip (void)
{
  static const char *const members[] = { "a", "b c", ";", "\\", "\\;", ";\\", "\\\\;;\\",
                                         "\xc3\xbc", "x=y", NULL };
  g_autofree char *text = dialer_list_join (members);

  assert_split (text, members);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/list/split", test_split);
  g_test_add_func ("/model/list/escapes", test_escapes);
  g_test_add_func ("/model/list/join", test_join);
  g_test_add_func ("/model/list/round-trip", test_round_trip);
  return g_test_run ();
}
