/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Every method of every interface, called by whom it belongs to, by whom the owner lets dial, by another user and by
 * root, while polkit says yes, no, that somebody must be asked, nothing at all, or is not there: what comes of it is
 * what dialerd(8) says.  The bus is a real one, the authority asked is a stand-in.
 */
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dialer-admission.h"
#include "dialer-authority.h"
#include "dialer-dbus.h"
#include "dialer-error.h"
#include "dialer-reply-share.h"
#include "folder-fixture.h"
#include "polkit-stand-in.h"
#include "rights-manual.h"

#define OBJECT "/org/dialctl/Dialer1"
#define ALLOWED "org.dialctl.Test.Allowed"
#define REFUSED "org.dialctl.Dialer1.Error.NotAuthorized"
#define NOBODY 65534
#define STRANGER 4242 /* owns what the caller does not */
#define BUSY "org.dialctl.Dialer1.Error.Busy"
#define MANY (DIALER_REQUESTS_MAX - 1)
#define TOO_LONG "org.dialctl.Dialer1.Error.InvalidArgument"
/* The slowest of machines, sanitizers and all. */
#define PATIENCE_S 30

typedef enum
{
  OWN,
  SHARED,
  ANOTHERS,
  N_RELATIONS,
} Relation;

typedef struct
{
  char *folder;
  GSubprocess *daemon;
  char *address;
  PolkitStandIn *polkit;
  GDBusConnection *service;
  GDBusConnection *user;
  GDBusConnection *other;
  GDBusConnection *root; /* NULL where the test is not */
  guint uid;             /* of user */
  Relation relation;     /* of the user to the object */
  GObject *target;
} World;

static World world;

/* ---- the bus ---- */

static const char config[]
  = "<busconfig><listen>unix:path=%s/bus</listen><auth>EXTERNAL</auth><policy context=\"default\">"
    "<allow user=\"*\"/><allow own=\"*\"/><allow send_destination=\"*\" eavesdrop=\"true\"/>"
    "<allow receive_sender=\"*\"/></policy></busconfig>";

/* The bus must not survive a test that fails. */
static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
start_bus (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *text = NULL, *path = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;

  world.folder = folder_new ();
  g_assert_cmpint (chmod (world.folder, 0755), ==, 0);
  path = g_build_filename (world.folder, "bus.conf", NULL);
  text = g_strdup_printf (config, world.folder);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  world.daemon = g_subprocess_launcher_spawn (launcher, &error, "dbus-daemon", "--nofork", "--print-address",
                                              "--config-file", path, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (world.daemon));
  world.address = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", world.address, TRUE);
}

static GDBusConnection *
join_as (uid_t uid)
{
  g_autoptr (GError) error = NULL;
  uid_t own = geteuid ();
  GDBusConnection *connection;

  g_assert_cmpint (seteuid (uid), ==, 0);
  connection = g_dbus_connection_new_for_address_sync (
    world.address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_cmpint (seteuid (own), ==, 0);
  g_assert_no_error (error);
  return connection;
}

/* ---- the service ---- */

static void
on_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  g_dbus_method_invocation_return_dbus_error (invocation, ALLOWED, "");
}

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method,
         GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  guint owner = world.relation == OWN ? world.uid : STRANGER;
  g_autofree char *id = g_strdup_printf ("%u", world.uid);
  const char *const users[] = { id, NULL };
  DialerOwnership ownership = { .owned = TRUE, .owners = { owner, owner } };

  if (world.relation == SHARED)
    ownership.users = users;
  dialer_authority_check (world.target, invocation, &ownership, on_allowed);
}

static GDBusInterfaceInfo *
get_interface (guint i)
{
  GDBusInterfaceInfo *all[] = { dialer_dbus_manager_interface_info (), dialer_dbus_profile_interface_info (),
                                dialer_dbus_modem_interface_info (), dialer_dbus_session_interface_info () };

  return i < G_N_ELEMENTS (all) ? all[i] : NULL;
}

