/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names and numbers are found wherever they stand; what is equal stays equal; the rest stays as it is. */
#include "dialctl-redacted-settings.h"
#include "dialctl-redaction.h"
#include "dialer-setting.h"

static DialctlRedaction *
redaction_new (void)
{
  DialctlRedaction *self = dialctl_redaction_new ();

  dialctl_redaction_learn (self, DIALCTL_REDACTION_NUMBER, "+1 (555) 1234");
  dialctl_redaction_learn (self, DIALCTL_REDACTION_NUMBER, "0,,4711");
  dialctl_redaction_learn (self, DIALCTL_REDACTION_USER, "joe");
  dialctl_redaction_learn (self, DIALCTL_REDACTION_USER, "Ann@isp.example");
  dialctl_redaction_learn (self, DIALCTL_REDACTION_HOST, "acme");
  return self;
}

/* Each with what becomes of it. */
static const char *const applied[][2] = {
  { "", "" },
  { "ATDT5551234 is another number", "ATDTnumber-3 is another number" },
  { "ATDT+15551234", "ATDTnumber-1" },
  { "ATDT15551234;", "ATDTnumber-1;" },
  { "+1 (555) 1234", "number-1" },
  { "0,,4711 and 4711, not 47110", "number-2 and number-2, not 47110" },
  { "CONNECT 33600/ARQ at 115200", "CONNECT 33600/ARQ at 115200" },
  { "user joe, JOE: joe_ joey banjoe", "user user-1, user-1: user-1_ joey banjoe" },
  { "ann@ISP.example, ann and isp.example", "user-2, user-2 and host-1" },
  { "login at acme:", "login at host-2:" },
  { "who@else.example", "user-3" },
  { "198.51.100.7 -> 198.51.100.1.", "address-1 -> address-2." },
  { "198.51.100.7/24, 2001:DB8::1 and 2001:db8::1", "address-1/24, address-3 and address-3" },
  { "00:1b:44:11:3a:b7", "address-4" },
  { "0.0.0.0/0, ::1 and 127.0.0.1", "0.0.0.0/0, ::1 and 127.0.0.1" },
  { "2026-11-30T15:33:53.123456Z", "2026-11-30T15:33:53.123456Z" },
  { "IMEI 490154203237518", "IMEI number-4" },
  { "\xff" "joe", "\xef\xbf\xbd" "user-1" },
  { "j\xc3\xb6joe", "j\xc3\xb6joe" },
};

static void
test_apply (void)
{
  g_autoptr (DialctlRedaction) self = redaction_new ();

  for (guint i = 0; i < G_N_ELEMENTS (applied); i++)
    {
      g_autofree char *text = dialctl_redaction_apply (self, applied[i][0]);

      g_assert_cmpstr (text, ==, applied[i][1]);
    }
}

static void
test_foreign (void)
{
  static const char *const rows[][2] = {
    { "Welcome to pop7.isp.net.", "Welcome to host-3." },
    { "again pop7.ISP.net", "again host-3" },
    { "dialerd.service: limit.cost=5/day, ipv4.dns, org.dialctl.Dialer1", NULL },
    { "pppd 2.4.9 on 6.1.0-18-amd64, 0.06 EUR", NULL },
  };
  g_autoptr (DialctlRedaction) self = redaction_new ();
  g_autofree char *ours = dialctl_redaction_apply (self, "Welcome to pop7.isp.net.");

  g_assert_cmpstr (ours, ==, "Welcome to pop7.isp.net.");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = dialctl_redaction_apply_foreign (self, rows[i][0]);

      g_assert_cmpstr (text, ==, rows[i][1] ? rows[i][1] : rows[i][0]);
    }
}

/* Two ways of writing one number; two kinds of one name. */
static void
test_equal_stays_equal (void)
{
  g_autoptr (DialctlRedaction) self = dialctl_redaction_new ();
  g_autofree char *written = dialctl_redaction_mask (self, DIALCTL_REDACTION_NUMBER, "+1 (555) 1234");
  g_autofree char *plain = dialctl_redaction_mask (self, DIALCTL_REDACTION_NUMBER, "15551234");
  g_autofree char *user = dialctl_redaction_mask (self, DIALCTL_REDACTION_USER, "Joe");
  g_autofree char *typed = dialctl_redaction_mask (self, DIALCTL_REDACTION_TEXT, "joe\\r");

  g_assert_cmpstr (written, ==, plain);
  g_assert_cmpstr (user, ==, "user-1");
  g_assert_cmpstr (typed, ==, user);
}

static const char *const settings[][3] = {
  { "dial.numbers", "555-1234;5551234;555 9999", "number-1;number-1;number-2" },
  { "dial.prefix", "0,", "0," },
  { "cellular.number", "*99#", "*99#" },
  { "limit.numbers", "0900*", "number-3" },
  { "ppp.user", "joe", "user-1" },
  { "profile.users", "joe;eve", "user-1;user-2" },
  { "profile.note", "the key is under the mat", "(left out)" },
  { "ppp.remote-name", "acme", "host-1" },
  { "cellular.apn", "internet", "host-2" },
  { "ipv4.dns", "192.0.2.53;192.0.2.54", "address-1;address-2" },
  { "ipv4.routes", "10.0.0.0/8 50", "address-3/8 50" },
  { "dial.init", "AT+CPIN=12345;AT+CGDCONT=1,\"IP\",\"web\";ATX3",
    "AT+CPIN=(left out);AT+CGDCONT=1,(left out),(left out);ATX3" },
  { "dial.init", "AT+CPIN=\"1234", "AT+CPIN=(left out)" },
  { "login.script", "expect acme ogin:\nsend \"secret\\r\"\nsend $user\nsend \"ppp\"",
    "expect host-1 ogin: | send \"text-1\" | send $user | send \"ppp\"" },
  { "login.script", "send \"joe\nend", "send \"user-1 | end" },
  { "ppp.options", "name joe debug remotename acme", "name user-1 debug remotename host-1" },
  { "line.speed", "115200", "115200" },
  { "profile.id", "d1234567-30b8-4680-ae45-41a179bf4927", "d1234567-30b8-4680-ae45-41a179bf4927" },
  { "secret.password", "stored", "stored" },
  { "of.tomorrow", "anything", "(left out)" },
  { "of.tomorrow", "", "" },
};

static void
test_settings (void)
{
  g_autoptr (DialctlRedaction) self = dialctl_redaction_new ();

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *masked = dialctl_redacted_settings_mask (self, settings[i][0], settings[i][1]);

      g_assert_cmpstr (masked, ==, settings[i][2]);
    }
}

/* A key that is new in the service is thought about here, too. */
static void
test_all_keys_are_known (void)
{
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = dialer_setting_make_path (&all[i]);

      if (!dialctl_redacted_settings_knows (path))
        g_error ("what is in %s?", path);
    }
  g_assert_false (dialctl_redacted_settings_knows ("of.tomorrow"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialctl/redaction/apply", test_apply);
  g_test_add_func ("/dialctl/redaction/foreign", test_foreign);
  g_test_add_func ("/dialctl/redaction/equal-stays-equal", test_equal_stays_equal);
  g_test_add_func ("/dialctl/redaction/settings", test_settings);
  g_test_add_func ("/dialctl/redaction/all-keys-are-known", test_all_keys_are_known);
  return g_test_run ();
}
