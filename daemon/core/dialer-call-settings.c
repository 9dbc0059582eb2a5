/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The profile is asked first, then the modem. */
#include "dialer-call-settings.h"

#include "dialer-setting.h"

DialerSettings *
dialer_call_settings_make (DialerSettings *of_session, DialerSettings *of_modem)
{
  g_autoptr (DialerSettings) settings = dialer_settings_copy (of_session);
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; of_modem && i < n; i++)
    {
      g_autofree char *path = dialer_setting_make_path (&all[i]);

      if (all[i].modem && !dialer_settings_is_set (settings, path) && dialer_settings_is_set (of_modem, path))
        dialer_settings_set (settings, path, dialer_settings_get (of_modem, path), NULL);
    }
  return g_steal_pointer (&settings);
}

const char *
dialer_call_settings_get_access_point (DialerSettings *settings, DialerModemKind kind)
{
  const char *apn = dialer_settings_get (settings, "cellular.apn");

  return kind == DIALER_MODEM_CELLULAR && *apn ? apn : NULL;
}