static void
offer (GDBusInterfaceInfo *interface)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (world.service, OBJECT, interface, &table, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up_world (void)
{
  gboolean is_root = geteuid () == 0;

  start_bus ();
  world.uid = is_root ? NOBODY : geteuid ();
  world.polkit = polkit_stand_in_new (world.address);
  /* As dialerd does, which lives on the connection that libpolkit takes too. */
  world.service = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  g_dbus_connection_set_exit_on_close (world.service, FALSE);
  dialer_authority_attach (world.service);
  world.user = join_as (world.uid);
  world.other = join_as (world.uid);
  world.root = is_root ? join_as (0) : NULL;
  world.target = g_object_new (G_TYPE_OBJECT, NULL);
  for (guint i = 0; get_interface (i); i++)
    offer (get_interface (i));
}

static void
leave (GDBusConnection *connection)
{
  if (connection)
    g_dbus_connection_close_sync (connection, NULL, NULL);
  g_clear_object (&connection);
}

static void
tear_down_world (void)
{
  leave (world.user);
  leave (world.other);
  leave (world.root);
  dialer_authority_detach (world.service);
  leave (world.service);
  polkit_stand_in_free (world.polkit);
  g_object_unref (world.target);
  g_subprocess_force_exit (world.daemon);
  g_subprocess_wait (world.daemon, NULL, NULL);
  g_object_unref (world.daemon);
  g_free (world.address);
  folder_remove (world.folder);
}

/* ---- calling ---- */

/* Something of the right type; what is asked for does not matter to who may ask. */
static GVariant *
make_value (const char *type)
{
  switch (*type)
    {
    case 's':
      return g_variant_new_string ("");
    case 'o':
      return g_variant_new_object_path ("/");
    case 'u':
      return g_variant_new_uint32 (0);
    case 'h':
      return g_variant_new_handle (0);
    case 'a':
      return g_variant_new_array (G_VARIANT_TYPE (type + 1), NULL, 0);
    default:
      g_error ("no value of type %s yet", type);
    }
}

static GVariant *
make_arguments (const GDBusMethodInfo *method)
{
  GVariantBuilder arguments = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);

  for (GDBusArgInfo **arg = method->in_args; arg && *arg; arg++)
    g_variant_builder_add_value (&arguments, make_value ((*arg)->signature));
  return g_variant_builder_end (&arguments);
}

static void
call (GDBusConnection *caller, const char *interface, const GDBusMethodInfo *method, gboolean interactive,
      GAsyncResult **result)
{
  g_dbus_connection_call (caller, g_dbus_connection_get_unique_name (world.service), OBJECT, interface, method->name,
                          make_arguments (method), NULL,
                          interactive ? G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION : G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, on_result, result);
}

static char *
finish (GDBusConnection *caller, GAsyncResult **result)
{
  g_autoptr (GAsyncResult) done = wait_for_result (result);
  g_autoptr (GError) error = NULL;

  g_assert_null (g_dbus_connection_call_finish (caller, done, &error));
  return g_dbus_error_get_remote_error (error);
}

static gboolean
on_impatient (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Runs the loop until as many questions hang. */
static void
wait_for_pending (guint n)
{
  gboolean impatient = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE_S, on_impatient, &impatient);

  while (world.polkit->pending < n && !impatient)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  g_assert_cmpuint (world.polkit->pending, ==, n);
}

/* ---- the matrix ---- */

static void
expect (GDBusConnection *caller, const char *interface, const GDBusMethodInfo *method, gboolean interactive,
        const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *answer = NULL;

  call (caller, interface, method, interactive, &result);
  answer = finish (caller, &result);
  result = NULL;
  g_assert_cmpstr (answer, ==, expected);
}

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

/* ---- beyond the matrix ---- */

static const GDBusMethodInfo *
get_method (const char *name)
{
  return g_dbus_interface_info_lookup_method (dialer_dbus_profile_interface_info (), name);
}

#define PROFILE "org.dialctl.Dialer1.Profile"

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

/* A dialog that nobody answers delays nobody else, not even the one who has it open. */
static void
test_others_do_not_wait (void)
{
  GAsyncResult *results[MANY] = { NULL };
  gint64 begin, took;

  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < MANY; i++)
    call (world.user, PROFILE, get_method ("Dial"), TRUE, &results[i]);
  wait_for_pending (MANY);
  world.relation = OWN;
  begin = g_get_monotonic_time ();
  expect (world.other, PROFILE, get_method ("ListSecrets"), FALSE, ALLOWED);
  expect (world.user, PROFILE, get_method ("ListSecrets"), FALSE, ALLOWED);
  took = g_get_monotonic_time () - begin;
  g_test_message ("two answers within %.1f ms, while %d calls hang", took / 1000.0, MANY);
  g_assert_cmpint (took, <, 100 * 1000);
  polkit_stand_in_release (world.polkit, FALSE);
  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *answer = finish (world.user, &results[i]);

      g_assert_cmpstr (answer, ==, REFUSED);
    }
}

/* polkit answers so many at a time: no user gets them all, on however many connections, and root is not bound. */
static void
test_too_many (void)
{
  GAsyncResult *results[DIALER_REQUESTS_MAX] = { NULL };

  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < DIALER_REQUESTS_MAX; i++)
    call (i % 2 ? world.user : world.other, PROFILE, get_method ("Dial"), TRUE, &results[i]);
  wait_for_pending (DIALER_REQUESTS_MAX);
  world.relation = OWN;
  expect (world.user, PROFILE, get_method ("ListSecrets"), FALSE, BUSY);
  expect (world.other, PROFILE, get_method ("ListSecrets"), FALSE, BUSY);
  if (world.root)
    expect (world.root, PROFILE, get_method ("ListSecrets"), FALSE, ALLOWED);
  polkit_stand_in_release (world.polkit, FALSE);
  for (guint i = 0; i < DIALER_REQUESTS_MAX; i++)
    g_free (finish (i % 2 ? world.user : world.other, &results[i]));
  expect (world.user, PROFILE, get_method ("ListSecrets"), FALSE, ALLOWED);
}

