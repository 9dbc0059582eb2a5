/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which numbers a pattern forbids, however they are dressed. */
#include "dialer-number-rules.h"

#include "dialer-error.h"

typedef struct
{
  const char *patterns; /* separated by blanks */
  const char *command;
  const char *prefix;
  const char *number;
  const char *found; /* NULL: may be dialled */
} Row;

static void
add_all (DialerNumberRules *rules, const char *patterns)
{
  g_auto (GStrv) words = g_strsplit (patterns, " ", -1);

  for (guint i = 0; words[i]; i++)
    {
      g_autoptr (GError) error = NULL;

      dialer_number_rules_add (rules, words[i], words[i], &error);
      g_assert_no_error (error);
    }
}

static void
check (const Row *row)
{
  g_autoptr (DialerNumberRules) rules = dialer_number_rules_new ();
  const DialerNumberRule *rule;

  g_test_message ("%s: %s %s %s", row->patterns, row->command, row->prefix, row->number);
  add_all (rules, row->patterns);
  rule = dialer_number_rules_find (rules, row->command, row->prefix, row->number);
  g_assert_cmpstr (rule ? rule->pattern : NULL, ==, row->found);
}

#define CHECK_ALL(rows) \
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) \
    check (&rows[i])

static void
test_whole_number (void)
{
  static const Row rows[] = {
    { "110 112 911", "ATDT", "", "112", "112" },
    { "112", "ATDP", "", "1-1-2", "112" },
    { "112", "ATDT", "", " (11) 2", "112" },
    { "112", "ATDT", "", "1125551234", NULL },
    { "112", "ATDT", "", "5551112", NULL },
    { "112", "ATDT", "", "11", NULL },
    { "112", "ATDT", "", "1122", NULL },
    { "911", "ATDT", "", "9115551234", NULL },
  };

  CHECK_ALL (rows);
}

static void
test_wildcards (void)
{
  static const Row rows[] = {
    { "0900*", "ATDT", "", "0900123456", "0900*" },
    { "0900*", "ATDT", "", "0900", "0900*" },
    { "0900*", "ATDT", "", "090", NULL },
    { "0900*", "ATDT", "", "0305550900", NULL },
    { "*666", "ATDT", "", "555666", "*666" },
    { "*66*6*", "ATDT", "", "5656656", "*66*6*" },
    { "*66*6*", "ATDT", "", "565656", NULL },
    { "15?", "ATDT", "", "158", "15?" },
    { "15?", "ATDT", "", "15", NULL },
    { "15?", "ATDT", "", "1580", NULL },
    { "*", "ATDT", "", "5", "*" },
    { "?99#", "ATD", "", "*99#", "?99#" },
    { "#*#", "ATD", "", "#99#", "#*#" },
    { "+44*", "ATDT", "", "+44 20 5551234", "+44*" },
    { "+44*", "ATDT", "", "4420555", NULL },
    { "44*", "ATDT", "", "+44205551234", "44*" },
  };

  CHECK_ALL (rows);
}

/* What separates, pauses or switches to pulses hides no number. */
static void
test_modifiers (void)
{
  static const Row rows[] = {
    { "911", "ATDT", "", "9,911", "911" },
    { "911", "ATDT", "", "0w911", "911" },
    { "911", "ATDT", "", "0W911", "911" },
    { "911", "ATDT", "", "0!911", "911" },
    { "911", "ATDT", "", "0@911", "911" },
    { "911", "ATDT", "", "911,,,5551234", "911" },
    { "911", "ATDT", "", "0,911,5551234", "911" },
    { "911", "ATDT", "", "9,1,1", "911" },
    { "911", "ATDT", "", "9T1P1", "911" },
    { "911", "ATDT", "", "t9p11", "911" },
    { "911", "ATDT", "", "9A1B1C", "911" },
    { "911", "ATDT", "", ",,911,,", "911" },
    { "112", "ATDT", "", "+112", "112" },
    { "112", "ATDT", "", "1+12", "112" },
    { "911", "ATDT", "", "*67911", "911" },
    { "911", "ATDT", "", "#31#911", "911" },
    { "911", "ATDT", "", "*70,911", "911" },
    { "911", "ATDT", "", "*70,5551234", NULL },
    { "911", "ATDT", "", "0,5551234", NULL },
    { "911", "ATDT", "", "0,91,15551234", NULL },
    { "0900*", "ATDT", "", "0,0900123", "0900*" },
    { "0900*", "ATDT", "", "09,00,123", "0900*" },
    { "1", "ATDT", "", "*99***1#", NULL },
  };

  CHECK_ALL (rows);
}

