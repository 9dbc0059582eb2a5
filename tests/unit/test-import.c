/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the importers make of files that are written here after each format's documentation. */
#include <string.h>

#include "dialctl-settings.h"
#include "dialer-ppp-words.h"
#include "dialer-setting.h"
#include "export.h"
#include "import-formats.h"
#include "import-keys.h"

/* Other files that an importer asks for: path and text in turn, NULL at the end. */
static char *
read_other (const char *path, gpointer user_data)
{
  const char *const *files = user_data;

  for (guint i = 0; files != NULL && files[i] != NULL; i += 2)
    if (g_str_equal (files[i], path))
      return g_strdup (files[i + 1]);
  return NULL;
}

static Import *
run_import (const char *format, const char *name, const char *text, const char *const *others)
{
  ImportFile file = { name, text };
  Import *import = import_new (read_other, (gpointer) others);
  g_autoptr (GError) error = NULL;

  import_formats_find (format) (import, &file, 1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < import->entries->len; i++)
    g_assert_true (((ImportEntry *) import->entries->pdata[i])->settled);
  return import;
}

static ImportProfile *
find_profile (Import *import, const char *name)
{
  for (guint i = 0; i < import->profiles->len; i++)
    if (g_str_equal (((ImportProfile *) import->profiles->pdata[i])->name, name))
      return import->profiles->pdata[i];
  g_error ("no profile %s", name);
}

