/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The settings of a profile: file and bus, there and back; defaults, inheritance, refusals. */
#include "dialer-settings.h"

#include <string.h>

#include "dialer-error.h"

static DialerSettings *
parse (const char *data)
{
  g_autoptr (GError) error = NULL;
  DialerSettings *settings = dialer_settings_parse (data, strlen (data), &error);

  g_assert_no_error (error);
  return settings;
}

static void
set (DialerSettings *settings, const char *path, const char *value)
{
  g_autoptr (GError) error = NULL;

  dialer_settings_set (settings, path, value, &error);
  g_assert_no_error (error);
}

/* What a file of these settings is when it is read again. */
static DialerSettings *
reread (DialerSettings *settings)
{
  g_autofree char *data = dialer_settings_serialize (settings);

  return parse (data);
}

static void
assert_same (DialerSettings *a, DialerSettings *b)
{
  g_autoptr (GVariant) of_a = g_variant_ref_sink (dialer_settings_to_variant (a, FALSE));
  g_autoptr (GVariant) of_b = g_variant_ref_sink (dialer_settings_to_variant (b, FALSE));

  g_assert_cmpvariant (of_a, of_b);
}

static void
assert_refused (const GError *error, const char *named)
{
  g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
  g_test_message ("%s", error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_defaults (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_auto (GStrv) none = dialer_settings_get_list (settings, "dial.numbers");
  g_auto (GStrv) any = dialer_settings_get_list (settings, "ppp.auth");

  g_assert_cmpstr (dialer_settings_get (settings, "dial.command"), ==, "ATDT");
  g_assert_cmpstr (dialer_settings_get (settings, "ppp.user"), ==, "");
  g_assert_cmpuint (dialer_settings_get_uint (settings, "dial.carrier-timeout"), ==, 60);
  g_assert_cmpuint (dialer_settings_get_uint (settings, "ppp.mtu"), ==, 0);
  g_assert_true (dialer_settings_get_boolean (settings, "ppp.vj"));
  g_assert_false (dialer_settings_get_boolean (settings, "redial.reconnect"));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpstr (any[0], ==, "any");
  g_assert_false (dialer_settings_is_set (settings, "dial.command"));
}

static void
test_set_and_unset (void)
{
  g_autoptr (DialerSettings) settings = dialer_settings_new ();
  g_auto (GStrv) numbers = NULL;
  g_autofree char *data = NULL;

  set (settings, "dial.carrier-timeout", "2 min");
  set (settings, "ppp.vj", "off");
  set (settings, "dial.numbers", "555 1234 ; 5559876");
  numbers = dialer_settings_get_list (settings, "dial.numbers");
  g_assert_true (dialer_settings_is_set (settings, "dial.carrier-timeout"));
  g_assert_cmpuint (dialer_settings_get_uint (settings, "dial.carrier-timeout"), ==, 120);
  g_assert_false (dialer_settings_get_boolean (settings, "ppp.vj"));
  g_assert_cmpstr (numbers[0], ==, "555 1234");
  g_assert_cmpstr (numbers[1], ==, "5559876");
  g_assert_null (numbers[2]);

  g_assert_true (dialer_settings_unset (settings, "dial.carrier-timeout", NULL));
  g_assert_true (dialer_settings_unset (settings, "dial.carrier-timeout", NULL));
  g_assert_false (dialer_settings_is_set (settings, "dial.carrier-timeout"));
  g_assert_cmpuint (dialer_settings_get_uint (settings, "dial.carrier-timeout"), ==, 60);
  data = dialer_settings_serialize (settings);
  g_assert_null (strstr (data, "carrier-timeout"));
}

static void
test_empty_is_none (void)
{
  g_autoptr (DialerSettings) settings = parse ("[dial]\ncarrier-timeout=\ncommand=\n"
                                               "[line]\ncarrier-detect=\n");

  g_assert_cmpuint (dialer_settings_get_uint (settings, "dial.carrier-timeout"), ==, 60);
  g_assert_cmpstr (dialer_settings_get (settings, "dial.command"), ==, "ATDT");
  g_assert_true (dialer_settings_get_boolean (settings, "line.carrier-detect"));
}

static void
test_wrong_set (void)
{
  static const struct
  {
    const char *path;
    const char *value;
    const char *named;
  } rows[] = {
    { "dial.carrier-timeout", "soon", "dial.carrier-timeout=soon" },
    { "line.speed", "33600", "line.speed=33600" },
    { "ipv4.address", "192.0.2.\xc3\xbc", "ipv4.address=192.0.2.\xc3\xbc" },
    { "login.script", "hello", "login.script, line 1" },
    { "dial.number", "1", "dial.numbers" },
    { "numbers", "1", "group.key" },
    { "", "1", "group.key" },
    { ".", "1", "." },
    { "dial.numbers.1", "1", "dial.numbers" },
  };
  g_autoptr (DialerSettings) settings = parse ("[dial]\ncarrier-timeout=90\n");
  g_autoptr (DialerSettings) before = dialer_settings_copy (settings);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (dialer_settings_set (settings, rows[i].path, rows[i].value, &error));
      assert_refused (error, rows[i].named);
      assert_same (settings, before);
    }
  g_assert_false (dialer_settings_unset (settings, "dial.number", NULL));
}

static void
test_unknown_is_kept (void)
{
  static const char *const file = "# My provider\n\n[profile]\nname=isp\n\n[future]\nkey=a\\qb;\\\\\n\n"
                                  "[dial]\n# the night number\nnumbers=5551234\ncolour=red\ncolour[de]=rot\n";
  static const char *const kept[] = { "# My provider\n", "[future]\nkey=a\\qb;\\\\\n", "# the night number\n",
                                      "colour=red\n", "colour[de]=rot\n" };
  g_autoptr (DialerSettings) settings = parse (file), copy = NULL;
  g_autofree char *same = dialer_settings_serialize (settings), *changed = NULL;

  g_assert_cmpstr (same, ==, file);
  set (settings, "dial.numbers", "5559876");
  set (settings, "ppp.user", "me");
  copy = dialer_settings_copy (settings);
  changed = dialer_settings_serialize (copy);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_nonnull (strstr (changed, kept[i]));
  g_assert_nonnull (strstr (changed, "\nnumbers=5559876\n"));
  g_assert_null (strstr (changed, "5551234"));
  g_assert_nonnull (strstr (changed, "[ppp]\nuser=me\n"));
}

static void
test_escapes (void)
{
  static const struct
  {
    const char *path;
    const char *value;
    const char *line; /* as dialer.profile(5) has it */
  } rows[] = {
    { "profile.note", "a\\b", "note=a\\\\b\n" },
    { "profile.note", "C:\\new", "note=C:\\\\new\n" },
    { "profile.note", "end\\", "note=end\\\\\n" },
    { "profile.note", "a;b = [c] # d", "note=a;b = [c] # d\n" },
    { "profile.note", "Gr\xc3\xbc\xc3\x9f", "note=Gr\xc3\xbc\xc3\x9f\n" },
    { "login.script", "expect a\nsend \"\\d\"", "script=expect a\\nsend \"\\\\d\"\n" },
    { "dial.init", "ATZ;AT+A\\;+B", "init=ATZ;AT+A\\;+B\n" },
    { "profile.note", "\\\\;\\;", NULL },
    { "profile.note", "\\\\\\\\n\\", NULL },
    { "dial.init", "AT\\N3;AT\\\\;AT\\\\\\;", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerSettings) settings = dialer_settings_new (), again = NULL;
      g_autofree char *data = NULL;

      set (settings, rows[i].path, rows[i].value);
      data = dialer_settings_serialize (settings);
      g_test_message ("%s", data);
      if (rows[i].line)
        g_assert_true (g_str_has_suffix (data, rows[i].line));
      again = reread (settings);
      assert_same (again, settings);
      if (g_str_equal (rows[i].path, "profile.note"))
        g_assert_cmpstr (dialer_settings_get (again, rows[i].path), ==, rows[i].value);
    }
}

static void
test_members_with_escapes (void)
{
  g_autoptr (DialerSettings) settings = parse ("[dial]\ninit=ATZ; AT\\\\N3;AT\\N3;AT+A=1\\;+B=2 ;\n");
  g_autoptr (DialerSettings) again = reread (settings);
  g_auto (GStrv) commands = dialer_settings_get_list (again, "dial.init");
  static const char *const expected[] = { "ATZ", "AT\\N3", "AT\\N3", "AT+A=1;+B=2", NULL };

  g_assert_cmpstrv (commands, expected);
}

static void
test_parse (void)
{
  g_autoptr (DialerSettings) settings = parse ("[ppp]\nuser = a\nuser =  me  \r\nvj=False\n\n"
                                               "[dial]\nnumbers=1;2;\n"
                                               "[login]\nscript=expect a\\nsend b\n");
  g_autoptr (DialerSettings) empty = parse ("");

  g_assert_cmpstr (dialer_settings_get (settings, "ppp.user"), ==, "me");
  g_assert_cmpstr (dialer_settings_get (settings, "ppp.vj"), ==, "no");
  g_assert_cmpstr (dialer_settings_get (settings, "dial.numbers"), ==, "1;2");
  g_assert_cmpstr (dialer_settings_get (settings, "login.script"), ==, "expect a\nsend b");
  g_assert_cmpstr (dialer_settings_get (empty, "profile.name"), ==, "");
}

static void
test_wrong_file (void)
{
#define FILE(bytes, named) { bytes, sizeof bytes - 1, named }
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *named;
  } files[] = {
    FILE ("user=me\n", ""),
    FILE ("[ppp\nuser=me\n", "[ppp"),
    FILE ("[ppp]\nuser\n", "user"),
    FILE ("[ppp]\nuser=\xff\n", "UTF-8"),
    FILE ("[ppp]\nuser=a\0b\n", "UTF-8"),
    FILE ("[ppp]\nuser=me\nmtu=many\n", "ppp.mtu=many"),
    FILE ("[dial]\nnumbers=1;isp\n", "dial.numbers=1;isp"),
    FILE ("[dial]\nprefix=\xc3\xbc\n", "dial.prefix=\xc3\xbc"),
    FILE ("[profile]\nname=a\\nb\n", "profile.name=a"),
    FILE ("[login]\nscript=expect a\\nsned b\n", "login.script, line 2"),
  };
#undef FILE

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dialer_settings_parse (files[i].bytes, files[i].length, &error));
      assert_refused (error, files[i].named);
    }
}