static void
test_prefix (void)
{
  static const Row rows[] = {
    { "911", "ATDT", "9", "11", "911" },
    { "911", "ATDT", "9,", "11", "911" },
    { "911", "ATDT", "9,", "911", "911" },
    { "911", "ATDT", "9", "911", "911" },
    { "911", "ATDT", "0", "911", "911" },
    { "911", "ATDT", "88", "911", "911" },
    { "011", "ATDT", "011", "5551234", NULL },
    { "011", "ATDT", "011,", "5551234", "011" },
    { "00*", "ATDT", "0", "0445551234", "00*" },
    { "911", "ATDT", "9,", "5551234", NULL },
    /* dial.command may hide digits too. */
    { "911", "ATDT9", "", "11", "911" },
    { "911", "ATDT911,", "", "5551234", "911" },
    { "911", "ATD911;DT", "", "5551234", "911" },
    { "911", "atx3d9", "1", "1", "911" },
    { "911", "ATX3DT", "", "5551234", NULL },
  };

  CHECK_ALL (rows);
}

/* Whoever dials 0112 behind a private exchange gets 112. */
static void
test_outside_line (void)
{
  static const Row rows[] = {
    { "112", "ATDT", "", "0112", "112" },
    { "112", "ATDT", "", "9112", "112" },
    { "112", "ATDT", "", "8112", NULL },
    { "112", "ATDT", "", "00112", NULL },
    { "112", "ATDT", "", "01125551234", NULL },
    /* There are too many short numbers for that. */
    { "15", "ATDT", "", "015", NULL },
    /* A local number that begins with 9 is no international one. */
    { "00*", "ATDT", "", "90012345", NULL },
    { "1?0", "ATDT", "", "0110", NULL },
  };

  CHECK_ALL (rows);
}

static void
test_no_rules (void)
{
  g_autoptr (DialerNumberRules) rules = dialer_number_rules_new ();

  g_assert_null (dialer_number_rules_find (rules, "ATDT", "", "112"));
}

static void
test_bad_patterns (void)
{
  static const char *const patterns[] = { "", " ", "isp", "112x", "1,2", "[0-9]", "1;2", "\xef\xbc\x91" };
  g_autoptr (DialerNumberRules) rules = dialer_number_rules_new ();

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (dialer_number_rules_add (rules, patterns[i], "list:1", &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (g_strstr_len (error->message, -1, "list:1"));
    }
  g_assert_cmpuint (dialer_number_rules_count (rules), ==, 0);
}

static void
test_source_and_order (void)
{
  g_autoptr (DialerNumberRules) rules = dialer_number_rules_new ();
  const DialerNumberRule *rule;

  g_assert_true (dialer_number_rules_add (rules, "(09) 00-*", "first", NULL));
  g_assert_true (dialer_number_rules_add (rules, "0900*", "second", NULL));
  rule = dialer_number_rules_find (rules, "ATDT", "", "0900");
  g_assert_cmpstr (rule->pattern, ==, "0900*");
  g_assert_cmpstr (rule->source, ==, "first");
}

/* Patterns and numbers come from users: the time they take is bounded. */
static void
test_hostile (void)
{
  g_autoptr (DialerNumberRules) rules = dialer_number_rules_new ();
  g_autoptr (GString) pauses = g_string_new (NULL), number = g_string_new (NULL);
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < 125; i++)
    g_string_append (pauses, "1,");
  for (guint i = 0; i < 30; i++)
    g_string_append (number, "1111111,");
  for (guint i = 0; i < 100; i++)
    add_all (rules, "*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*1*2");
  g_assert_nonnull (dialer_number_rules_find (rules, "ATDT", "", pauses->str));
  g_assert_null (dialer_number_rules_find (rules, "ATDT", "", number->str));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 5 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/number-rules/whole-number", test_whole_number);
  g_test_add_func ("/model/number-rules/wildcards", test_wildcards);
  g_test_add_func ("/model/number-rules/modifiers", test_modifiers);
  g_test_add_func ("/model/number-rules/prefix", test_prefix);
  g_test_add_func ("/model/number-rules/outside-line", test_outside_line);
  g_test_add_func ("/model/number-rules/no-rules", test_no_rules);
  g_test_add_func ("/model/number-rules/bad-patterns", test_bad_patterns);
  g_test_add_func ("/model/number-rules/source-and-order", test_source_and_order);
  g_test_add_func ("/model/number-rules/hostile", test_hostile);
  return g_test_run ();
}