/* Looks that a setting is as told, and that the service takes it. */
static void
assert_set (ImportProfile *profile, const char *path, const char *expected)
{
  g_autofree char *value = import_profile_get (profile, path);
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  g_autoptr (GError) error = NULL;
  g_autofree char *normal = NULL;

  g_assert_cmpstr (value, ==, expected);
  if (value == NULL)
    return;
  normal = dialer_setting_normalize (dialer_setting_find (parts[0], parts[1], NULL), value, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (normal, ==, value);
}

static const ImportEntry *
find_entry (Import *import, const char *file, guint line)
{
  for (guint i = 0; i < import->entries->len; i++)
    {
      const ImportEntry *entry = import->entries->pdata[i];

      if (entry->line == line && g_str_equal (entry->file, file))
        return entry;
    }
  g_error ("nothing is told of %s:%u", file, line);
}

static void
assert_fate (Import *import, guint line, ImportFate fate)
{
  const ImportSource *source = import->sources->pdata[0];
  const ImportEntry *entry = find_entry (import, source->file, line);

  g_test_message ("line %u: %s: %s", line, entry->key, entry->note);
  g_assert_cmpint (entry->fate, ==, fate);
  g_assert_true (fate == IMPORT_MAPPED || *entry->note != '\0');
}

static void
assert_nowhere (Import *import, const char *secret)
{
  for (guint i = 0; i < import->entries->len; i++)
    {
      const ImportEntry *entry = import->entries->pdata[i];

      g_assert_null (strstr (entry->value, secret));
      g_assert_null (strstr (entry->setting, secret));
      g_assert_null (strstr (entry->note, secret));
    }
  for (guint i = 0; i < import->profiles->len; i++)
    {
      g_autofree char *data = g_key_file_to_data (((ImportProfile *) import->profiles->pdata[i])->settings, NULL, NULL);

      g_assert_null (strstr (data, secret));
    }
}

/* In the section, in what it inherits, in the defaults; of two lines the last (seen on wvdial 1.61). */
static void
test_wvdial_layers (void)
{
  g_autoptr (Import) import = run_import ("wvdial", "w",
                                          "; comment\n"               /* 1 */
                                          "[Dialer Defaults]\n"       /* 2 */
                                          "Init1 = ATZ\n"             /* 3 */
                                          "Phone = 111\n"             /* 4 */
                                          "Phone2 = 222\n"            /* 5 */
                                          "username = joe\n"          /* 6 */
                                          "Password = hidden-word\n"  /* 7 */
                                          "[Dialer foo]\n"            /* 8 */
                                          "Phone1 = 333\n"            /* 9 */
                                          "Inherits = Dialer base\n"  /* 10 */
                                          "[dialer BASE]\n"           /* 11 */
                                          "Phone = 444\n"             /* 12 */
                                          "Dial Prefix = 9\n"         /* 13 */
                                          "Area Code = 5\n"           /* 14 */
                                          "Init = AT&F\n"             /* 15 */
                                          "[Dialer foo]\n"            /* 16 */
                                          "Baud = 9600\n"             /* 17 */
                                          "Baud = 19200\n",           /* 18 */
                                          NULL);
  ImportProfile *foo = find_profile (import, "foo");

  assert_set (foo, "dial.numbers", "5444;5333;5222");
  assert_set (foo, "dial.prefix", "9,");
  assert_set (foo, "dial.init", "AT&F");
  assert_set (foo, "line.speed", "19200");
  assert_set (foo, "ppp.user", "joe");
  assert_set (foo, "login.method", "auto");
  g_assert_cmpstr (foo->password, ==, "hidden-word");
  assert_set (find_profile (import, "Defaults"), "dial.numbers", "111");
  assert_fate (import, 10, IMPORT_APPROXIMATED);
  assert_fate (import, 17, IMPORT_LEFT_OUT);
  assert_fate (import, 3, IMPORT_MAPPED);
  g_assert_cmpstr (find_entry (import, "w", 7)->value, ==, "***");
  assert_nowhere (import, "hidden-word");
}

static void
test_wvdial_keys (void)
{
  g_autoptr (Import) import = run_import ("wvdial", "w",
                                          "[Dialer x]\n"
                                          "Phone = 555 1234\n"
                                          "Phone2 = 5551236\n"     /* 3: behind a gap */
                                          "Username = ''\n"
                                          "Password = ''\n"
                                          "Stupid Mode = on\n"
                                          "Auto Reconnect = yes\n" /* 7 */
                                          "Idle Seconds = 300\n"
                                          "Auto DNS = off\n"
                                          "Carrier Check = no\n"   /* 10 */
                                          "Dial Timeout = 700\n"   /* 11: too long */
                                          "Dial Command = ATX3DT\n"
                                          "PPPD Option = novj\n"
                                          "Force Address = 192.0.2.7\n"
                                          "Check DNS = yes\n"      /* 15 */
                                          "Nonsense = 1\n"         /* 16 */
                                          "Init1 = ATDT911\n"      /* 17: dials */
                                          "Init2 = {AT+MS=1;X3}\n"
                                          "no key here\n"          /* 19 */
                                          "[Dialer pin]\n"
                                          "Init3 = AT+CPIN=1234\n",
                                          NULL);
  ImportProfile *x = find_profile (import, "x");

  g_assert_cmpuint (import->profiles->len, ==, 1);
  assert_set (x, "dial.numbers", "555 1234");
  assert_set (x, "secret.password", "none");
  assert_set (x, "login.method", "none");
  assert_set (x, "redial.reconnect", "no");
  assert_set (x, "limit.idle", "300");
  assert_set (x, "ipv4.dns", "off");
  assert_set (x, "line.carrier-detect", "no");
  assert_set (x, "dial.command", "ATX3DT");
  assert_set (x, "ppp.vj", "no");
  assert_set (x, "ipv4.method", "manual");
  assert_set (x, "ipv4.address", "192.0.2.7");
  assert_set (x, "dial.init", "AT+MS=1\\;X3");
  assert_set (x, "dial.carrier-timeout", NULL);
  for (guint i = 0; i < 6; i++)
    assert_fate (import, ((const guint[]){ 3, 11, 15, 16, 17, 19 })[i], IMPORT_LEFT_OUT);
  assert_nowhere (import, "1234\"");
}

static void
test_wvdial_mobile (void)
{
  g_autoptr (Import) import = run_import ("wvdial", "w",
                                          "[Dialer Defaults]\nInit1 = AT+CPIN=1234\n"
                                          "Init2 = AT+CGDCONT=1,\"IP\",\"internet\"\nPhone = *99#\n",
                                          NULL);
  ImportProfile *profile = find_profile (import, "Defaults");

  assert_set (profile, "cellular.apn", "internet");
  assert_set (profile, "cellular.number", "*99#");
  assert_set (profile, "dial.numbers", NULL);
  g_assert_cmpstr (profile->pin, ==, "1234");
  assert_nowhere (import, "1234");
}

static void
test_wvdial_refused (void)
{
  ImportFile file = { "w", "Phone = 5551234\n" };
  g_autoptr (Import) import = import_new (NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (import_wvdial (import, &file, 1, &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
}

static void
test_kppp (void)
{
  g_autoptr (Import) import = run_import ("kppp", "k",
                                          "[Account0]\nName=Home\nPhonenumber=5551234:5551235\nUsername=joe\n"
                                          "Authentication=0\nStorePassword=1\nDNS=192.0.2.1,192.0.2.2\nAutoDNS=0\n"
                                          "ScriptCommands=Timeout,Expect,ID,Expect,SendNoEcho,Prompt,LoopStart,"
                                          "Send,LoopEnd,Scan\n"
                                          "ScriptArguments=10,ogin:,,word:,hidden-word,Token?,a\\,b,\\s,c,x\n"
                                          "pppdArguments=novj,mru,576\nDefaultRoute=0\n"
                                          "[Modem0]\nName=One\nDevice=/dev/ttyS0\nFlowControl=Materiel [CRTSCTS]\n"
                                          "[Modem1]\nName=Two\nInitString=AT&F\nVolume=0\n"
                                          "[General]\nDefaultModem=Two\nShowClock=1\n",
                                          NULL);
  ImportProfile *home = find_profile (import, "Home"), *other = find_profile (import, "Home (One)");

  assert_set (home, "dial.numbers", "5551234;5551235");
  assert_set (home, "dial.order", "rotate");
  assert_set (home, "dial.init", "AT&F");
  assert_set (home, "line.speaker", "off");
  assert_set (home, "ipv4.dns", "192.0.2.1;192.0.2.2");
  assert_set (home, "ipv4.default-route", "no");
  assert_set (home, "ppp.vj", "no");
  assert_set (home, "ppp.mru", "576");
  assert_set (home, "login.method", "script");
  assert_set (home, "login.script",
              "expect 'ogin:' timeout 10\nsend $user\nexpect 'word:' timeout 10\nsend $password\nsend ask 'Token?'\n"
              "label loop1\nexpect 'a,b' timeout 10\nsend ' '\nexpect 'c' timeout 10 else loop1\nppp");
  g_assert_cmpstr (home->password, ==, "hidden-word");
  assert_set (other, "line.flow-control", "rts-cts");
  g_assert_cmpstr (other->device, ==, "/dev/ttyS0");
  assert_fate (import, 23, IMPORT_LEFT_OUT);
  assert_nowhere (import, "hidden-word");
}

static const char *const peer_files[] = {
  "/etc/ppp/options", "lock\nlcp-echo-interval 20\n",
  "/etc/chatscripts/isp",
  "ABORT BUSY\nTIMEOUT 045\n'' ATZ\nOK-AT-OK \"ATDP0,\\T\"\nCONNECT ''\nTIMEOUT 10\nogin:-BREAK-ogin: joe\n"
  "assword: \\qhidden-word\n'>' ppp\\c\n",
  "/etc/ppp/pap-secrets", "other * hidden-other *\njoe * \"hidden \\\"two\\\"\" *\njoe isp 'hidden three'\n",
  "/etc/ppp/peers/common", "user joe\nremotename isp\nnovjccomp\n",
  NULL,
};

static void
test_peers (void)
{
  g_autoptr (Import) import = run_import ("peers", "/etc/ppp/peers/isp",
                                          "/dev/ttyS0 115200 crtscts # a comment\n"
                                          "connect \"/usr/sbin/chat -v -f /etc/chatscripts/isp -T 5551234\"\n"
                                          "call common\nrefuse-pap refuse-eap\n192.0.2.2:192.0.2.1\n"
                                          "persist maxfail 3\nplugin evil.so\nip-up-script /tmp/evil\n",
                                          peer_files);
  ImportProfile *isp = find_profile (import, "isp");

  assert_set (isp, "dial.command", "ATDP");
  assert_set (isp, "dial.numbers", "0,5551234");
  assert_set (isp, "dial.init", "ATZ");
  assert_set (isp, "dial.carrier-timeout", "45");
  assert_set (isp, "login.script",
              "expect 'ogin:' timeout 10 else again1-0\ngoto there1\nlabel again1-0\nbreak\nexpect 'ogin:' timeout 10\n"
              "label there1\nsend $user\nexpect 'assword:' timeout 10\nsend $password\nexpect '>' timeout 10\n"
              "send-raw 'ppp'\nppp");
  assert_set (isp, "ppp.user", "joe");
  assert_set (isp, "ppp.auth", "chap;mschap;mschapv2");
  assert_set (isp, "ppp.options", "novjccomp");
  assert_set (isp, "ppp.echo-interval", "20");
  assert_set (isp, "ipv4.default-route", "no");
  assert_set (isp, "ipv4.address", "192.0.2.2");
  assert_set (isp, "ipv4.peer", "192.0.2.1");
  assert_set (isp, "redial.attempts", "3");
  g_assert_cmpstr (isp->password, ==, "hidden-word");
  g_assert_cmpstr (isp->device, ==, "/dev/ttyS0");
  assert_nowhere (import, "hidden");
}

static void
test_peers_secrets (void)
{
  g_autoptr (Import) exact = run_import ("peers", "/etc/ppp/peers/a", "user joe\nremotename isp\n", peer_files);
  g_autoptr (Import) any = run_import ("peers", "/etc/ppp/peers/b", "user joe\nremotename elsewhere\n", peer_files);

  g_assert_cmpstr (find_profile (exact, "a")->password, ==, "hidden three");
  g_assert_cmpstr (find_profile (any, "b")->password, ==, "hidden \"two\"");
  assert_nowhere (exact, "hidden");
}

/* A direct line with a login, and PPPoE, which is no call. */
static void
test_peers_without_dialling (void)
{
  static const char *const text = "connect \"chat 'ogin:--ogin:' joe ssword: hidden-word\"\n";
  g_autoptr (Import) direct = run_import ("peers", "p", text, NULL);
  g_autoptr (Import) pppoe = run_import ("peers", "p", "plugin rp-pppoe.so\nuser joe\n", NULL);
  ImportProfile *profile = find_profile (direct, "p");

  assert_set (profile, "login.method", "script");
  assert_set (profile, "ppp.user", "joe");
  g_assert_cmpstr (profile->password, ==, "hidden-word");
  assert_nowhere (direct, "hidden-word");
  g_assert_cmpuint (pppoe->profiles->len, ==, 0);
  assert_fate (pppoe, 2, IMPORT_LEFT_OUT);
}

/* Behind a prompt that does not look like one for a password. */
static void
test_peers_odd_prompt (void)
{
  g_autoptr (Import) import = run_import ("peers", "p",
                                          "connect \"chat '' ATDT1 CONNECT '' ogin: joe Schluessel: hidden-word\"\n"
                                          "password hidden-word\n",
                                          NULL);

  assert_set (find_profile (import, "p"), "login.script",
              "expect 'ogin:'\nsend $user\nexpect 'Schluessel:'\nsend $password\nppp");
  assert_nowhere (import, "hidden-word");
}

/* connect may be a shell script that runs chat; a script is no peer. */
static void
test_peers_scripts (void)
{
  static const char *const files[] = {
    "/etc/ppp/dial", "#!/bin/sh\n# chat ATDT1\nexec /usr/sbin/chat -v \\\n  ABORT BUSY '' ATZ \\\n"
                     "  OK \"ATDT5551234\" CONNECT ''\n", NULL,
  };
  g_autoptr (Import) import = run_import ("peers", "p", "connect /etc/ppp/dial\nuser joe\n", files);
  g_autoptr (Import) nothing = import_new (NULL, NULL);
  ImportFile script = { "s", "ABORT BUSY '' ATDT5551234\n" };
  g_autoptr (GError) error = NULL;

  assert_set (find_profile (import, "p"), "dial.numbers", "5551234");
  assert_set (find_profile (import, "p"), "dial.init", "ATZ");
  g_assert_false (import_peers (nothing, &script, 1, &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
}

/* Files that name themselves end somewhere. */
static void
test_peers_loop (void)
{
  static const char *const files[] = { "loop", "file loop\nfile loop\n", NULL };
  g_autoptr (Import) import = run_import ("peers", "p", "file loop\ncall ../../shadow\n", files);

  g_assert_cmpuint (import->sources->len, <=, 65);
  assert_fate (import, 2, IMPORT_LEFT_OUT);
}

static void
test_pbk (void)
{
  g_autoptr (Import) import = run_import ("pbk", "p",
                                          "[ISP]\nType=1\nRedialAttempts=3\nIdleDisconnectSeconds=600\n"
                                          "AuthRestrictions=608\nIpAssign=1\nIpAddress=192.0.2.7\nIpNameAssign=2\n"
                                          "IpDnsAddress=192.0.2.1\nDataEncryption=8\nPreferredPort=COM2\n"
                                          "DEVICE=modem\nPhoneNumber=5551234\nAreaCode=030\nUseDialingRules=1\n"
                                          "PhoneNumber=5551235\n[Tunnel]\nType=2\nPhoneNumber=vpn.example.org\n",
                                          NULL);
  ImportProfile *isp = find_profile (import, "ISP");

  g_assert_cmpuint (import->profiles->len, ==, 1);
  assert_set (isp, "dial.numbers", "0305551234;0305551235");
  assert_set (isp, "redial.attempts", "4");
  assert_set (isp, "limit.idle", "600");
  assert_set (isp, "ppp.auth", "chap;mschap;mschapv2");
  assert_set (isp, "ppp.mppe", "allow");
  assert_set (isp, "ipv4.address", NULL);
  assert_set (isp, "ipv4.dns", "192.0.2.1");
  g_assert_cmpstr (isp->device, ==, "/dev/ttyS1");
  assert_fate (import, 19, IMPORT_LEFT_OUT);
}

static void
test_openwrt (void)
{
  g_autoptr (Import) import = run_import ("openwrt", "n",
                                          "config interface 'lan'\n\toption proto 'static'\n\n"
                                          "config interface 'wwan'\n\toption proto '3g'\n\toption apn 'internet'\n"
                                          "\toption pincode '1234'\n\toption username 'joe'\n"
                                          "\toption password 'hidden-word'\n\toption keepalive '5 20'\n"
                                          "\toption demand 300\n\toption peerdns '0'\n\tlist dns '192.0.2.53'\n",
                                          NULL);
  ImportProfile *wwan = find_profile (import, "wwan");

  g_assert_cmpuint (import->profiles->len, ==, 1);
  assert_set (wwan, "cellular.apn", "internet");
  assert_set (wwan, "ppp.echo-failures", "5");
  assert_set (wwan, "ppp.echo-interval", "20");
  assert_set (wwan, "limit.idle", "300");
  assert_set (wwan, "profile.autoconnect", "demand");
  assert_set (wwan, "ipv4.dns", "192.0.2.53");
  g_assert_cmpstr (wwan->pin, ==, "1234");
  g_assert_cmpstr (wwan->password, ==, "hidden-word");
  assert_fate (import, 2, IMPORT_LEFT_OUT);
  assert_nowhere (import, "hidden-word");
}

static void
test_ifcfg (void)
{
  static const char *const files[] = {
    "d/chat-ppp0", "'ABORT' 'BUSY'\n'' 'ATZ'\n'OK' 'ATDT5551234'\n'CONNECT' ''\n'TIMEOUT' '5'\n'~--' ''\n",
    "/etc/ppp/pap-secrets", "joe * hidden-word\n", NULL,
  };
  g_autoptr (Import) import = run_import ("ifcfg", "d/ifcfg-ppp0",
                                          "DEVICE=ppp0\nMODEMPORT=/dev/ttyS0\nLINESPEED=57600\nPAPNAME=\"joe\"\n"
                                          "ONBOOT=yes\nDEMAND=no\nPEERDNS=no\nPPPOPTIONS=\"noccp novj\"\n",
                                          files);
  ImportProfile *profile = find_profile (import, "ppp0");

  assert_set (profile, "dial.numbers", "5551234");
  assert_set (profile, "line.speed", "57600");
  assert_set (profile, "profile.autoconnect", "boot");
  assert_set (profile, "ipv4.dns", "off");
  assert_set (profile, "ppp.compression", "no");
  assert_set (profile, "ppp.vj", "no");
  g_assert_cmpstr (profile->password, ==, "hidden-word");
  assert_nowhere (import, "hidden-word");
}

/* What we write comes back as it was, in our own format, and as far as others go. */
static void
test_export (void)
{
  static const char *const settings[][2] = {
    { "dial.numbers", "5551234;5551235" }, { "dial.prefix", "0," }, { "dial.init", "ATZ;ATX3\\;&C1" },
    { "dial.command", "ATDP" }, { "dial.carrier-timeout", "90" }, { "line.speed", "57600" }, { "ppp.user", "j\\oe" },
    { "redial.attempts", "3" }, { "redial.reconnect", "yes" }, { "limit.idle", "600" }, { "ipv4.dns", "auto" },
  };
  static const char *const formats[] = { "dialer", "wvdial", "peers" };
  g_autoptr (Import) source = import_new (NULL, NULL);
  ImportProfile *profile = import_add_profile (source, "isp");

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    import_profile_set (profile, settings[i][0], settings[i][1]);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      ExportProfile parts = { "isp", profile->settings, profile->settings, "/dev/ttyS0" };
      g_autofree char *text = export_find (formats[i]) (&parts);
      g_autoptr (Import) import = run_import (formats[i], "isp", text, NULL);

      g_test_message ("%s", text);
      for (guint j = 0; j < G_N_ELEMENTS (settings); j++)
        {
          /* A script of chat has the prefix in its one number. */
          gboolean peers = g_str_equal (formats[i], "peers");
          const char *expected = settings[j][1];

          if (peers && j < 2)
            expected = j == 0 ? "0,5551234" : NULL;
          /* wvdial does not reconnect when it hangs up an idle line. */
          if (g_str_equal (formats[i], "wvdial") && g_str_equal (settings[j][0], "redial.reconnect"))
            expected = "no";
          assert_set (find_profile (import, "isp"), settings[j][0], expected);
        }
    }
}

static void
test_decode (void)
{
  static const char utf16[] = "\xff\xfe[\0A\0]\0\n";
  gboolean latin;
  g_autoptr (GError) error = NULL;
  g_autofree char *bom = import_decode ("\xef\xbb\xbf" "a\r\nb", 7, &latin, NULL);
  g_autofree char *old = import_decode ("Gr\xfc\xdf", 4, &latin, NULL);
  g_autofree char *wide = NULL;

  g_assert_cmpstr (bom, ==, "a\nb");
  g_assert_cmpstr (old, ==, "Gr\xc3\xbc\xc3\x9f");
  g_assert_true (latin);
  wide = import_decode (utf16, sizeof utf16, &latin, NULL);
  g_assert_cmpstr (wide, ==, "[A]\n");
  g_assert_null (import_decode ("a\nb\0c", 5, &latin, &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  g_assert_nonnull (strstr (error->message, "line 2"));
}

/* Every path in the table is a setting that there is; every word stands there once; who is no administrator may
 * import what goes into ppp.options. */
static void
test_table (void)
{
  guint n;
  const ImportKey *keys = import_keys_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) parts = g_strsplit (keys[i].path != NULL ? keys[i].path : "dial.numbers", ".", 2);

      g_test_message ("%s", keys[i].name);
      g_assert_nonnull (dialer_setting_find (parts[0], parts[1], NULL));
      g_assert_true (import_keys_find (keys[i].format, keys[i].name) == &keys[i]);
      g_assert_true (keys[i].kind != IMPORT_NOTHING || keys[i].note != NULL);
      if (keys[i].kind == IMPORT_OPTION)
        {
          const char *value = g_str_equal (keys[i].hint, "1") ? " 15" : "";
          g_autofree char *words = g_strconcat (keys[i].name, value, NULL);
          g_autoptr (GError) error = NULL;

          g_assert_true (dialer_ppp_words_check_harmless (words, &error));
          g_assert_no_error (error);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/wvdial/layers", test_wvdial_layers);
  g_test_add_func ("/import/wvdial/keys", test_wvdial_keys);
  g_test_add_func ("/import/wvdial/mobile", test_wvdial_mobile);
  g_test_add_func ("/import/wvdial/refused", test_wvdial_refused);
  g_test_add_func ("/import/kppp", test_kppp);
  g_test_add_func ("/import/peers", test_peers);
  g_test_add_func ("/import/peers/secrets", test_peers_secrets);
  g_test_add_func ("/import/peers/without-dialling", test_peers_without_dialling);
  g_test_add_func ("/import/peers/odd-prompt", test_peers_odd_prompt);
  g_test_add_func ("/import/peers/scripts", test_peers_scripts);
  g_test_add_func ("/import/peers/loop", test_peers_loop);
  g_test_add_func ("/import/pbk", test_pbk);
  g_test_add_func ("/import/openwrt", test_openwrt);
  g_test_add_func ("/import/ifcfg", test_ifcfg);
  g_test_add_func ("/import/export", test_export);
  g_test_add_func ("/import/decode", test_decode);
  g_test_add_func ("/import/table", test_table);
  return g_test_run ();
}