static void
test_too_long (void)
{
  g_autofree char *text = g_strnfill (DIALER_REQUEST_SIZE_MAX, 'x');
  g_autofree char *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const GDBusMethodInfo *method = get_method ("ClearSecret");

  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_YES);
  g_dbus_connection_call (world.user, g_dbus_connection_get_unique_name (world.service), OBJECT, PROFILE, method->name,
                          g_variant_new ("(s)", text), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_result, &result);
  answer = finish (world.user, &result);
  result = NULL;
  g_assert_cmpstr (answer, ==, TOO_LONG);
}

/* Nobody is asked on behalf of one who has left; one watch does for all that he asked. */
static void
test_caller_leaves (void)
{
  GDBusConnection *guest = join_as (world.uid);
  GAsyncResult *results[2] = { NULL };
  guint before = world.polkit->cancelled;

  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < 2; i++)
    call (guest, PROFILE, get_method ("Dial"), TRUE, &results[i]);
  wait_for_pending (2);
  g_dbus_connection_close_sync (guest, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    {
      wait_for_result (&results[i]);
      g_clear_object (&results[i]);
    }
  while (world.polkit->cancelled < before + 2)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (guest);
  polkit_stand_in_release (world.polkit, FALSE);
}

/* As many as he may; they hang.  Returns: how many polkit has been asked. */
static guint
hang (GDBusConnection *caller, GAsyncResult **results)
{
  guint before = world.polkit->pending, answered = 0;

  for (guint i = 0; i < DIALER_REQUESTS_MAX; i++)
    {
      call (caller, PROFILE, get_method ("Dial"), TRUE, &results[i]);
      while (results[i] == NULL && world.polkit->pending == before + i - answered)
        g_main_context_iteration (NULL, TRUE);
      if (results[i])
        {
          g_autofree char *answer = finish (caller, &results[i]);

          g_assert_cmpstr (answer, ==, BUSY);
          answered++;
        }
    }
  return world.polkit->pending - before;
}

static void
expect_service_may_wait (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;

  g_dbus_connection_call (world.service, g_dbus_connection_get_unique_name (world.other), "/",
                          "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_result,
                          &result);
  reply = g_dbus_connection_call_finish (world.service, wait_for_result (&result), &error);
  g_assert_no_error (error);
}

/* The bus lets us wait for so many answers: users together do not use them up, nor leave nothing to the next. */
static void
test_many_users (void)
{
  GAsyncResult *results[8][DIALER_REQUESTS_MAX] = { { NULL } };
  GDBusConnection *users[8];
  guint asked[8];

  if (world.root == NULL)
    {
      g_test_skip ("only the superuser can be many");
      return;
    }
  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      users[i] = join_as (1 + i);
      asked[i] = hang (users[i], results[i]);
      g_test_message ("user %u: %u questions", i, asked[i]);
    }
  g_assert_cmpuint (asked[0], ==, DIALER_REPLIES_MAX / 3);
  g_assert_cmpuint (asked[7], >=, 1);
  g_assert_cmpuint (world.polkit->pending, <=, DIALER_REPLIES_MAX);
  expect_service_may_wait ();
  polkit_stand_in_release (world.polkit, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      for (guint n = 0; n < DIALER_REQUESTS_MAX; n++)
        if (asked[i] > n)
          g_free (finish (users[i], &results[i][n]));
      leave (users[i]);
    }
}

/* Who leaves and comes back has no more: polkit has yet to answer what he asked. */
static void
test_comes_back (void)
{
  world.relation = ANOTHERS;
  polkit_stand_in_set (world.polkit, POLKIT_STAND_IN_HANG);
  for (guint i = 0; i < 3; i++)
    {
      GDBusConnection *guest = join_as (world.uid);
      GAsyncResult *results[DIALER_REQUESTS_MAX] = { NULL };
      guint asked = hang (guest, results);

      g_assert_cmpuint (asked, ==, i == 0 ? DIALER_REQUESTS_MAX : 0);
      g_dbus_connection_close_sync (guest, NULL, NULL);
      for (guint n = 0; n < asked; n++)
        g_free (finish (guest, &results[n]));
      g_object_unref (guest);
    }
  expect_service_may_wait ();
  polkit_stand_in_release (world.polkit, FALSE);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  set_up_world ();
  g_test_add_func ("/bus/rights/matrix", test_matrix);
  g_test_add_func ("/bus/rights/undeclared", test_undeclared);
  g_test_add_func ("/bus/rights/others-do-not-wait", test_others_do_not_wait);
  g_test_add_func ("/bus/rights/too-many", test_too_many);
  g_test_add_func ("/bus/rights/too-long", test_too_long);
  g_test_add_func ("/bus/rights/caller-leaves", test_caller_leaves);
  g_test_add_func ("/bus/rights/many-users", test_many_users);
  g_test_add_func ("/bus/rights/comes-back", test_comes_back);
  status = g_test_run ();
  tear_down_world ();
  return status;
}
