/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Routes and name servers, as the settings ask for them. */
#include "dialer-network-plan.h"

static DialerNetworkPlan *
plan (const char *const *settings)
{
  g_autoptr (DialerSettings) all = dialer_settings_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; settings[i]; i += 2)
    {
      dialer_settings_set (all, settings[i], settings[i + 1], &error);
      g_assert_no_error (error);
    }
  return dialer_network_plan_new (all);
}

static void
check_route (const DialerNetworkPlan *self, guint i, const char *network, guint metric)
{
  const DialerNetworkRoute *route = &g_array_index (self->routes, DialerNetworkRoute, i);

  g_assert_cmpuint (i, <, self->routes->len);
  g_assert_cmpstr (route->network, ==, network);
  g_assert_cmpuint (route->metric, ==, metric);
}

static void
test_defaults (void)
{
  const char *const settings[] = { NULL };
  g_autoptr (DialerNetworkPlan) self = plan (settings);

  g_assert_cmpuint (self->routes->len, ==, 1);
  check_route (self, 0, "0.0.0.0/0", 700);
  g_assert_true (self->asks);
  g_assert_true (self->all_names);
  g_assert_cmpuint (g_strv_length (self->dns), ==, 0);
}

static void
test_routes (void)
{
  const char *const settings[] = { "ipv4.routes", "10.0.0.0/8 50;192.0.2.0/24", "ipv4.metric", "9", NULL };
  const char *const alone[] = { "ipv4.routes", "10.0.0.0/8", "ipv4.default-route", "no", NULL };
  g_autoptr (DialerNetworkPlan) self = plan (settings);
  g_autoptr (DialerNetworkPlan) other = plan (alone);

  g_assert_cmpuint (self->routes->len, ==, 3);
  check_route (self, 0, "0.0.0.0/0", 9);
  check_route (self, 1, "10.0.0.0/8", 50);
  check_route (self, 2, "192.0.2.0/24", 9);
  g_assert_cmpuint (other->routes->len, ==, 1);
  check_route (other, 0, "10.0.0.0/8", 700);
  g_assert_false (other->all_names); /* names go the way of everything else */
}

static void
test_dns (void)
{
  const char *const off[] = { "ipv4.dns", "off", NULL };
  const char *const named[] = { "ipv4.dns", "192.0.2.53;2001:db8::53", "ipv4.dns-search", "example.net",
                                "ipv4.default-route", "no", NULL };
  g_autoptr (DialerNetworkPlan) none = plan (off);
  g_autoptr (DialerNetworkPlan) self = plan (named);

  g_assert_false (none->asks);
  g_assert_cmpuint (g_strv_length (none->dns), ==, 0);
  g_assert_false (self->asks);
  g_assert_cmpuint (g_strv_length (self->dns), ==, 2);
  g_assert_cmpstr (self->dns[1], ==, "2001:db8::53");
  g_assert_cmpstr (self->domains[0], ==, "example.net");
  g_assert_true (self->all_names); /* whoever names servers wants them to be asked */
}

static void
test_ip6 (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autoptr (DialerNetworkPlan) off = dialer_network_plan_new_ip6 (settings);
  g_autoptr (DialerNetworkPlan) on = NULL, limited = NULL;

  g_assert_cmpuint (off->routes->len, ==, 0);
  g_assert_false (off->asks);
  g_assert_cmpuint (g_strv_length (off->dns), ==, 0);

  g_assert_true (dialer_settings_set (settings, "ipv6.method", "auto", NULL));
  on = dialer_network_plan_new_ip6 (settings);
  g_assert_cmpuint (on->routes->len, ==, 1);
  check_route (on, 0, "::/0", 700);
  g_assert_true (on->asks && on->all_names);

  g_assert_true (dialer_settings_set (settings, "ipv6.default-route", "no", NULL));
  g_assert_true (dialer_settings_set (settings, "ipv6.dns", "2001:db8::53", NULL));
  limited = dialer_network_plan_new_ip6 (settings);
  g_assert_cmpuint (limited->routes->len, ==, 0);
  g_assert_false (limited->asks);
  g_assert_cmpstr (limited->dns[0], ==, "2001:db8::53");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/network-plan/defaults", test_defaults);
  g_test_add_func ("/model/network-plan/routes", test_routes);
  g_test_add_func ("/model/network-plan/dns", test_dns);
  g_test_add_func ("/model/network-plan/ip6", test_ip6);
  return g_test_run ();
}
