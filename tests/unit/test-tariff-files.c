/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A tariff by its name: the administrator's goes before the distribution's; what can't be used is told. */
#include "dialer-tariff-files.h"

#include <sys/stat.h>

#include "dialer-error.h"
#include "folder-fixture.h"

static void
write_tariff (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_currency (const char *const *folders, const char *value, const char *currency)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerTariff) tariff = dialer_tariff_files_find (folders, value, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (dialer_tariff_get_currency (tariff), ==, currency);
}

static void
assert_refused (const char *const *folders, const char *value, int code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dialer_tariff_files_find (folders, value, &error));
  g_assert_error (error, DIALER_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (g_strstr_len (error->message, -1, message));
}

static void
test_find (void)
{
  char *own = folder_new (), *shipped = folder_new ();
  const char *const folders[] = { own, "/nonexistent", shipped, NULL };
  g_autofree char *pipe = g_build_filename (own, "pipe", NULL);

  write_tariff (own, "both", "rate 1 per 1s; currency OWN");
  write_tariff (shipped, "both", "rate 1 per 1s; currency SHIPPED");
  write_tariff (shipped, "one", "rate 1 per 1s; currency SHIPPED");
  write_tariff (own, "wrong", "currency EUR\nrate 1 per 0");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_currency (folders, "both", "OWN");
  assert_currency (folders, "one", "SHIPPED");
  assert_currency (folders, "currency HERE; rate 1 per 1s", "HERE");
  assert_refused (folders, "none", DIALER_ERROR_NOT_FOUND, own);
  assert_refused (folders, "wrong", DIALER_ERROR_INVALID_ARGUMENT, "wrong: line 2");
  assert_refused (folders, "pipe", DIALER_ERROR_FAILED, "no file");
  assert_refused (folders, "../etc/passwd", DIALER_ERROR_INVALID_ARGUMENT, "line 1");
  folder_remove (own);
  folder_remove (shipped);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/tariff-files/find", test_find);
  return g_test_run ();
}
