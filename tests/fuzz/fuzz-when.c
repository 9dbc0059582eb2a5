/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever is taken for a time is one that the bus can carry; and no text gets out of its field of a CSV line. */
#include "dialctl-when.h"

#include <string.h>

#include "dialctl-csv.h"
#include "fuzz-target.h"

static void
check_when (const char *text)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (-5 * 60 * 60);
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 11, 24, 17, 30, 0);
  g_autoptr (GError) error = NULL;
  gint64 seconds = 0;

  if (!dialctl_when_parse (text, now, &seconds, &error))
    {
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
      return;
    }
  g_assert_cmpint (seconds, >, 0);
  g_assert_cmpint (seconds, <, G_GINT64_CONSTANT (10000) * 366 * 24 * 60 * 60);
}

static void
check_field (const char *text)
{
  g_autoptr (GString) line = g_string_new ("before");
  guint quotes = 0;

  dialctl_csv_append (line, text);
  g_assert_true (g_utf8_validate (line->str, -1, NULL));
  for (const char *c = line->str + strlen ("before,"); *c; c++)
    {
      g_assert_false (g_ascii_iscntrl (*c));
      g_assert_true (*c != ',' || quotes % 2 == 1);
      quotes += *c == '"';
    }
  g_assert_cmpuint (quotes % 2, ==, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  if (g_utf8_validate (text, -1, NULL)) /* dialctl takes nothing else */
    check_when (text);
  check_field (text);
  return 0;
}
