/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All profiles that are dialled when a packet wants out. */
#pragma once

#include "dialer-demand.h"
#include "dialer-profile-book.h"

#define DIALER_TYPE_DEMAND_DIALER (dialer_demand_dialer_get_type ())
G_DECLARE_FINAL_TYPE (DialerDemandDialer, dialer_demand_dialer, DIALER, DEMAND_DIALER, GObject)

/**
 * dialer_demand_dialer_new:
 * @history: outlives it
 * @book: has been loaded
 *
 * Gives each profile with profile.autoconnect=demand a #DialerDemand as long as that is set, and a new one, which knows
 * nothing of earlier failures, when its settings or secrets have changed.
 *
 * Returns: (transfer full): what follows the book
 */
DialerDemandDialer *dialer_demand_dialer_new (DialerManager *manager, DialerHistory *history, DialerProfileBook *book,
                                              DialerSecretStore *secrets);

/** dialer_demand_dialer_end: nothing is dialled on demand any more; "ended" follows if it takes time */
void dialer_demand_dialer_end (DialerDemandDialer *self);

/** dialer_demand_dialer_is_busy: Returns: whether something that was set of the network is still being taken back */
gboolean dialer_demand_dialer_is_busy (DialerDemandDialer *self);

/**
 * DialerDemandDialer::ended:
 *
 * All has been taken back.
 */
