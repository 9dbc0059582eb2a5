/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-network-plan.h"

#define EVERYWHERE "0.0.0.0/0"

static void
clear_route (gpointer data)
{
  g_free (((DialerNetworkRoute *) data)->network);
}

static void
add_route (GArray *routes, const char *network, guint metric)
{
  DialerNetworkRoute route = { g_strdup (network), metric };

  g_array_append_val (routes, route);
}

/* "10.0.0.0/8", or with a metric "10.0.0.0/8 50". */
static void
add_written_route (GArray *routes, const char *text, guint metric)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 2);

  add_route (routes, words[0], words[1] ? g_ascii_strtoull (words[1], NULL, 10) : metric);
}

static GArray *
list_routes (DialerSettings *settings)
{
  GArray *routes = g_array_new (FALSE, FALSE, sizeof (DialerNetworkRoute));
  g_auto (GStrv) written = dialer_settings_get_list (settings, "ipv4.routes");
  guint metric = dialer_settings_get_uint (settings, "ipv4.metric");

  g_array_set_clear_func (routes, clear_route);
  if (dialer_settings_get_boolean (settings, "ipv4.default-route"))
    add_route (routes, EVERYWHERE, metric);
  for (guint i = 0; written[i]; i++)
    add_written_route (routes, written[i], metric);
  return routes;
}

DialerNetworkPlan *
dialer_network_plan_new (DialerSettings *settings)
{
  DialerNetworkPlan *self = g_new0 (DialerNetworkPlan, 1);
  const char *dns = dialer_settings_get (settings, "ipv4.dns");

  self->routes = list_routes (settings);
  self->asks = g_str_equal (dns, "auto");
  self->dns = self->asks || g_str_equal (dns, "off") ? g_new0 (char *, 1)
                                                     : dialer_settings_get_list (settings, "ipv4.dns");
  self->domains = dialer_settings_get_list (settings, "ipv4.dns-search");
  /* Where everything else goes another way, so do names, if nobody says otherwise. */
  self->all_names = !self->asks || dialer_settings_get_boolean (settings, "ipv4.default-route");
  return self;
}

void
dialer_network_plan_free (DialerNetworkPlan *self)
{
  g_array_unref (self->routes);
  g_strfreev (self->dns);
  g_strfreev (self->domains);
  g_free (self);
}
