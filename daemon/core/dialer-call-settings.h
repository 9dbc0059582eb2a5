/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The settings of one call. */
#pragma once

#include "dialer-modem.h"
#include "dialer-settings.h"
#include "dialer-state.h"

/**
 * dialer_call_settings_make:
 * @of_session: go before those of the modem, which go before the defaults
 * @modem: (nullable): if there is one
 *
 * Returns: (transfer full): what a call with that modem goes by; line.diagnostics is not auto any more
 */
DialerSettings *dialer_call_settings_make (DialerSettings *of_session, DialerModem *modem);

/** dialer_call_settings_get_deadline: Returns: seconds that a call with @settings may be in @state; 0 is for ever */
guint dialer_call_settings_get_deadline (DialerSettings *settings, DialerState state);

/** dialer_call_settings_get_access_point: Returns: (nullable): what is called on a modem of @kind when no number is */
const char *dialer_call_settings_get_access_point (DialerSettings *settings, DialerModemKind kind);
