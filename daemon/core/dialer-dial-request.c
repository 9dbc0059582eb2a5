/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-dial-request.h"

#include "dialer-error.h"

/* Whoever chooses the number chooses who is told the password; so does who tells him what he likes. */
static gboolean
check_owner (const DialerDialRequest *self, DialerProfile *profile, GError **error)
{
  if (self->privileged || self->user == dialer_profile_get_owner (profile)
      || (self->number == NULL && self->settings == NULL && self->terminal == NULL))
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_AUTHORIZED,
               "only the owner of %s may call another number with it, change settings for a call, or have a hand in "
               "its login: its password would go there",
               dialer_profile_get_name (profile));
  return FALSE;
}

DialerSettings *
dialer_dial_request_make_settings (const DialerDialRequest *self, DialerProfile *profile, GError **error)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();

  if (!check_owner (self, profile, error))
    return NULL;
  if (self->settings && !dialer_settings_apply (settings, self->settings, error))
    return NULL;
  if (self->modem && !dialer_settings_set (settings, "dial.modem", self->modem, error))
    return NULL;
  if (!dialer_profile_check_rights (settings, self->privileged, error))
    return NULL;
  dialer_settings_set_parent (settings, dialer_profile_get_settings (profile));
  return g_steal_pointer (&settings);
}

gboolean
dialer_dial_request_check_terminal (const DialerDialRequest *self, DialerSettings *settings, DialerModemKind kind,
                                    GError **error)
{
  const char *method = dialer_settings_get (settings, "login.method");

  if (self->terminal == NULL)
    return TRUE;
  if (kind == DIALER_MODEM_CELLULAR)
    g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                         "ModemManager connects, and there is no login");
  else if (!dialer_terminal_is_by_hand (self->terminal) && g_str_equal (method, "none"))
    g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                         "login.method is none: there is no login to go through");
  else
    return TRUE;
  return FALSE;
}
