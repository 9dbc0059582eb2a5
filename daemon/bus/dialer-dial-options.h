/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The options of Profile.Dial and Profile.Preview. */
#pragma once

#include <gio/gunixfdlist.h>

#include "dialer-session.h"

/**
 * DialerDialOptions:
 * @request: points into the variant that was parsed
 * @wait: whether the caller wants to be answered only when the session is online or over
 * @terminal: (nullable): the request's, which has no reference of its own
 */
typedef struct
{
  DialerDialRequest request;
  gboolean wait;
  DialerTerminal *terminal;
} DialerDialOptions;

/**
 * dialer_dial_options_parse:
 * @options: (in): an a{sv}, which must outlive @parsed
 * @fds: (nullable): what came with the message
 * @user: user id of the caller
 *
 * Returns: %FALSE with DIALER_ERROR_INVALID_ARGUMENT set for an option that is not known or of the wrong type
 */
gboolean dialer_dial_options_parse (DialerDialOptions *parsed, GVariant *options, GUnixFDList *fds, guint user,
                                   GError **error);

/** dialer_dial_options_clear: frees what dialer_dial_options_parse() made */
void dialer_dial_options_clear (DialerDialOptions *parsed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DialerDialOptions, dialer_dial_options_clear)
