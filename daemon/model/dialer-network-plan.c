/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-network-plan.h"

#define EVERYWHERE "0.0.0.0/0"
#define EVERYWHERE_6 "::/0"

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

static DialerNetworkPlan *
plan_nothing (void)
{
  DialerNetworkPlan *self = g_new0 (DialerNetworkPlan, 1);

  self->routes = g_array_new (FALSE, FALSE, sizeof (DialerNetworkRoute));
  g_array_set_clear_func (self->routes, clear_route);
  self->dns = g_new0 (char *, 1);
  self->domains = g_new0 (char *, 1);
  return self;
}

static void
plan_names (DialerNetworkPlan *self, DialerSettings *settings, const char *path, gboolean default_route)
{
  const char *dns = dialer_settings_get (settings, path);

  self->asks = g_str_equal (dns, "auto");
  if (!self->asks && !g_str_equal (dns, "off"))
    {
      g_strfreev (self->dns);
      self->dns = dialer_settings_get_list (settings, path);
    }
  /* Where everything else goes another way, so do names, if nobody says otherwise. */
  self->all_names = !self->asks || default_route;
}

DialerNetworkPlan *
dialer_network_plan_new (DialerSettings *settings)
{
  DialerNetworkPlan *self = plan_nothing ();
  g_auto (GStrv) written = dialer_settings_get_list (settings, "ipv4.routes");
  guint metric = dialer_settings_get_uint (settings, "ipv4.metric");
  gboolean default_route = dialer_settings_get_boolean (settings, "ipv4.default-route");

  if (default_route)
    add_route (self->routes, EVERYWHERE, metric);
  for (guint i = 0; written[i]; i++)
    add_written_route (self->routes, written[i], metric);
  plan_names (self, settings, "ipv4.dns", default_route);
  g_strfreev (self->domains);
  self->domains = dialer_settings_get_list (settings, "ipv4.dns-search");
  return self;
}

DialerNetworkPlan *
dialer_network_plan_new_ip6 (DialerSettings *settings)
{
  DialerNetworkPlan *self = plan_nothing ();
  gboolean default_route = dialer_settings_get_boolean (settings, "ipv6.default-route");

  if (!g_str_equal (dialer_settings_get (settings, "ipv6.method"), "auto"))
    return self;
  if (default_route)
    add_route (self->routes, EVERYWHERE_6, dialer_settings_get_uint (settings, "ipv4.metric"));
  plan_names (self, settings, "ipv6.dns", default_route);
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
