/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The words that pppd gets for each setting; and what it never gets. */
#include "dialer-ppp-options.h"

#include <string.h>

#include "dialer-setting.h"

static const DialerPppTask modem_task = {
  .device = "/dev/ttyS1",
  .carrier_detect = TRUE,
  .plugin = "/usr/lib/pppd/dialer-pppd.so",
  .channel_fd = 3,
};

/* Settings given as "group.key=value", separated by "|". */
static DialerSettings *
make_settings (const char *assignments)
{
  DialerSettings *settings = dialer_settings_new ();
  g_auto (GStrv) list = g_strsplit (assignments, "|", -1);

  for (guint i = 0; list[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (list[i], "=", 2);
      g_autoptr (GError) error = NULL;

      dialer_settings_set (settings, parts[0], parts[1], &error);
      g_assert_no_error (error);
    }
  return settings;
}

/* All words with "|" around each, so that strstr() finds whole words and pairs. */
static char *
make_words (const char *assignments, const DialerPppTask *task)
{
  g_autoptr (DialerSettings) settings = make_settings (assignments);
  g_auto (GStrv) words = dialer_ppp_options_make (settings, task);
  g_autofree char *joined = g_strjoinv ("|", words);

  return g_strconcat ("|", joined, "|", NULL);
}

static void
assert_words (const char *words, const char *wanted, gboolean present)
{
  g_auto (GStrv) list = g_strsplit (wanted, ",", -1);

  for (guint i = 0; list[i]; i++)
    {
      g_autofree char *bounded = g_strconcat ("|", list[i], "|", NULL);

      g_test_message ("%s %s in %s", list[i], present ? "must be" : "must not be", words);
      g_assert_cmpint (strstr (words, bounded) != NULL, ==, present);
    }
}

/* Words and pairs (with "|") that must be there, and those that must not, each list separated by ",". */
static const struct
{
  const char *settings;
  const char *present;
  const char *absent;
} rows[] = {
  { "", "nodetach,nopersist,nolock,noauth,hide-password,idle|0,maxconnect|0",
    "detach,persist,lock,auth,updetach,demand,debug,connect,disconnect,call,file,password,show-password" },
  { "", "/dev/ttyS1|115200,modem,crtscts", "local,nocrtscts,xonxoff" },
  { "line.speed=9600", "/dev/ttyS1|9600", "115200" },
  { "line.flow-control=none", "nocrtscts", "crtscts,xonxoff" },
  { "line.flow-control=xon-xoff", "xonxoff", "crtscts,nocrtscts" },
  { "", "noipdefault,ipcp-accept-local,ipcp-accept-remote,dialer-dns,nodefaultroute",
    "noip,defaultroute,defaultroute-metric,usepeerdns,user,remotename,mru,mtu" },
  { "ppp.user=me@isp|ppp.remote-name=isp", "user|me@isp,remotename|isp", "name" },
  { "", "nomppe,noipv6", "require-mppe-128,noccp,novj,+ipv6,"
    "refuse-pap,refuse-chap,refuse-mschap,refuse-mschap-v2,refuse-eap" },
  { "ppp.auth=pap", "refuse-chap,refuse-mschap,refuse-mschap-v2,refuse-eap", "refuse-pap" },
  { "ppp.auth=chap;mschapv2", "refuse-pap,refuse-mschap,refuse-eap", "refuse-chap,refuse-mschap-v2" },
  { "ppp.auth=mschap;eap", "refuse-pap,refuse-chap,refuse-mschap-v2", "refuse-mschap,refuse-eap" },
  { "ppp.auth=pap;any", "nodetach", "refuse-pap,refuse-chap,refuse-mschap,refuse-mschap-v2,refuse-eap" },
  { "ppp.mppe=require", "require-mppe-128", "nomppe,noccp" },
  { "ppp.mppe=require|ppp.compression=no", "require-mppe-128", "nomppe,noccp" },
  { "ppp.mppe=allow", "nodetach", "require-mppe-128,nomppe,noccp" },
  { "ppp.compression=no", "noccp", "novj" },
  { "ppp.vj=no", "novj", "noccp" },
  { "", "asyncmap|0,lcp-echo-interval|30,lcp-echo-failure|4,lcp-max-terminate|1", "default-asyncmap" },
  { "ppp.asyncmap=0xA0000|ppp.mru=296|ppp.mtu=576", "asyncmap|a0000,mru|296,mtu|576", "asyncmap|0" },
  { "ppp.echo-interval=2min|ppp.echo-failures=9", "lcp-echo-interval|120,lcp-echo-failure|9",
    "lcp-echo-interval|30" },
  { "ppp.echo-interval=0", "lcp-echo-interval|0", "lcp-echo-interval|30" },
  { "ipv4.method=off|ipv6.method=auto", "noip,+ipv6",
    "noipv6,noipdefault,ipcp-accept-local,defaultroute,dialer-dns,0.0.0.0:" },
  { "ipv4.method=manual|ipv4.address=192.0.2.7", "192.0.2.7:,noipdefault", "ipcp-accept-local,noip" },
  { "ipv4.method=manual|ipv4.address=192.0.2.7|ipv4.peer=192.0.2.1", "192.0.2.7:192.0.2.1",
    "ipcp-accept-remote" },
  { "ipv4.address=192.0.2.7", "ipcp-accept-local", "192.0.2.7:" },
  { "ipv4.dns=off", "nodetach", "dialer-dns" },
  { "ipv4.dns=192.0.2.53", "nodetach", "dialer-dns,192.0.2.53,ms-dns" },
  { "ppp.options=debug  ipparam 'two words'", "debug|ipparam|two words", "'two" },
};

static void
test_settings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *words = make_words (rows[i].settings, &modem_task);

      assert_words (words, rows[i].present, TRUE);
      assert_words (words, rows[i].absent, FALSE);
    }
}

