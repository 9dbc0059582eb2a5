/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What ModemManager's errors mean for a call. */
#pragma once

#include "dialer-reason.h"

/**
 * dialer_bearer_error_to_reason:
 * @error: of Simple.Connect: of ModemManager's domains, or of the bus
 *
 * The codes of mobile equipment are those of 3GPP TS 27.007 9.2.
 *
 * Returns: the reason; DIALER_REASON_NO_COVERAGE for all that only the modem's registration can tell more of
 */
DialerReason dialer_bearer_error_to_reason (const GError *error);
