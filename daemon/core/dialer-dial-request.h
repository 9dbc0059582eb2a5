/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What somebody who dials wants, and how much of it may differ from the profile. */
#pragma once

#include "dialer-cause.h"
#include "dialer-modem.h"
#include "dialer-profile.h"
#include "dialer-terminal.h"
#include "dialer-trigger.h"

/**
 * DialerDialRequest:
 * @user: user id of who dials
 * @caller: (nullable): his name on the bus
 * @quiet: whether nobody is to be asked for a secret
 * @cause: why, of the first call
 * @why: (nullable): what for, in words for people
 * @trigger: (nullable): the packet for whose sake
 * @number: (nullable): this one, not those of the profile
 * @modem: (nullable): this modem's id, not the profile's
 * @settings: (nullable): an a{sa{sv}} in place of the profile's, for this session only
 * @over_budget: whether the budgets of the profile do not count
 * @terminal: (nullable): who has a hand in the first login that succeeds
 * @privileged: whether @settings may have what runs as root
 */
typedef struct
{
  guint user;
  const char *caller;
  gboolean quiet;
  DialerCause cause;
  const char *why;
  DialerTrigger *trigger;
  const char *number;
  const char *modem;
  GVariant *settings;
  gboolean over_budget;
  DialerTerminal *terminal;
  gboolean privileged;
} DialerDialRequest;

/**
 * dialer_dial_request_make_settings:
 * @profile: what is dialled with
 *
 * Returns: (transfer full) (nullable): the request's settings, with the profile's where it has none; %NULL with
 *   DIALER_ERROR_INVALID_ARGUMENT, or DIALER_ERROR_NOT_AUTHORIZED (they are not for this user to choose) set
 */
DialerSettings *dialer_dial_request_make_settings (const DialerDialRequest *self, DialerProfile *profile,
                                                   GError **error);

/**
 * dialer_dial_request_check_terminal:
 * @settings: what dialer_dial_request_make_settings() made
 * @kind: of the modem that will be used
 *
 * Returns: %FALSE with DIALER_ERROR_INVALID_ARGUMENT set if there is a terminal, and nothing for it to have a hand in
 */
gboolean dialer_dial_request_check_terminal (const DialerDialRequest *self, DialerSettings *settings,
                                             DialerModemKind kind, GError **error);
