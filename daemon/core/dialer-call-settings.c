/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The profile is asked first, then the modem. */
#include "dialer-call-settings.h"

#include "dialer-line-quality.h"
#include "dialer-probe.h"
#include "dialer-secret-source.h"
#include "dialer-setting.h"

#define DIAGNOSTICS "line.diagnostics"

static void
take_from_modem (DialerSettings *settings, DialerSettings *of_modem)
{
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = dialer_setting_make_path (&all[i]);

      if (all[i].modem && !dialer_settings_is_set (settings, path) && dialer_settings_is_set (of_modem, path))
        dialer_settings_set (settings, path, dialer_settings_get (of_modem, path), NULL);
    }
}

static void
choose_diagnostics (DialerSettings *settings, const DialerIdentity *modem)
{
  const char *command = dialer_line_quality_choose_command (dialer_settings_get (settings, DIAGNOSTICS),
                                                            modem->manufacturer, modem->model);

  dialer_settings_set (settings, DIAGNOSTICS, command ? command : "off", NULL);
}

DialerSettings *
dialer_call_settings_make (DialerSettings *of_session, DialerModem *modem)
{
  g_autoptr (DialerSettings) settings = dialer_settings_copy (of_session);

  if (modem == NULL)
    return g_steal_pointer (&settings);
  take_from_modem (settings, dialer_modem_get_settings (modem));
  choose_diagnostics (settings, dialer_modem_get_identity (modem));
  return g_steal_pointer (&settings);
}

const char *
dialer_call_settings_get_access_point (DialerSettings *settings, DialerModemKind kind)
{
  const char *apn = dialer_settings_get (settings, "cellular.apn");

  return kind == DIALER_MODEM_CELLULAR && *apn ? apn : NULL;
}

guint
dialer_call_settings_get_deadline (DialerSettings *settings, DialerState state)
{
  guint patience = state == DIALER_STATE_CONFIGURING ? dialer_probe_get_patience (settings)
                                                     : dialer_secret_source_get_patience (settings, state);

  return dialer_state_get_deadline (state) + patience;
}
