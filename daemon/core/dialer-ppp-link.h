/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A PPP link: pppd, and what its plugin tells, in the words of a call. */
#pragma once

#include "dialer-call-record.h"
#include "dialer-link.h"
#include "dialer-settings.h"
#include "dialer-tools.h"

#define DIALER_TYPE_PPP_LINK (dialer_ppp_link_get_type ())
G_DECLARE_FINAL_TYPE (DialerPppLink, dialer_ppp_link, DIALER, PPP_LINK, DialerLink)

/**
 * dialer_ppp_link_start:
 * @tools: outlives the link
 * @settings: the profile's
 * @record: its fields of the link are filled in
 * @device: the serial device
 * @carrier_detect: whether its DCD can be believed
 *
 * Starts pppd, which gets itself ready while the modem dials.  Stopped in good order it ends the link as RFC 1661
 * wants it.
 *
 * Returns: (transfer full) (nullable): the link, or %NULL with DIALER_ERROR_FAILED set
 */
DialerLink *dialer_ppp_link_start (const DialerTools *tools, DialerSettings *settings, DialerCallRecord *record,
                                   const char *device, gboolean carrier_detect, GError **error);
