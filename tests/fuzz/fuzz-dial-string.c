/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever is taken for a number is one dial command and no more.  The input's first line is the prefix. */
#include "dialer-dial-string.h"

#include <string.h>

#include "dialer-error.h"
#include "fuzz-target.h"

#define DIALLED "0123456789*#+,wWTPtp!@ABCDabcd"

static void
check_number (const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dialled = dialer_dial_string_normalize (number, &error), *again = NULL;

  if (dialled == NULL)
    {
      fuzz_assert_refusal (error, number);
      return;
    }
  again = dialer_dial_string_normalize (dialled, NULL);
  g_assert_cmpuint (strspn (dialled, DIALLED), ==, strlen (dialled));
  g_assert_cmpuint (strlen (dialled), >, 0);
  g_assert_cmpstr (again, ==, dialled);
}

static void
check_command (const char *prefix, const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = dialer_dial_string_make_command ("ATD", prefix, number, &error);
  g_autofree char *both = g_strconcat (prefix, "\n", number, NULL);

  if (line == NULL)
    {
      fuzz_assert_refusal (error, both);
      return;
    }
  g_assert_true (g_str_has_prefix (line, "ATD"));
  g_assert_cmpuint (strspn (line + 3, DIALLED), ==, strlen (line + 3));
  g_assert_cmpuint (strlen (line), <=, 250);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) parts = g_strsplit (text, "\n", 2);
  const char *prefix = parts[0] && parts[1] ? parts[0] : "";

  check_number (text);
  check_command (prefix, parts[0] && parts[1] ? parts[1] : text);
  return 0;
}
