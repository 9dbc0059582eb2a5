/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever a modem says of its line: what is told of it is text, in one line. */
#include "dialer-line-quality.h"

#include <string.h>

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *description = dialer_line_quality_describe (text);

  if (description)
    {
      g_assert_nonnull (strstr (description, "bit/s"));
      for (const char *c = description; *c; c++)
        g_assert_true (g_ascii_isprint (*c));
    }
  return 0;
}
