/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* At the start: no call of a daemon that was killed, or lost its power, goes on. */
#pragma once

#include "dialer-ledger.h"
#include "dialer-modem-pool.h"
#include "dialer-tools.h"

#define DIALER_TYPE_ORPHAN_GUARD (dialer_orphan_guard_get_type ())
G_DECLARE_FINAL_TYPE (DialerOrphanGuard, dialer_orphan_guard, DIALER, ORPHAN_GUARD, GObject)

/**
 * dialer_orphan_guard_new:
 * @tools: outlives it; there may be marks of calls
 * @pool: with all modems that are there
 * @ledger: the rows of those calls have been closed
 *
 * Ends all calls of which there are marks.  Whether that could be proven goes into the ledger, the journal, and what
 * becomes of the mark.
 *
 * Returns: (transfer full): a guard
 */
DialerOrphanGuard *dialer_orphan_guard_new (const DialerTools *tools, DialerModemPool *pool, DialerLedger *ledger);

/** dialer_orphan_guard_has_cut: Returns: whether a call of the profile @profile_id was online when its daemon died */
gboolean dialer_orphan_guard_has_cut (DialerOrphanGuard *self, const char *profile_id);

/** dialer_orphan_guard_is_busy: Returns: whether it is ending a call now, and does not only wait for its modem */
gboolean dialer_orphan_guard_is_busy (DialerOrphanGuard *self);

/**
 * DialerOrphanGuard::ended-one:
 *
 * A call is over, or could not be proven to be.
 */
