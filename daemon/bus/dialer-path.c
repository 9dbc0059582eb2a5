/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Object paths are made of ids. */
#include "dialer-path.h"

#include "dialer-names.h"

char *
dialer_path_of_profile (DialerProfile *profile)
{
  char *path = g_strconcat (DIALER_PROFILE_PATH, dialer_profile_get_id (profile), NULL);

  return g_strdelimit (path, "-", '_');
}

char *
dialer_path_of_modem (DialerModem *modem)
{
  GString *path;

  if (modem == NULL)
    return g_strdup ("/");
  path = g_string_new (DIALER_MODEM_PATH);
  for (const char *c = dialer_modem_get_id (modem); *c; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (path, *c);
    else
      g_string_append_printf (path, "_%02x", (guchar) *c);
  return g_string_free (path, FALSE);
}

char *
dialer_path_of_session (DialerSession *session)
{
  if (session == NULL)
    return g_strdup ("/");
  return g_strdup_printf (DIALER_SESSION_PATH "%u", dialer_session_get_serial (session));
}
