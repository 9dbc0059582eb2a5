/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a profile asks for, told and understood. */
#include "dialer-probe.h"

static DialerCallRecord *
make_record (void)
{
  static const char *const dns[] = { "198.51.100.53", "198.51.100.54", NULL };
  DialerCallRecord *record = dialer_call_record_new ("isp", 0);

  record->interface = g_strdup ("ppp0");
  record->ip4_address = g_strdup ("198.51.100.2");
  record->ip4_peer = g_strdup ("198.51.100.1");
  record->dns = g_strdupv ((GStrv) dns);
  return record;
}

static DialerProbe *
make_probe (const char *method, const char *host)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autoptr (DialerCallRecord) record = make_record ();

  g_assert_true (dialer_settings_set (settings, "probe.method", method, NULL));
  g_assert_true (dialer_settings_set (settings, "probe.host", host, NULL));
  return dialer_probe_new (settings, record);
}

static void
test_none (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_autoptr (DialerCallRecord) record = make_record ();

  g_assert_null (dialer_probe_new (settings, record));
  g_assert_cmpuint (dialer_probe_get_patience (settings), ==, 0);
  g_assert_true (dialer_settings_set (settings, "probe.method", "icmp", NULL));
  g_assert_cmpuint (dialer_probe_get_patience (settings), >, 20);
}

static void
test_hosts (void)
{
  static const struct
  {
    const char *method, *host, *asked, *words;
  } rows[] = {
    { "icmp", "", "198.51.100.1", "an echo request to 198.51.100.1" },
    { "icmp", "192.0.2.1", "192.0.2.1", "an echo request to 192.0.2.1" },
    { "tcp", "isp.example", "isp.example", "a connection to isp.example, port 80" },
    { "route", "192.0.2.1", "192.0.2.1", "the route to 192.0.2.1" },
    { "dns", "", "", "the look-up of the root's name servers" },
    { "dns", "isp.example", "isp.example", "the look-up of isp.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerProbe) probe = make_probe (rows[i].method, rows[i].host);
      g_autofree char *words = dialer_probe_describe (probe);

      g_assert_cmpstr (probe->host, ==, rows[i].asked);
      g_assert_cmpstr (words, ==, rows[i].words);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (DialerProbe) probe = make_probe ("dns", "isp.example");
  g_autofree char *text = dialer_probe_to_text (probe);
  g_autoptr (DialerProbe) heard = dialer_probe_parse (text);
  g_autofree char *again = heard ? dialer_probe_to_text (heard) : NULL;

  g_assert_cmpstr (text, ==,
                   "dns\nhost isp.example\nport 80\ntimeout 20\ninterface ppp0\naddress 198.51.100.2\n"
                   "ip6-address \n"
                   "server 198.51.100.53\nserver 198.51.100.54\n");
  g_assert_cmpstr (again, ==, text);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "none\nhost a\nport 80\ntimeout 20\ninterface ppp0\naddress 192.0.2.1\nip6-address \n",
    "dance\nhost a\nport 80\ntimeout 20\ninterface ppp0\naddress 192.0.2.1\nip6-address \n",
    "tcp\nport 80\ntimeout 20\ninterface ppp0\naddress 192.0.2.1\nip6-address \n",
    "tcp\nhost a\nport 65536\ntimeout 20\ninterface ppp0\naddress 192.0.2.1\nip6-address \n",
    "tcp\nhost a\nport 80\ntimeout 0\ninterface ppp0\naddress 192.0.2.1\nip6-address \n",
    "tcp\nhost a\nport 80\ntimeout 121\ninterface ppp0\naddress 192.0.2.1\nip6-address \n",
    "tcp\nhost a\nport 80\ntimeout 20\naddress 192.0.2.1\nip6-address \n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (dialer_probe_parse (texts[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/probe/none", test_none);
  g_test_add_func ("/model/probe/hosts", test_hosts);
  g_test_add_func ("/model/probe/round-trip", test_round_trip);
  g_test_add_func ("/model/probe/refused", test_refused);
  return g_test_run ();
}