static void
test_task (void)
{
  static const DialerPppTask cable = {
    .device = "/dev/ttyUSB0", .carrier_detect = FALSE, .plugin = "/opt/dialer-pppd.so", .channel_fd = 17
  };
  g_autofree char *words = make_words ("", &cable);

  /* The plugin brings the options that are named after it. */
  assert_words (words, "/dev/ttyUSB0|115200|local,plugin|/opt/dialer-pppd.so|dialer-fd|17", TRUE);
  assert_words (words, "modem,dialer-fd|3", FALSE);
  g_assert_true (strstr (words, "|plugin|") < strstr (words, "|dialer-dns|"));
}

/* pppd takes the last word on a matter: an administrator's own are the last. */
static void
test_free_words_are_last (void)
{
  g_autofree char *words = make_words ("ppp.options=mtu 1400 nodefaultroute|ppp.mtu=576", &modem_task);

  g_assert_true (g_str_has_suffix (words, "|mtu|1400|nodefaultroute|"));
}

/* Whatever a profile has that may be secret: other programs can read the arguments. */
static void
test_no_secret (void)
{
  static const char *const file = "[profile]\nname=isp\nnote=hunter2\n"
                                  "[dial]\nnumbers=5551234\n"
                                  "[login]\nmethod=script\nscript=expect \"word:\"\\nsend \"hunter2\"\n"
                                  "login-prompt=hunter2\npassword-prompt=hunter2\n"
                                  "[ppp]\nuser=me\npassword=hunter2\n"
                                  "[secret]\npassword=stored\nvalue=hunter2\npin=stored\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (DialerSettings) settings = dialer_settings_parse (file, strlen (file), &error);
  g_auto (GStrv) words = NULL;

  g_assert_no_error (error);
  words = dialer_ppp_options_make (settings, &modem_task);
  g_assert_true (g_strv_contains ((const char *const *) words, "me"));
  for (guint i = 0; words[i]; i++)
    {
      g_assert_null (strstr (words[i], "hunter2"));
      g_assert_null (strstr (words[i], "5551234"));
      g_assert_cmpstr (words[i], !=, "password");
    }
}

/* "An empty value is the same as none": pppd gets the words of a profile that says nothing. */
static void
test_empty_values (void)
{
  g_autoptr (DialerSettings) plain = dialer_settings_new ();
  g_auto (GStrv) expected = dialer_ppp_options_make (plain, &modem_task);
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *assignment = g_strdup_printf ("%s.%s=", all[i].group, all[i].key);
      g_autoptr (DialerSettings) settings = make_settings (assignment);
      g_auto (GStrv) words = dialer_ppp_options_make (settings, &modem_task);

      g_test_message ("%s", assignment);
      g_assert_cmpstrv (words, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/ppp-options/settings", test_settings);
  g_test_add_func ("/model/ppp-options/task", test_task);
  g_test_add_func ("/model/ppp-options/free-words-are-last", test_free_words_are_last);
  g_test_add_func ("/model/ppp-options/no-secret", test_no_secret);
  g_test_add_func ("/model/ppp-options/empty-values", test_empty_values);
  return g_test_run ();
}
