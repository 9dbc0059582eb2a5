/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A bus of its own, on which every interface of dialerd is offered, with nothing behind it but the authority. */
#include "rights-world.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dialer-authority.h"
#include "dialer-dbus.h"
#include "folder-fixture.h"

#define NOBODY 65534
#define STRANGER 4242 /* owns what the caller does not */
/* The slowest of machines, sanitizers and all. */
#define PATIENCE_S 30

World world;

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

GDBusConnection *
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
  g_string_append_printf (world.order, "%u ", uid);
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

GDBusInterfaceInfo *
get_interface (guint i)
{
  GDBusInterfaceInfo *all[] = { dialer_dbus_manager_interface_info (), dialer_dbus_profile_interface_info (),
                                dialer_dbus_modem_interface_info (), dialer_dbus_session_interface_info () };

  return i < G_N_ELEMENTS (all) ? all[i] : NULL;
}

void
offer (GDBusInterfaceInfo *interface)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (world.service, OBJECT, interface, &table, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
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
  world.order = g_string_new (NULL);
  for (guint i = 0; get_interface (i); i++)
    offer (get_interface (i));
}

void
leave (GDBusConnection *connection)
{
  if (connection)
    g_dbus_connection_close_sync (connection, NULL, NULL);
  g_clear_object (&connection);
}

void
tear_down_world (void)
{
  leave (world.user);
  leave (world.other);
  leave (world.root);
  dialer_authority_detach (world.service);
  leave (world.service);
  polkit_stand_in_free (world.polkit);
  g_object_unref (world.target);
  g_string_free (world.order, TRUE);
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

void
call (GDBusConnection *caller, const char *interface, const GDBusMethodInfo *method, gboolean interactive,
      GAsyncResult **result)
{
  g_dbus_connection_call (caller, g_dbus_connection_get_unique_name (world.service), OBJECT, interface, method->name,
                          make_arguments (method), NULL,
                          interactive ? G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION : G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, on_result, result);
}

char *
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
void
wait_for_pending (guint n)
{
  gboolean impatient = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE_S, on_impatient, &impatient);

  while (world.polkit->pending < n && !impatient)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  g_assert_cmpuint (world.polkit->pending, ==, n);
}

void
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

const GDBusMethodInfo *
get_method (const char *name)
{
  return g_dbus_interface_info_lookup_method (dialer_dbus_profile_interface_info (), name);
}
