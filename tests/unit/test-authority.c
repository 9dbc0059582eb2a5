/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The permission table is in the XML: every method has its action, and every action is declared to polkit. */
#include "dialer-authority.h"
#include "dialer-dbus.h"
#include "rights-manual.h"

static GDBusInterfaceInfo *
get_interface (guint i)
{
  switch (i)
    {
    case 0:
      return dialer_dbus_manager_interface_info ();
    case 1:
      return dialer_dbus_profile_interface_info ();
    case 2:
      return dialer_dbus_modem_interface_info ();
    case 3:
      return dialer_dbus_session_interface_info ();
    default:
      return NULL;
    }
}

static void
assert_declared (const char *policy, const char *action, const char *method)
{
  g_autofree char *element = g_strdup_printf ("<action id=\"%s\">", action);

  g_test_message ("%s: %s", method, action);
  if (!g_str_equal (action, "none"))
    g_assert_nonnull (strstr (policy, element));
}

static void
test_every_method_has_an_action (void)
{
  g_autofree char *policy = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (DIALER_POLICY, &policy, NULL, NULL));
  for (guint i = 0; get_interface (i); i++)
    for (GDBusMethodInfo **method = get_interface (i)->methods; *method; method++, n++)
      for (guint relation = 0; relation < 3; relation++)
        {
          const char *action = dialer_authority_get_action (*method, relation == 0, relation == 1);

          g_assert_nonnull (action);
          assert_declared (policy, action, (*method)->name);
        }
  g_assert_cmpuint (n, >, 15);
}

static const char *const actions[]
  = { "dial", "dial-any", "profile-own", "profile-any", "secret", "modem", "history-any", "over-budget" };

/* The manual's tables are those of the XML and of the policy. */
static void
test_manual (void)
{
  for (guint i = 0; get_interface (i); i++)
    for (GDBusMethodInfo **method = get_interface (i)->methods; *method; method++)
      for (guint relation = 0; relation < 3; relation++)
        {
          g_autofree char *told = rights_manual_get_action (get_interface (i)->name, (*method)->name, relation + 1);

          g_assert_cmpstr (told, ==, dialer_authority_get_action (*method, relation == 0, relation == 1));
        }
}

static void
assert_default (const char *policy, const char *element, const char *told)
{
  const char *meant = g_str_equal (told, "yes") ? "yes" : "auth_admin_keep";
  g_autofree char *begin = g_strdup_printf ("<%s>%s</%s>", element, meant, element);

  g_assert_nonnull (strstr (policy, begin));
}

static void
test_manual_of_policy (void)
{
  g_autofree char *policy = NULL;
  g_auto (GStrv) elements = NULL;

  g_assert_true (g_file_get_contents (DIALER_POLICY, &policy, NULL, NULL));
  elements = g_strsplit (policy, "<action id=\"org.dialctl.dialer1.", -1);
  g_assert_cmpuint (g_strv_length (elements) - 1, ==, G_N_ELEMENTS (actions));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_auto (GStrv) row = rights_manual_find (actions[i]);
      g_autofree char *begin = g_strconcat (actions[i], "\"", NULL);
      guint element = 1;

      while (!g_str_has_prefix (elements[element], begin))
        element++;
      g_assert_cmpuint (g_strv_length (row), ==, 3);
      assert_default (elements[element], "allow_active", row[1]);
      assert_default (elements[element], "allow_inactive", row[2]);
      assert_default (elements[element], "allow_any", row[2]);
    }
}

static void
test_no_property_is_writable (void)
{
  for (guint i = 0; get_interface (i); i++)
    for (GDBusPropertyInfo **property = get_interface (i)->properties; *property; property++)
      g_assert_cmpint ((*property)->flags, ==, G_DBUS_PROPERTY_INFO_FLAGS_READABLE);
}

static void
test_no_annotation_no_action (void)
{
  GDBusMethodInfo method = { .ref_count = -1, .name = (char *) "Forgotten" };

  g_assert_null (dialer_authority_get_action (&method, TRUE, FALSE));
  g_assert_null (dialer_authority_get_action (&method, FALSE, FALSE));
}

static void
test_relations (void)
{
  GDBusMethodInfo *dial = g_dbus_interface_info_lookup_method (dialer_dbus_profile_interface_info (), "Dial");
  GDBusMethodInfo *remove = g_dbus_interface_info_lookup_method (dialer_dbus_profile_interface_info (), "Remove");

  g_assert_cmpstr (dialer_authority_get_action (dial, TRUE, FALSE), ==, "org.dialctl.dialer1.dial");
  g_assert_cmpstr (dialer_authority_get_action (dial, FALSE, TRUE), ==, "org.dialctl.dialer1.dial");
  g_assert_cmpstr (dialer_authority_get_action (dial, FALSE, FALSE), ==, "org.dialctl.dialer1.dial-any");
  /* Who may dial may not remove. */
  g_assert_cmpstr (dialer_authority_get_action (remove, FALSE, TRUE), ==, "org.dialctl.dialer1.profile-any");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bus/authority/every-method-has-an-action", test_every_method_has_an_action);
  g_test_add_func ("/bus/authority/manual", test_manual);
  g_test_add_func ("/bus/authority/manual-of-policy", test_manual_of_policy);
  g_test_add_func ("/bus/authority/no-property-is-writable", test_no_property_is_writable);
  g_test_add_func ("/bus/authority/no-annotation-no-action", test_no_annotation_no_action);
  g_test_add_func ("/bus/authority/relations", test_relations);
  return g_test_run ();
}