static void
test_inheritance (void)
{
  g_autoptr (DialerSettings) root = parse ("[ppp]\nuser=root\nmtu=576\n[dial]\nnumbers=1\n"
                                           "[profile]\nname=root\nnote=top\nusers=1000\n");
  g_autoptr (DialerSettings) middle = parse ("[ppp]\nuser=middle\n");
  g_autoptr (DialerSettings) leaf = parse ("[dial]\nnumbers=3\n");

  dialer_settings_set_parent (middle, root);
  dialer_settings_set_parent (leaf, middle);
  g_assert_cmpstr (dialer_settings_get (leaf, "dial.numbers"), ==, "3");
  g_assert_cmpstr (dialer_settings_get (leaf, "ppp.user"), ==, "middle");
  g_assert_cmpuint (dialer_settings_get_uint (leaf, "ppp.mtu"), ==, 576);
  g_assert_cmpstr (dialer_settings_get (leaf, "dial.command"), ==, "ATDT");
  g_assert_true (dialer_settings_is_set (leaf, "ppp.mtu"));
  /* Who it is and who may use it is a profile's own. */
  g_assert_cmpstr (dialer_settings_get (leaf, "profile.name"), ==, "");
  g_assert_cmpstr (dialer_settings_get (leaf, "profile.users"), ==, "");
  g_assert_false (dialer_settings_is_set (leaf, "profile.note"));

  dialer_settings_unset (leaf, "dial.numbers", NULL);
  g_assert_cmpstr (dialer_settings_get (leaf, "dial.numbers"), ==, "1");
  set (root, "dial.numbers", "4");
  g_assert_cmpstr (dialer_settings_get (leaf, "dial.numbers"), ==, "4");
  dialer_settings_set_parent (leaf, NULL);
  g_assert_cmpstr (dialer_settings_get (leaf, "dial.numbers"), ==, "");
  g_assert_false (dialer_settings_is_set (leaf, "ppp.mtu"));
}

