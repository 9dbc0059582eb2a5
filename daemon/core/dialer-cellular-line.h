/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packet data over a cellular modem: ModemManager connects, we do the IP. */
#pragma once

#include "dialer-call-record.h"
#include "dialer-line.h"
#include "dialer-secret-source.h"
#include "dialer-settings.h"
#include "dialer-tools.h"

#define DIALER_TYPE_CELLULAR_LINE (dialer_cellular_line_get_type ())
G_DECLARE_FINAL_TYPE (DialerCellularLine, dialer_cellular_line, DIALER, CELLULAR_LINE, GObject)

/**
 * dialer_cellular_line_new:
 * @tools: outlives the line
 * @settings: the profile's; its group cellular says whom to connect to
 * @record: the link's fields go into it; its modem is known
 * @secrets: where the PIN comes from
 * @device: a port of the modem
 *
 * Returns: (transfer full): a line that is not open yet
 */
DialerLine *dialer_cellular_line_new (const DialerTools *tools, DialerSettings *settings, DialerCallRecord *record,
                                      DialerSecretSource *secrets, const char *device);
