/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A link over a network interface of the modem: no PPP, only addresses and routes. */
#pragma once

#include "dialer-bearer.h"
#include "dialer-call-record.h"
#include "dialer-link.h"
#include "dialer-settings.h"

#define DIALER_TYPE_IP_LINK (dialer_ip_link_get_type ())
G_DECLARE_FINAL_TYPE (DialerIpLink, dialer_ip_link, DIALER, IP_LINK, DialerLink)

/**
 * dialer_ip_link_new:
 * @settings: of them, ipv4.dns
 * @record: its fields of the link are filled in
 * @config: of a connected bearer, not PPP; outlives the link
 *
 * Returns: (transfer full): a link that leaves the interface alone until it is given the line
 */
DialerLink *dialer_ip_link_new (DialerSettings *settings, DialerCallRecord *record, const DialerBearerConfig *config);
