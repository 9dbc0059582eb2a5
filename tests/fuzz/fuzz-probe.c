/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is taken for a probe means the same when it is told again. */
#include "dialer-probe.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (DialerProbe) probe = dialer_probe_parse (text);
  g_autofree char *told = probe ? dialer_probe_to_text (probe) : NULL;
  g_autoptr (DialerProbe) again = probe ? dialer_probe_parse (told) : NULL;
  g_autofree char *words = probe ? dialer_probe_describe (probe) : NULL;

  if (probe == NULL)
    return 0;
  g_assert_nonnull (again);
  g_assert_true (*words);
  g_assert_true (probe->method == again->method && probe->timeout == again->timeout && probe->port == again->port);
  g_assert_cmpstr (probe->host, ==, again->host);
  g_assert_cmpuint (g_strv_length (probe->servers), ==, g_strv_length (again->servers));
  return 0;
}
