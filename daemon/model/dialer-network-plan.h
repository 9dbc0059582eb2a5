/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a link with addresses is to be used for: a pure function of the settings. */
#pragma once

#include "dialer-settings.h"

/** DialerNetworkRoute: @network: such as "10.0.0.0/8" or "::/0"; it is reached over the link */
typedef struct
{
  char *network;
  guint metric;
} DialerNetworkRoute;

/**
 * DialerNetworkPlan:
 * @routes: (element-type DialerNetworkRoute): for a link that has an address, the default route first
 * @asks: whether the peer says which name servers there are
 * @dns: those that the settings name instead; none where there are to be none
 * @domains: in which names are looked up
 * @all_names: whether those of all other domains are looked up over the link too
 */
typedef struct
{
  GArray *routes;
  gboolean asks;
  GStrv dns;
  GStrv domains;
  gboolean all_names;
} DialerNetworkPlan;

/** dialer_network_plan_new: Returns: (transfer full): what the group ipv4 of @settings asks for */
DialerNetworkPlan *dialer_network_plan_new (DialerSettings *settings);

/** dialer_network_plan_new_ip6: Returns: (transfer full): what the group ipv6 asks for: nothing with ipv6.method=off */
DialerNetworkPlan *dialer_network_plan_new_ip6 (DialerSettings *settings);
void dialer_network_plan_free (DialerNetworkPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerNetworkPlan, dialer_network_plan_free)
