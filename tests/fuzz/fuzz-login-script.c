/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A login script is refused with a reason, or is kept to the letter. */
#include "dialer-login-script.h"

#include <string.h>

#include "dialer-error.h"
#include "dialer-settings.h"
#include "fuzz-target.h"

static void
check_kept (const char *script)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new (), again = NULL;
  g_autofree char *text = NULL, *trimmed = g_strstrip (g_strdup (script));
  g_autoptr (GError) error = NULL;

  dialer_settings_set (settings, "login.script", script, &error);
  g_assert_no_error (error);
  text = dialer_settings_serialize (settings);
  again = dialer_settings_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dialer_settings_get (again, "login.script"), ==, trimmed);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *script = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;

  if (!dialer_login_script_check (script, &error))
    {
      fuzz_assert_refusal (error, script);
      return 0;
    }
  g_assert_no_error (error);
  if (g_utf8_validate (script, -1, NULL))
    check_kept (script);
  return 0;
}
