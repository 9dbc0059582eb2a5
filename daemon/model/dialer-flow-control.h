/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a modem says of its flow control towards the computer. */
#pragma once

#include <glib.h>

/**
 * dialer_flow_control_parse:
 * @text: the reply to +IFC? (ITU-T V.250 6.2.12), or a list of settings as AT&V and ATI4 give it, with &K or
 *   &H
 *
 * Returns: (transfer none) (nullable): "rts-cts", "xon-xoff" or "none", as line.flow-control; "mixed" when
 *   the two directions differ or both ways are on; %NULL when it does not tell
 */
const char *dialer_flow_control_parse (const char *text);