/* A parent lives as long as its heirs; what is inherited is not written into their files. */
static void
test_parent_is_held (void)
{
  g_autoptr (DialerSettings) leaf = dialer_settings_new ();
  DialerSettings *parent = parse ("[ppp]\nuser=me\n");
  g_autofree char *data = NULL;

  dialer_settings_set_parent (leaf, parent);
  dialer_settings_set_parent (leaf, parent);
  dialer_settings_unref (parent);
  g_assert_cmpstr (dialer_settings_get (leaf, "ppp.user"), ==, "me");
  data = dialer_settings_serialize (leaf);
  g_assert_null (strstr (data, "user"));
}

static void
test_copy (void)
{
  g_autoptr (DialerSettings) parent = parse ("[ppp]\nmtu=576\n");
  g_autoptr (DialerSettings) original = parse ("[ppp]\nuser=me\n"), copy = NULL;

  dialer_settings_set_parent (original, parent);
  copy = dialer_settings_copy (original);
  assert_same (copy, original);
  g_assert_cmpuint (dialer_settings_get_uint (copy, "ppp.mtu"), ==, 576);
  set (copy, "ppp.user", "you");
  g_assert_cmpstr (dialer_settings_get (original, "ppp.user"), ==, "me");
}

/* Takes @text as an a{sa{sv}} and gives the error's message, NULL when it was applied. */
static char *
apply (DialerSettings *settings, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) changes = g_variant_parse (G_VARIANT_TYPE ("a{sa{sv}}"), text, NULL, NULL, &error);
  gboolean applied;

  g_assert_no_error (error);
  applied = dialer_settings_apply (settings, changes, &error);
  g_assert_cmpint (applied, ==, error == NULL);
  if (error)
    g_assert_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT);
  return error ? g_strdup (error->message) : NULL;
}

