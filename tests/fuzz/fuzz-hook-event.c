/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever comes over the socket, a hook's environment has our variables and no others. */
#include "dialer-hook-event.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *program = NULL;
  g_autofree char *profile_id = NULL;
  g_auto (GStrv) variables = dialer_hook_event_parse (text, &program, &profile_id);

  if (variables == NULL)
    {
      g_assert_null (program);
      g_assert_null (profile_id);
      return 0;
    }
  g_assert_true (g_uuid_string_is_valid (profile_id));
  g_assert_true (program == NULL || *program == '/');
  for (guint i = 0; variables[i]; i++)
    g_assert_true (g_str_has_prefix (variables[i], "DIALER_") && strchr (variables[i], '='));
  return 0;
}
