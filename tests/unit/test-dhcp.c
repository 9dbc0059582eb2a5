/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the event script prints, also when a network tells nonsense. */
#include "dialer-dhcp.h"

static void
test_lease (void)
{
  g_auto (DialerAddressing) addressing = { 0 };

  g_assert_true (dialer_dhcp_parse ("lease 10.64.3.7/29 10.64.3.1 mtu 1430 dns 10.64.0.1 10.64.0.2", &addressing));
  g_assert_cmpstr (addressing.address, ==, "10.64.3.7");
  g_assert_cmpuint (addressing.prefix, ==, 29);
  g_assert_cmpstr (addressing.gateway, ==, "10.64.3.1");
  g_assert_cmpuint (addressing.mtu, ==, 1430);
  g_assert_cmpuint (g_strv_length (addressing.dns), ==, 2);
  g_assert_cmpstr (addressing.dns[1], ==, "10.64.0.2");
}

static void
test_least (void)
{
  g_auto (DialerAddressing) addressing = { 0 };

  g_assert_true (dialer_dhcp_parse ("lease 10.64.3.7/32  mtu 0 dns ", &addressing));
  g_assert_cmpuint (addressing.prefix, ==, 32);
  g_assert_null (addressing.gateway);
  g_assert_cmpuint (g_strv_length (addressing.dns), ==, 0);
}

static void
test_nonsense (void)
{
  static const char *const lines[] = { "",
                                       "deconfig",
                                       "lease",
                                       "lease ",
                                       "lease x/24",
                                       "lease 10.64.3.7",
                                       "lease fe80::1/64",
                                       "leases 10.64.3.7/24" };
  g_auto (DialerAddressing) addressing = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_assert_false (dialer_dhcp_parse (lines[i], &addressing));
      g_assert_null (addressing.address);
    }
  g_assert_true (dialer_dhcp_parse ("lease 10.64.3.7/99 $(reboot) mtu -3 dns ;x 10.64.0.1", &addressing));
  g_assert_cmpuint (addressing.prefix, ==, 32);
  g_assert_cmpuint (addressing.mtu, ==, 0);
  g_assert_null (addressing.gateway);
  g_assert_cmpstr (addressing.dns[0], ==, "10.64.0.1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/system/dhcp/lease", test_lease);
  g_test_add_func ("/system/dhcp/least", test_least);
  g_test_add_func ("/system/dhcp/nonsense", test_nonsense);
  return g_test_run ();
}
