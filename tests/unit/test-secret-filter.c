/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Secrets in what a peer says. */
#include "dialer-secret-filter.h"

#include <string.h>

#include "dialer-call-log.h"

#define DOTS DIALER_CALL_LOG_DOTS

/* @said: by a peer that was told "pass", "password" and "s3cret" */
static char *
filter (const char *said, gsize length)
{
  g_autoptr (DialerSecretFilter) filter = dialer_secret_filter_new ();
  GString *text = g_string_new (NULL);

  dialer_secret_filter_add (filter, "pass");
  dialer_secret_filter_add (filter, "password");
  dialer_secret_filter_add (filter, "s3\tcr\xe5t");
  dialer_secret_filter_add (filter, "\r\n");
  for (gsize i = 0; i < length; i++)
    dialer_secret_filter_push (filter, (guint8) said[i], text);
  dialer_secret_filter_flush (filter, text);
  return g_string_free (text, FALSE);
}

static void
test_texts (void)
{
  static const struct
  {
    const char *said;
    const char *passed;
  } cases[] = {
    { "", "" },
    { "hello\r\n", "hello\r\n" },
    { "pass", DOTS },
    { "password", DOTS },
    { "passwork", DOTS "work" },
    { "the pass, the password.", "the " DOTS ", the " DOTS "." },
    { "ppassword s3s3crets3cret", "p" DOTS " s3" DOTS DOTS },
    { "PassWord", DOTS },
    { "pa\r\nss\r\nwo", DOTS },
    { "pas\rt\r\ns\n3cre\bt!", "pas\rt\r\n" DOTS "!" },
    { "\xf3""3cr\xe5t", DOTS },
    { "compass", "com" DOTS },
    { "what is s", "what is " DOTS },
    { "p a s s", "p a s " DOTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *passed = filter (cases[i].said, strlen (cases[i].said));

      g_assert_cmpstr (passed, ==, cases[i].passed);
    }
}

/* Whoever holds a secret back for ever does not get it through, nor all our memory. */
static void
test_long (void)
{
  g_autoptr (GString) said = g_string_new ("hello s");
  g_autofree char *passed = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (said, '\r');
  g_string_append (said, "3cret");
  passed = filter (said->str, said->len);
  g_assert_true (g_str_has_prefix (passed, "hello " DOTS "\r"));
  g_assert_null (strstr (passed, "s3cret"));
}

/* Whatever is said: no secret gets through, and nothing else is lost but NUL. */
static void
test_any (void)
{
  static const char letters[] = "pasword3cret\r\nPS \xf3\0";

  for (guint round = 0; round < 20000; round++)
    {
      char said[24];
      g_autofree char *passed = NULL;

      for (guint i = 0; i < sizeof said; i++)
        said[i] = letters[g_test_rand_int_range (0, sizeof letters)];
      passed = filter (said, sizeof said);
      for (char *c = passed; *c; c++)
        *c = g_ascii_tolower (*c);
      g_strdelimit (passed, "\r\n", '_');
      g_assert_null (strstr (passed, "pass"));
      g_assert_null (strstr (passed, "s3cret"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/secret-filter/texts", test_texts);
  g_test_add_func ("/system/secret-filter/long", test_long);
  g_test_add_func ("/system/secret-filter/any", test_any);
  return g_test_run ();
}
