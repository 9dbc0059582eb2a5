/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The door through which goes what is dialled without anybody: at the start, or because a packet wants out. */
#pragma once

#include "dialer-manager.h"

/**
 * dialer_unattended_find_refusal:
 *
 * Returns: (transfer full) (nullable): %NULL if @profile may be dialled now, else what keeps it from that (a number,
 *   the time, a budget), for people
 */
char *dialer_unattended_find_refusal (DialerManager *manager, DialerProfile *profile, DialerCause cause);

/**
 * dialer_unattended_dial:
 * @trigger: (nullable): the packet
 *
 * Gives @profile a session of its owner's, in which nobody is asked for a secret.  That it can't have one is told in
 * the log.
 *
 * Returns: %FALSE, and nothing was done, as long as no modem for it is there and free
 */
gboolean dialer_unattended_dial (DialerManager *manager, DialerProfile *profile, DialerCause cause,
                                 DialerTrigger *trigger);
