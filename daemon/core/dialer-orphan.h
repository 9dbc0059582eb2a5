/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A call that another daemon has left, until it is proven to be over. */
#pragma once

#include "dialer-call-mark.h"
#include "dialer-modem-pool.h"
#include "dialer-tools.h"

#define DIALER_TYPE_ORPHAN (dialer_orphan_get_type ())
G_DECLARE_FINAL_TYPE (DialerOrphan, dialer_orphan, DIALER, ORPHAN, GObject)

/**
 * dialer_orphan_new:
 * @tools: outlives it
 * @mark: (transfer full): of the call
 *
 * Returns: (transfer full): an orphan with which nothing has been done yet
 */
DialerOrphan *dialer_orphan_new (const DialerTools *tools, DialerModemPool *pool, DialerCallMark *mark);

/**
 * dialer_orphan_end:
 *
 * Ends the process that has the line, then hangs up, as often as needed; nobody else gets the modem meanwhile.  If the
 * modem is not there, that is done when it appears.  "ended" follows.
 */
void dialer_orphan_end (DialerOrphan *self);

/** dialer_orphan_get_mark: Returns: (transfer none): of its call */
const DialerCallMark *dialer_orphan_get_mark (DialerOrphan *self);

/** dialer_orphan_waits_for_modem: Returns: whether there is nothing to be done before its modem appears */
gboolean dialer_orphan_waits_for_modem (DialerOrphan *self);

/** dialer_orphan_was_up: Returns: whether the call was still up, or may have been, when it came to ending it */
gboolean dialer_orphan_was_up (DialerOrphan *self);

/**
 * DialerOrphan::ended:
 * @proven: whether the line is proven down
 */