static void
test_apply (void)
{
  g_autoptr (DialerSettings) settings = parse ("# mine\n\n[ppp]\nuser=me\ncolour=red\n");
  g_autofree char *data = NULL;

  g_assert_null (apply (settings, "{}"));
  g_assert_null (apply (settings, "{'ppp': {'mtu': <576>, 'mru': <uint64 296>, 'vj': <false>,"
                                  " 'user': <'you'>},"
                                  " 'dial': {'init': <['ATZ', 'AT+A;+B']>, 'numbers': <@as []>},"
                                  " 'redial': {'reconnect': <true>}}"));
  g_assert_cmpstr (dialer_settings_get (settings, "ppp.mtu"), ==, "576");
  g_assert_cmpstr (dialer_settings_get (settings, "ppp.mru"), ==, "296");
  g_assert_cmpstr (dialer_settings_get (settings, "ppp.vj"), ==, "no");
  g_assert_cmpstr (dialer_settings_get (settings, "ppp.user"), ==, "you");
  g_assert_cmpstr (dialer_settings_get (settings, "dial.init"), ==, "ATZ;AT+A\\;+B");
  g_assert_cmpstr (dialer_settings_get (settings, "dial.numbers"), ==, "");
  g_assert_true (dialer_settings_get_boolean (settings, "redial.reconnect"));
  data = dialer_settings_serialize (settings);
  g_assert_true (g_str_has_prefix (data, "# mine\n\n[ppp]\nuser=you\ncolour=red\n"));
}

