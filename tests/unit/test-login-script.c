/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which login scripts can be understood, and what is said of the others. */
#include "dialer-login-script.h"

#include <string.h>

#include "dialer-error.h"

static void
test_right (void)
{
  static const char *const scripts[] = {
    "",
    "\n\n  \n",
    "# nothing but a comment",
    "expect \"ogin:\"\nsend $user\nexpect \"word:\"\nsend $password\nppp",
    "  expect ogin: timeout 10  \n\tsend me\t",
    "expect \"a\" timeout 1.5",
    "expect \"a\" else fail",
    "expect \"a\" timeout 5 else again\nlabel again",
    "label again\nexpect \"a\" else again",
    "expect 'two words'",
    "expect two\\ words",
    "send \"\"",
    "send ask \"Token?\"",
    "send-raw \"\\d+++\\d\"",
    "pause 3",
    "pause 0",
    "break",
    "label a\ngoto a",
    "goto a\nlabel a",
    "ppp # now",
    "expect \"Gr\xc3\xbc\xc3\x9f Gott\"",
    "expect a\r\nsend b\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", scripts[i]);
      g_assert_true (dialer_login_script_check (scripts[i], &error));
      g_assert_no_error (error);
    }
}

static const struct
{
  const char *script;
  guint line;
  const char *named; /* what the message must speak of */
} wrong[] = {
  { "hello", 1, "send-raw" },
  { "Expect \"a\"", 1, "expect" },
  { "expect", 1, "text" },
  { "expect \"\"", 1, "text" },
  { "expect \"a", 1, "quot" },
  { "expect a b", 1, "timeout" },
  { "expect a timeout", 1, "seconds" },
  { "expect a timeout soon", 1, "seconds" },
  { "expect a timeout -1", 1, "seconds" },
  { "expect a timeout 5s", 1, "seconds" },
  { "expect a timeout 5 6", 1, "else" },
  { "expect a else", 1, "label" },
  { "expect a else nowhere", 1, "label" },
  { "expect a else fail timeout 5", 1, "timeout" },
  { "send", 1, "$password" },
  { "send two words", 1, "quotation" },
  { "send ask", 1, "question" },
  { "send ask two words", 1, "question" },
  { "send-raw", 1, "send-raw" },
  { "send-raw a b", 1, "quotation" },
  { "pause", 1, "seconds" },
  { "pause x", 1, "seconds" },
  { "pause 1 2", 1, "seconds" },
  { "label", 1, "name" },
  { "label a b", 1, "name" },
  { "goto", 1, "label" },
  { "goto nowhere", 1, "label" },
  { "label a\ngoto a b", 2, "label" },
  { "break now", 1, "alone" },
  { "ppp now", 1, "alone" },
  { "# fine\n\nexpect a\n  send\n", 4, "send" },
  { "expect a\r\nhello\r\n", 2, "step" },
  { "# label a\ngoto a", 2, "label" },
};

static void
test_wrong (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *where = g_strdup_printf ("login.script, line %u: ", wrong[i].line);

      g_assert_false (dialer_login_script_check (wrong[i].script, &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
      g_test_message ("%s: %s", wrong[i].script, error->message);
      g_assert_true (g_str_has_prefix (error->message, where));
      g_assert_nonnull (strstr (error->message + strlen (where), wrong[i].named));
    }
}

static void
test_without_error (void)
{
  g_assert_false (dialer_login_script_check ("hello", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/login-script/right", test_right);
  g_test_add_func ("/model/login-script/wrong", test_wrong);
  g_test_add_func ("/model/login-script/without-error", test_without_error);
  return g_test_run ();
}
