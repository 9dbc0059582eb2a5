/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The choice among the modems that are there. */
#pragma once

#include "dialer-modem-pool.h"

/**
 * dialer_modem_find_free:
 * @id: a modem's id, or "any"
 * @kind: what is needed
 * @reason: (out): why there is none: DIALER_REASON_NO_MODEM or DIALER_REASON_MODEM_BUSY
 *
 * Of several the one of fewest doubts (dialer_modem_get_doubts()), of these the first in the order of ids.
 *
 * Returns: (transfer none) (nullable): a modem that is there and free
 */
DialerModem *dialer_modem_find_free (DialerModemPool *pool, const char *id, DialerModemKind kind,
                                     DialerReason *reason);

/**
 * dialer_modem_choose:
 *
 * As dialer_modem_find_free().
 *
 * Returns: (transfer full) (nullable): a modem that is there, and now reserved for the caller
 */
DialerModem *dialer_modem_choose (DialerModemPool *pool, const char *id, DialerModemKind kind, DialerReason *reason);

/**
 * dialer_modem_will_be_cleared:
 *
 * Returns: whether one that would do is in use only until the call that another daemon has left on it is over
 */
gboolean dialer_modem_will_be_cleared (DialerModemPool *pool, const char *id, DialerModemKind kind);

/**
 * dialer_modem_list:
 *
 * Returns: (transfer full): the ids of all that dialer_modem_choose() would take if they were free, in its order
 */
GStrv dialer_modem_list (DialerModemPool *pool, const char *id, DialerModemKind kind);