static void
test_apply_all_or_nothing (void)
{
  static const struct
  {
    const char *changes;
    const char *named;
  } rows[] = {
    { "{'ppp': {'user': <'you'>, 'mtu': <'many'>}}", "ppp.mtu=many" },
    { "{'dial': {'numbers': <'1'>}, 'ppp': {'mtu': <70000>}}", "ppp.mtu=70000" },
    { "{'ppp': {'user': <'you'>}, 'nothing': {'x': <'1'>}}", "nothing.x" },
    { "{'ppp': {'user': <'you'>, 'mtu': <576.5>}}", "ppp.mtu: a value of D-Bus type d" },
    { "{'ppp': {'user': <'you'>, 'mtu': <byte 0x10>}}", "ppp.mtu: a value of D-Bus type y" },
    { "{'ppp': {'user': <'you'>, 'mtu': <<576>>}}", "ppp.mtu: a value of D-Bus type v" },
    { "{'ppp': {'mtu': <-1>}}", "ppp.mtu=-1" },
    { "{'ppp': {'mppe': <true>}}", "ppp.mppe=yes" },
  };
  g_autoptr (DialerSettings) settings = parse ("[ppp]\nuser=me\nmtu=1500\n");
  g_autoptr (DialerSettings) before = dialer_settings_copy (settings);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *message = apply (settings, rows[i].changes);

      g_test_message ("%s: %s", rows[i].changes, message);
      g_assert_nonnull (message);
      g_assert_nonnull (strstr (message, rows[i].named));
      assert_same (settings, before);
    }
}

static void
test_check (void)
{
  static const struct
  {
    const char *file;
    const char *named; /* NULL when it is right */
  } rows[] = {
    { "[profile]\nname=isp\n", NULL },
    { "[dial]\nnumbers=1\n", "profile.name" },
    { "[profile]\nname=isp\n[ipv4]\nmethod=manual\n", "ipv4.address" },
    { "[profile]\nname=isp\n[ipv4]\nmethod=manual\naddress=192.0.2.7\n", NULL },
    { "[profile]\nname=isp\n[ipv4]\nmethod=off\n", "ipv6.method" },
    { "[profile]\nname=isp\n[ipv4]\nmethod=off\n[ipv6]\nmethod=auto\n", NULL },
    { "[profile]\nname=isp\n[dial]\nnumbers=1\n[cellular]\napn=internet\n", "cellular.apn" },
    { "[profile]\nname=isp\n[cellular]\napn=internet\n", NULL },
    { "[profile]\nname=isp\nautoconnect=boot\n", NULL },
    { "[profile]\nname=isp\nautoconnect=boot\n[secret]\npassword=none\n", NULL },
    { "[profile]\nname=isp\nautoconnect=boot\n[secret]\npassword=ask\n", "profile.autoconnect" },
    { "[profile]\nname=isp\nautoconnect=demand\n[secret]\npassword=agent\n", "secret.password" },
    { "[profile]\nname=isp\nautoconnect=boot\n[secret]\npin=ask\n", "secret.pin" },
    { "[profile]\nname=isp\n[login]\nmethod=script\n", "login.script" },
    { "[profile]\nname=isp\n[login]\nmethod=script\nscript=ppp\n", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (DialerSettings) settings = parse (rows[i].file);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].file);
      g_assert_cmpint (dialer_settings_check (settings, &error), ==, rows[i].named == NULL);
      if (rows[i].named)
        assert_refused (error, rows[i].named);
    }
}

