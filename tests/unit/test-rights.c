/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Every method of every interface, called by whom it belongs to, by whom the owner lets dial, by another user and by
 * root, while polkit says yes, no, that somebody must be asked, nothing at all, or is not there: what comes of it is
 * what dialerd(8) says.  The bus is a real one, the authority asked is a stand-in.
 */
#include <string.h>

#include "dialer-dbus.h"
#include "rights-manual.h"
#include "rights-world.h"

/* ---- the matrix ---- */

/* While polkit hangs the call hangs, and is refused when that says no at last. */
static void
expect_hanging (const char *interface, const GDBusMethodInfo *method)
{
  g_autofree char *answer = NULL;
  GAsyncResult *result = NULL;

  call (world.user, interface, method, TRUE, &result);
  wait_for_pending (1);
  g_assert_null (result);
  polkit_stand_in_release (world.polkit, FALSE);
  answer = finish (world.user, &result);
  g_assert_cmpstr (answer, ==, REFUSED);
}

static void
check_cell (const char *interface, const GDBusMethodInfo *method, PolkitStandInAnswer answer, const char *action)
{
  gboolean asks = !g_str_equal (action, "none");
  const char *expected = !asks || answer == POLKIT_STAND_IN_YES ? ALLOWED : REFUSED;

  polkit_stand_in_set (world.polkit, answer);
  if (asks && answer == POLKIT_STAND_IN_HANG)
    {
      expect_hanging (interface, method);
      g_assert_cmpstr (world.polkit->action, ==, action);
      return;
    }
  for (guint interactive = 0; interactive < 2; interactive++)
    {
      expect (world.user, interface, method, interactive, expected);
      if (asks && answer != POLKIT_STAND_IN_ABSENT)
        g_assert_cmpint (world.polkit->interactive, ==, interactive);
      g_assert_cmpstr (world.polkit->action, ==, asks && answer != POLKIT_STAND_IN_ABSENT ? action : "");
    }
}

static void
check_root (const char *interface, const GDBusMethodInfo *method)
{
  for (guint answer = POLKIT_STAND_IN_YES; answer <= POLKIT_STAND_IN_ABSENT && world.root; answer++)
    {
      polkit_stand_in_set (world.polkit, answer);
      expect (world.root, interface, method, FALSE, ALLOWED);
      g_assert_cmpstr (world.polkit->action, ==, "");
    }
}

static void
check_method (const char *interface, const GDBusMethodInfo *method)
{
  g_test_message ("%s.%s", interface, method->name);
  for (world.relation = OWN; world.relation < N_RELATIONS; world.relation++)
    {
      g_autofree char *action = rights_manual_get_action (interface, method->name, world.relation + 1);

      for (guint answer = POLKIT_STAND_IN_YES; answer <= POLKIT_STAND_IN_ABSENT; answer++)
        check_cell (interface, method, answer, action);
      check_root (interface, method);
    }
}

static void
test_matrix (void)
{
  guint n = 0;

  for (guint i = 0; get_interface (i); i++)
    for (GDBusMethodInfo **method = get_interface (i)->methods; *method; method++, n++)
      check_method (get_interface (i)->name, *method);
  g_assert_cmpuint (n, >, 15);
}

static void
test_undeclared (void)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
    "<node><interface name='org.dialctl.Test'><method name='Forgotten'/></interface></node>", NULL);
  GDBusMethodInfo unknown = { .ref_count = -1, .name = (char *) "FormatDisk" };

  offer (node->interfaces[0]);
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_YES);
  for (world.relation = OWN; world.relation < N_RELATIONS; world.relation++)
    expect (world.user, "org.dialctl.Test", node->interfaces[0]->methods[0], TRUE, REFUSED);
  if (world.root)
    expect (world.root, "org.dialctl.Test", node->interfaces[0]->methods[0], TRUE, REFUSED);
  expect (world.user, PROFILE, &unknown, TRUE, "org.freedesktop.DBus.Error.UnknownMethod");
  g_assert_cmpstr (world.polkit->action, ==, "");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  set_up_world ();
  g_test_add_func ("/bus/rights/matrix", test_matrix);
  g_test_add_func ("/bus/rights/undeclared", test_undeclared);
  status = g_test_run ();
  tear_down_world ();
  return status;
}
