/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Stands where libFuzzer is not: gives a target every file of a folder, once. */
#include "fuzz-target.h"

static void
replay (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL, *exact = NULL;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  g_print ("%s\n", path);
  exact = g_memdup2 (data, length); /* without the NUL behind, so that a sanitizer sees a step too far */
  LLVMFuzzerTestOneInput ((const uint8_t *) exact, length);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;
  guint n = 0;

  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  for (; (name = g_dir_read_name (folder)); n++)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      replay (path);
    }
  g_assert_cmpuint (n, >, 0);
  return 0;
}