static void
test_privileged (void)
{
  g_autoptr (DialerSettings) parent = parse ("[hooks]\nconnected=/bin/true\n");
  g_autoptr (DialerSettings) settings = parse ("[ppp]\nuser=me\n");

  dialer_settings_set_parent (settings, parent);
  g_assert_null (dialer_settings_find_privileged (settings));
  g_assert_cmpstr (dialer_settings_find_privileged (parent), ==, "hooks.connected");
  set (settings, "hooks.disconnected", "/bin/true");
  g_assert_cmpstr (dialer_settings_find_privileged (settings), ==, "hooks.disconnected");
  dialer_settings_unset (settings, "hooks.disconnected", NULL);
  set (parent, "ppp.options", "debug");
  g_assert_cmpstr (dialer_settings_get (settings, "ppp.options"), ==, "debug");
  g_assert_null (dialer_settings_get_own (settings, "ppp.options"));
  g_assert_cmpstr (dialer_settings_get_own (parent, "ppp.options"), ==, "debug");
  g_assert_null (dialer_settings_find_privileged (settings));
}

static const char *
look_up (GVariant *groups, const char *group, const char *key)
{
  g_autoptr (GVariant) keys = g_variant_lookup_value (groups, group, G_VARIANT_TYPE ("a{sv}"));
  const char *value = NULL;

  if (keys)
    g_variant_lookup (keys, key, "&s", &value);
  return value;
}

static void
test_variant (void)
{
  g_autoptr (DialerSettings) parent = parse ("[ppp]\nmtu=576\n");
  g_autoptr (DialerSettings) settings = parse ("[ppp]\nuser=me\ncolour=red\n");
  g_autoptr (GVariant) own = NULL, effective = NULL;

  dialer_settings_set_parent (settings, parent);
  own = g_variant_ref_sink (dialer_settings_to_variant (settings, FALSE));
  effective = g_variant_ref_sink (dialer_settings_to_variant (settings, TRUE));
  g_assert_cmpstr (g_variant_get_type_string (own), ==, "a{sa{sv}}");
  g_assert_cmpuint (g_variant_n_children (own), ==, 1);
  g_assert_cmpstr (look_up (own, "ppp", "user"), ==, "me");
  g_assert_null (look_up (own, "ppp", "mtu"));
  g_assert_null (look_up (own, "ppp", "colour"));
  g_assert_cmpstr (look_up (effective, "ppp", "user"), ==, "me");
  g_assert_cmpstr (look_up (effective, "ppp", "mtu"), ==, "576");
  g_assert_cmpstr (look_up (effective, "dial", "command"), ==, "ATDT");
  g_assert_cmpstr (look_up (effective, "hooks", "connected"), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/settings/defaults", test_defaults);
  g_test_add_func ("/model/settings/set-and-unset", test_set_and_unset);
  g_test_add_func ("/model/settings/empty-is-none", test_empty_is_none);
  g_test_add_func ("/model/settings/wrong-set", test_wrong_set);
  g_test_add_func ("/model/settings/unknown-is-kept", test_unknown_is_kept);
  g_test_add_func ("/model/settings/escapes", test_escapes);
  g_test_add_func ("/model/settings/members-with-escapes", test_members_with_escapes);
  g_test_add_func ("/model/settings/parse", test_parse);
  g_test_add_func ("/model/settings/wrong-file", test_wrong_file);
  g_test_add_func ("/model/settings/inheritance", test_inheritance);
  g_test_add_func ("/model/settings/parent-is-held", test_parent_is_held);
  g_test_add_func ("/model/settings/copy", test_copy);
  g_test_add_func ("/model/settings/apply", test_apply);
  g_test_add_func ("/model/settings/apply-all-or-nothing", test_apply_all_or_nothing);
  g_test_add_func ("/model/settings/check", test_check);
  g_test_add_func ("/model/settings/privileged", test_privileged);
  g_test_add_func ("/model/settings/variant", test_variant);
  return g_test_run ();
}
