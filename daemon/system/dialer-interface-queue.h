/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The queue of what goes out at a network interface. */
#pragma once

#include "dialer-queue.h"

/**
 * dialer_interface_set_queue:
 * @name: such as "ppp0"
 * @queue: its window and segment are left to routes
 *
 * A token bucket (tc-tbf(8)) and in it a queue for each flow (tc-fq_codel(8)), in place of what was there; it goes with
 * the interface.  A question to the kernel alone, which has to load no module for it if dialerd.service has.
 *
 * Returns: %FALSE with DIALER_ERROR_FAILED set; then all is as before, or there are no flows in the bucket
 */
gboolean dialer_interface_set_queue (const char *name, const DialerQueue *queue, GError **error);
