/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The table of all settings: its rows, its checks, and that the manual says the same. */
#include "dialer-setting.h"

#include <string.h>

#include "dialer-error.h"

/* The setting "group.key", which there must be. */
static const DialerSetting *
find (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  g_autoptr (GError) error = NULL;
  const DialerSetting *setting = dialer_setting_find (parts[0], parts[1], &error);

  g_assert_no_error (error);
  return setting;
}

/* @expected is what is stored, %NULL if @value is to be refused. */
static void
assert_normal (const DialerSetting *setting, const char *value, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dialer_setting_make_path (setting), *printable = g_strescape (value, NULL);
  g_autofree char *normal = dialer_setting_normalize (setting, value, &error);

  g_test_message ("%s=%s", path, printable);
  g_assert_cmpstr (normal, ==, expected);
  if (expected)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
      g_assert_true (g_str_has_prefix (error->message, path));
    }
}

static gboolean
is_word (const char *text)
{
  return *text && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

static void
test_rows (void)
{
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      char *path = dialer_setting_make_path (&all[i]);

      g_test_message ("%s", path);
      g_assert_true (g_hash_table_add (paths, path));
      g_assert_true (is_word (all[i].group) && is_word (all[i].key));
      g_assert_true (find (path) == &all[i]);
      g_assert_true (*all[i].type && *all[i].meaning && all[i].check);
      g_assert_false (g_str_has_suffix (all[i].meaning, "."));
    }
}

/* Whoever goes through the table meets each group once. */
static void
test_groups_are_together (void)
{
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    if (i == 0 || !g_str_equal (all[i].group, all[i - 1].group))
      g_assert_true (g_hash_table_add (groups, (gpointer) all[i].group));
}

static void
test_defaults_are_normal (void)
{
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      assert_normal (&all[i], all[i].initial, all[i].initial);
      assert_normal (&all[i], "", "");
      assert_normal (&all[i], "  ", "");
    }
}

/* The rows that may run something as root, and those that a modem has too. */
static void
test_flags (void)
{
  static const char *const privileged[] = { "hooks.connected", "hooks.disconnected", NULL };
  static const char *const of_modem[] = { "dial.init", "line.speed", "line.flow-control", "line.format",
                                          "line.carrier-detect", "line.diagnostics", "line.handshake", "line.queue",
                                          "line.speaker", NULL };
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = dialer_setting_make_path (&all[i]);

      g_test_message ("%s", path);
      g_assert_cmpint (all[i].privileged, ==, g_strv_contains (privileged, path));
      g_assert_cmpint (all[i].modem, ==, g_strv_contains (of_modem, path));
    }
}

static void
assert_choices (const DialerSetting *setting)
{
  g_auto (GStrv) choices = g_strsplit (setting->hint, "|", -1);

  for (guint i = 0; choices[i]; i++)
    {
      g_autofree char *upper = g_ascii_strup (choices[i], -1);

      assert_normal (setting, choices[i], choices[i]);
      assert_normal (setting, upper, choices[i]);
      g_assert_nonnull (strstr (setting->type, choices[i]));
    }
  assert_normal (setting, "neither", NULL);
  assert_normal (setting, setting->hint, NULL);
}

static void
assert_limits (const DialerSetting *setting)
{
  char *end;
  guint64 min = g_ascii_strtoull (setting->hint, &end, 10);
  guint64 max = g_ascii_strtoull (end + 1, NULL, 10);
  guint64 numbers[] = { min, max, max + 1, min - 1 };

  g_assert_cmpuint (min, <, max);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, numbers[i]);

      assert_normal (setting, text, i < 2 ? text : NULL);
    }
}

static void
test_hints (void)
{
  guint n, hints = 0;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    if (all[i].hint && strchr (all[i].hint, '|'))
      {
        assert_choices (&all[i]);
        hints++;
      }
    else if (all[i].hint)
      {
        assert_limits (&all[i]);
        hints++;
      }
  g_assert_cmpuint (hints, >, 10);
}

