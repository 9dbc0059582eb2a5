/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The PPP link of one call: pppd, and what its plugin tells, in the words of a call. */
#pragma once

#include <gio/gio.h>

#include "dialer-call-record.h"
#include "dialer-settings.h"
#include "dialer-tools.h"

#define DIALER_TYPE_LINK (dialer_link_get_type ())
G_DECLARE_FINAL_TYPE (DialerLink, dialer_link, DIALER, LINK, GObject)

/**
 * dialer_link_start:
 * @tools: outlives the link
 * @settings: the profile's
 * @record: its fields of the link are filled in
 * @device: the serial device
 * @carrier_detect: whether its DCD can be believed
 *
 * Starts pppd, which gets itself ready while the modem dials.
 *
 * Returns: (transfer full) (nullable): the link, or %NULL with DIALER_ERROR_FAILED set
 */
DialerLink *dialer_link_start (const DialerTools *tools, DialerSettings *settings, DialerCallRecord *record,
                               const char *device, gboolean carrier_detect, GError **error);

/**
 * dialer_link_take_line:
 * @secret: (nullable) (transfer full): the password, in memory of libsecret; wiped when the peer has answered to it
 *
 * The carrier is there: negotiate.
 */
void dialer_link_take_line (DialerLink *self, char *secret);

/** dialer_link_stop: ends the link as RFC 1661 wants it, or at once when the line is @gone; "ended" follows */
void dialer_link_stop (DialerLink *self, gboolean gone);

/**
 * DialerLink::progress:
 * @state: the #DialerState that the call has come to
 *
 * DialerLink::ended:
 * @reason: the #DialerReason, as far as pppd and the peer can tell
 *
 * pppd has ended, and nothing of it is left.
 */
