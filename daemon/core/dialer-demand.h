/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A profile that is dialled when a packet wants out: profile.autoconnect=demand.
 *
 * While it is not online an interface of its own has its routes, of the last resort, and takes the packets that go
 * where the profile would lead.  The first of them has it dialled, and they wait; when it is online the interface
 * gives up its address and its routes, and what has waited is sent.
 */
#pragma once

#include "dialer-manager.h"

#define DIALER_TYPE_DEMAND (dialer_demand_get_type ())
G_DECLARE_FINAL_TYPE (DialerDemand, dialer_demand, DIALER, DEMAND, GObject)

/**
 * dialer_demand_new:
 * @manager: who dials; @profile may have a session there
 * @history: earlier calls, which decide how soon after one that failed another is made
 * @profile: its settings are those of now
 *
 * Returns: (transfer full) (nullable): what has the profile dialled until dialer_demand_end_async(); %NULL when the
 *   interface can't be made, which is told in the log
 */
DialerDemand *dialer_demand_new (DialerManager *manager, DialerHistory *history, DialerProfile *profile);

/** dialer_demand_get_profile: Returns: (transfer none): what it is for */
DialerProfile *dialer_demand_get_profile (DialerDemand *self);

/**
 * dialer_demand_end_async:
 * @callback: (nullable)
 *
 * Dials no more; what has been set of the network goes, name servers within ten seconds.
 */
void dialer_demand_end_async (DialerDemand *self, GAsyncReadyCallback callback, gpointer user_data);