typedef struct
{
  const char *path;
  const char *value;
  const char *stored; /* NULL when it is to be refused */
} Row;

static void
assert_rows (const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    assert_normal (find (rows[i].path), rows[i].value, rows[i].stored);
}

static void
test_text (void)
{
  static const Row rows[] = {
    { "profile.note", " two words ", "two words" },
    { "profile.note", "a\tb", NULL },
    { "profile.note", "a\nb", NULL },
    { "profile.note", "\xff", NULL },
    { "profile.note", "Gr\xc3\xbc\xc3\x9f Gott; [x]=y\\z", "Gr\xc3\xbc\xc3\x9f Gott; [x]=y\\z" },
    { "profile.name", "home", "home" },
    { "profile.name", "a/b", NULL },
    { "profile.name", "a\nb", NULL },
    { "profile.id", "2B7E1516-28AE-4D2A-ABF7-158809CF4F3C", "2b7e1516-28ae-4d2a-abf7-158809cf4f3c" },
    { "profile.id", "../../etc/passwd", NULL },
    { "profile.id", "2b7e1516", NULL },
    { "ppp.options", "debug kdebug 7", "debug kdebug 7" },
    { "ppp.options", "'open", NULL },
    { "ppp.options", "debug\nkdebug 7", NULL },
    { "hooks.connected", "/usr/local/bin/online", "/usr/local/bin/online" },
    { "hooks.connected", "online", NULL },
    { "hooks.connected", "/bin/a\nb", NULL },
    { "login.script", "expect a\nsend b\n", "expect a\nsend b" },
    { "login.script", "expect a\nsned b", NULL },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_name_length (void)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < 64; i++)
    g_string_append (name, "\xc3\xbc");
  assert_normal (find ("profile.name"), name->str, name->str);
  g_string_append (name, "x");
  assert_normal (find ("profile.name"), name->str, NULL);
}

