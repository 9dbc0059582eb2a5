/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A line behind a serial port that is ours: a Hayes modem, or a null-modem cable. */
#pragma once

#include "dialer-call-record.h"
#include "dialer-line.h"
#include "dialer-secret-source.h"
#include "dialer-settings.h"
#include "dialer-terminal.h"
#include "dialer-tools.h"

#define DIALER_TYPE_SERIAL_LINE (dialer_serial_line_get_type ())
G_DECLARE_FINAL_TYPE (DialerSerialLine, dialer_serial_line, DIALER, SERIAL_LINE, GObject)

/**
 * dialer_serial_line_new:
 * @tools: outlives the line
 * @settings: the profile's, with the modem's
 * @secrets: whom a login asks
 * @record: the modem's words and the speed of the connection go into it
 * @device: the serial device
 * @dial_command: (nullable): such as "ATDT5551234"; %NULL where there is nothing to dial
 *
 * Returns: (transfer full): a line that is not open yet
 */
DialerLine *dialer_serial_line_new (const DialerTools *tools, DialerSettings *settings, DialerSecretSource *secrets,
                                    DialerCallRecord *record, const char *device, const char *dial_command);

/** dialer_serial_line_set_terminal: @terminal has a hand in the login, whether the profile has one or not */
void dialer_serial_line_set_terminal (DialerSerialLine *self, DialerTerminal *terminal);