static void
test_boolean (void)
{
  static const Row rows[] = {
    { "ppp.vj", "yes", "yes" },
    { "ppp.vj", "true", "yes" },
    { "ppp.vj", "ON", "yes" },
    { "ppp.vj", "1", "yes" },
    { "ppp.vj", "No", "no" },
    { "ppp.vj", "False", "no" },
    { "ppp.vj", "off", "no" },
    { "ppp.vj", "0", "no" },
    { "ppp.vj", "y", NULL },
    { "ppp.vj", "maybe", NULL },
    { "ppp.vj", "2", NULL },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_numbers (void)
{
  static const Row rows[] = {
    { "profile.owner", "1000", "1000" },
    { "profile.owner", "007", "7" },
    { "profile.owner", "4294967295", "4294967295" },
    { "profile.owner", "4294967296", NULL },
    { "profile.owner", "-1", NULL },
    { "profile.owner", "+1", NULL },
    { "profile.owner", "0x10", NULL },
    { "profile.owner", "1 2", NULL },
    { "profile.owner", "root", NULL },
    { "line.speed", "115200", "115200" },
    { "line.speed", "0300", "300" },
    { "line.speed", "4000000", "4000000" },
    { "line.speed", "0", NULL },
    { "line.speed", "33600", NULL },
    { "line.speed", "fast", NULL },
    { "ppp.asyncmap", "0", "0" },
    { "ppp.asyncmap", "0xA0000", "a0000" },
    { "ppp.asyncmap", "ffffffff", "ffffffff" },
    { "ppp.asyncmap", "100000000", NULL },
    { "ppp.asyncmap", "0x", NULL },
    { "ppp.asyncmap", "-1", NULL },
    { "ppp.asyncmap", "none", NULL },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_units (void)
{
  static const Row rows[] = {
    { "dial.carrier-timeout", "90s", "90" },
    { "dial.carrier-timeout", "90 sec", "90" },
    { "dial.carrier-timeout", "2min", "120" },
    { "dial.carrier-timeout", "2 m", "120" },
    { "dial.carrier-timeout", "10MIN", "600" },
    { "dial.carrier-timeout", "11min", NULL },
    { "dial.carrier-timeout", "-60", NULL },
    { "dial.carrier-timeout", "60 seconds", NULL },
    { "dial.carrier-timeout", "1.5min", NULL },
    { "dial.carrier-timeout", "min", NULL },
    { "dial.modem-wait", "1d", "86400" },
    { "dial.modem-wait", "25h", NULL },
    { "login.timeout", "0", NULL },
    { "login.timeout", "11min", NULL },
    { "limit.idle", "0", "0" },
    { "limit.idle", "1h", "3600" },
    { "limit.idle", "7d", "604800" },
    { "limit.idle", "4294967295", "4294967295" },
    { "limit.idle", "4294967296", NULL },
    { "limit.idle", "71582789min", NULL },
    { "limit.data", "500", "500" },
    { "limit.data", "500 B", "500" },
    { "limit.data", "500k", "500000" },
    { "limit.data", "20M", "20000000" },
    { "limit.data", "1 GB", "1000000000" },
    { "limit.data", "1.5G", NULL },
    { "limit.data", "1T", NULL },
    { "limit.data", "18446744073709551615", "18446744073709551615" },
    { "limit.data", "18446744073709551616", NULL },
    { "limit.data", "18446744073709551615k", NULL },
    { "limit.data", "20M; 500 M / month", "20000000;500000000/month" },
    { "limit.data", "20M;30M", NULL },
    { "limit.data", "20M/", NULL },
    { "limit.duration", "2h;20h/month;30min/call", "7200;72000/month;1800/call" },
    { "limit.duration", "2h;1h", NULL },
    { "limit.duration", "2h/year", NULL },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_dialling (void)
{
  static const Row rows[] = {
    { "dial.numbers", "555 1234; (030) 12 ;", "555 1234;(030) 12" },
    { "dial.numbers", ";;", "" },
    { "dial.numbers", "555;isp", NULL },
    { "dial.numbers", "555\\;1234", NULL },
    { "dial.prefix", "0,", "0," },
    { "dial.prefix", ",", "," },
    { "dial.prefix", "*70, w", "*70, w" },
    { "dial.prefix", "0;", NULL },
    { "dial.prefix", "outside", NULL },
    { "dial.command", "ATDP", "ATDP" },
    { "dial.command", "atx3dt", "atx3dt" },
    { "dial.command", "DT", NULL },
    { "dial.command", "ATDT\rATZ", NULL },
    { "dial.init", "ATZ; AT&F1 ", "ATZ;AT&F1" },
    { "dial.init", "AT\\N3", "AT\\\\N3" },
    { "dial.init", "AT\\\\N3", "AT\\\\N3" },
    { "dial.init", "AT+CGDCONT=1\\;+CFUN=1", "AT+CGDCONT=1\\;+CFUN=1" },
    { "dial.init", "ATZ;Z", NULL },
    { "dial.init", "ATZ\nATH", NULL },
    { "dial.init", "ATZ;ATDT112", NULL },
    { "dial.init", "AT&F&D2", "AT&F&D2" },
    { "limit.numbers", "0900*; 1?0;+44*", "0900*;1?0;+44*" },
    { "limit.numbers", "isp", NULL },
    { "ppp.auth", "pap; CHAP", "pap;chap" },
    { "ppp.auth", "pap,chap", NULL },
    { "ppp.auth", "pap;none", NULL },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_addresses (void)
{
  static const Row rows[] = {
    { "ipv4.address", " 192.0.2.7 ", "192.0.2.7" },
    { "ipv4.address", "192.0.2", NULL },
    { "ipv4.address", "192.0.2.256", NULL },
    { "ipv4.address", "192.0.2.7/24", NULL },
    { "ipv4.address", "2001:db8::1", NULL },
    { "ipv4.address", "host.example", NULL },
    { "ipv4.dns", "auto", "auto" },
    { "ipv4.dns", "off", "off" },
    { "ipv4.dns", "192.0.2.53; 2001:DB8:0::53", "192.0.2.53;2001:db8::53" },
    { "ipv4.dns", "auto;192.0.2.53", NULL },
    { "ipv4.dns", "dns.example", NULL },
    { "ipv4.dns-search", "Corp.example; lab", "corp.example;lab" },
    { "ipv4.dns-search", "corp example", NULL },
    { "ipv4.dns-search", ".example", NULL },
    { "ipv4.dns-search", "corp..example", NULL },
    { "ipv4.routes", "10.0.0.0/8;192.0.2.0/24 50", "10.0.0.0/8;192.0.2.0/24 50" },
    { "ipv4.routes", "10.0.0.1/8", NULL },
    { "ipv4.routes", "10.0.0.0/33", NULL },
    { "ipv4.routes", "10.0.0.0/8 x", NULL },
    { "ipv4.routes", "10.0.0.0/8 50 60", NULL },
    { "ipv4.routes", "2001:db8::/32", NULL },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_limits (void)
{
  static const Row rows[] = {
    { "limit.cost", "5/day", "5/day" },
    { "limit.cost", "2.50/month; 1/call;3/week", "2.50/month;1/call;3/week" },
    { "limit.cost", "5", NULL },
    { "limit.cost", "5/year", NULL },
    { "limit.cost", "5/day/week", NULL },
    { "limit.cost", "-5/day", NULL },
    { "limit.cost", "x/day", NULL },
    { "limit.windows", "Mon-Fri 08:00-18:00; Sat", "Mon-Fri 08:00-18:00;Sat" },
    { "limit.windows", "20:00-24:00", "20:00-24:00" },
    { "limit.windows", "sun", "sun" },
    { "limit.windows", "Mon-Fri 8:00-18:00", NULL },
    { "limit.windows", "Mon 08:00", NULL },
    { "limit.windows", "24:00-06:00", NULL },
    { "limit.windows", "08:60-09:00", NULL },
    { "limit.windows", "Someday", NULL },
    { "cost.tariff", "berg-net_2.1", "berg-net_2.1" },
    { "cost.tariff", "rate 0.02 per 60s\nrate 0.01 per 60s on Sun", "rate 0.02 per 60s\nrate 0.01 per 60s on Sun" },
    { "cost.tariff", "../shadow", NULL },
    { "cost.tariff", ".hidden", NULL },
    { "cost.tariff", "rate 0.02 per", NULL },
  };

  assert_rows (rows, G_N_ELEMENTS (rows));
}

/* A person must be able to put it right: which key, which value, what would do. */
static void
test_refusal (void)
{
  static const char *const paths[] = { "dial.carrier-timeout", "line.format", "ppp.mru", "ipv4.address",
                                       "limit.data", "dial.numbers", "profile.autoconnect" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const DialerSetting *setting = find (paths[i]);
      g_autofree char *assignment = g_strconcat (paths[i], "=nonsense", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (dialer_setting_normalize (setting, " nonsense ", &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, assignment));
      g_assert_nonnull (strstr (error->message, setting->type));
    }
}

static void
test_refused_script (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dialer_setting_normalize (find ("login.script"), "send a\nsend", &error));
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "login.script, line 2"));
}

static void
test_unknown (void)
{
  static const struct
  {
    const char *group;
    const char *key;
    const char *nearest;
  } rows[] = {
    { "dial", "number", "dial.numbers" },
    { "ipv4", "adress", "ipv4.address" },
    { "cell", "apn", "cellular.apn" },
    { "Dial", "Numbers", "dial.numbers" },
    { "ppp", "use", "ppp.user" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat (rows[i].group, ".", rows[i].key, ":", NULL);
      g_autofree char *advice = g_strconcat (" ", rows[i].nearest, "?", NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (dialer_setting_find (rows[i].group, rows[i].key, &error));
      g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, path));
      g_assert_true (g_str_has_suffix (error->message, advice));
    }
  g_assert_null (dialer_setting_find ("", "", NULL));
}

/* The manual without roff's font changes and backslashes. */
static char *
read_manual (void)
{
  g_autofree char *source = NULL, *plain = NULL;
  g_autoptr (GRegex) fonts = g_regex_new ("\\\\f[BIR]", 0, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) pieces = NULL;

  g_file_get_contents (DIALER_MANUAL, &source, NULL, &error);
  g_assert_no_error (error);
  plain = g_regex_replace_literal (fonts, source, -1, 0, "", 0, NULL);
  pieces = g_strsplit (plain, "\\", -1);
  return g_strjoinv ("", pieces);
}

/* What the manual says below a key, NULL if it does not have it. */
static char *
find_in_manual (const char *manual, const char *path)
{
  g_autofree char *heading = g_strdup_printf ("\n.TP\n.B %s\n", path);
  const char *start = strstr (manual, heading), *end;

  if (start == NULL)
    return NULL;
  start += strlen (heading);
  end = strstr (start, "\n.");
  return g_strndup (start, end + 1 - start);
}

static void
assert_manual_has_choices (const char *text, const DialerSetting *setting)
{
  g_auto (GStrv) choices = g_strsplit (setting->hint, "|", -1);

  for (guint i = 0; choices[i] && strstr (text, "likewise") == NULL; i++)
    g_assert_nonnull (strstr (text, choices[i]));
}

static void
test_manual_has_all (void)
{
  g_autofree char *manual = read_manual ();
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = dialer_setting_make_path (&all[i]), *text = find_in_manual (manual, path);
      g_autofree char *initial = g_strdup_printf ("\nDefault: %s.\n", all[i].initial);

      g_test_message ("%s", path);
      g_assert_nonnull (text);
      if (*all[i].initial)
        g_assert_true (g_str_has_suffix (text, initial));
      else
        g_assert_null (strstr (text, "Default:"));
      if (all[i].hint && strchr (all[i].hint, '|'))
        assert_manual_has_choices (text, &all[i]);
    }
}

static void
test_manual_has_no_other (void)
{
  g_autofree char *manual = read_manual ();
  g_autoptr (GRegex) heading = g_regex_new ("^\\.B ([a-z0-9]+\\.[a-z-]+)$", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n, found = 0;

  dialer_setting_get_all (&n);
  g_regex_match (heading, manual, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *path = g_match_info_fetch (match, 1);

      g_assert_nonnull (find (path));
      found++;
    }
  g_assert_cmpuint (found, ==, n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/setting/rows", test_rows);
  g_test_add_func ("/model/setting/groups-are-together", test_groups_are_together);
  g_test_add_func ("/model/setting/defaults-are-normal", test_defaults_are_normal);
  g_test_add_func ("/model/setting/flags", test_flags);
  g_test_add_func ("/model/setting/hints", test_hints);
  g_test_add_func ("/model/setting/text", test_text);
  g_test_add_func ("/model/setting/name-length", test_name_length);
  g_test_add_func ("/model/setting/boolean", test_boolean);
  g_test_add_func ("/model/setting/numbers", test_numbers);
  g_test_add_func ("/model/setting/units", test_units);
  g_test_add_func ("/model/setting/dialling", test_dialling);
  g_test_add_func ("/model/setting/addresses", test_addresses);
  g_test_add_func ("/model/setting/limits", test_limits);
  g_test_add_func ("/model/setting/refusal", test_refusal);
  g_test_add_func ("/model/setting/refused-script", test_refused_script);
  g_test_add_func ("/model/setting/unknown", test_unknown);
  g_test_add_func ("/model/setting/manual-has-all", test_manual_has_all);
  g_test_add_func ("/model/setting/manual-has-no-other", test_manual_has_no_other);
  return g_test_run ();
}
