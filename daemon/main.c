/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialerd: options, signals, bus name, loop, exit code; it decides nothing. */
#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "dialer-config.h"
#include "dialer-daemon.h"
#include "dialer-hooks.h"
#include "dialer-names.h"

#define EXIT_USAGE 2
#define EXIT_RESTART 75 /* RestartForceExitStatus= of dialerd.service */

typedef struct
{
  GMainLoop *loop;
  DialerDaemon *daemon;
  int status;
} Main;

typedef struct
{
  char *state;
  char *runtime;
  char *pppd;
  char *plugin;
  gboolean version;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->state);
  g_free (options->runtime);
  g_free (options->pppd);
  g_free (options->plugin);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->state, "Keep profiles and secrets in DIR", "DIR" },
    { "runtime-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->runtime, "Keep what lasts until reboot in DIR", "DIR" },
    { "pppd", 0, 0, G_OPTION_ARG_FILENAME, &options->pppd, "Run this pppd", "FILE" },
    { "plugin", 0, 0, G_OPTION_ARG_FILENAME, &options->plugin, "Load this plugin into pppd", "FILE" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version", NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- makes PPP dial-up calls");

  options->state = g_strdup (DIALER_STATE_DIR);
  options->runtime = g_strdup (DIALER_RUNTIME_DIR);
  options->pppd = g_strdup (DIALER_PPPD);
  options->plugin = g_strdup (DIALER_PPPD_PLUGIN);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

/* Before any thread: the master key passes through the environment for one call. */
static DialerSecretStore *
open_secrets (const Options *options)
{
  const char *credentials = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *keyring = g_build_filename (options->state, "secrets.keyring", NULL);
  g_autofree char *scratch = g_build_filename (options->runtime, "keyring", "secrets.keyring", NULL);
  g_autofree char *key = g_build_filename (credentials ? credentials : options->state, "keyring-key", NULL);

  return dialer_secret_store_open (keyring, scratch, key);
}

static void
quit (Main *self, int status)
{
  self->status = status;
  g_main_loop_quit (self->loop);
}

static void
on_bus_acquired (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Main *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!dialer_daemon_export (self->daemon, connection, &error))
    {
      g_critical ("nothing can be shown on the bus: %s", error->message);
      quit (self, EXIT_FAILURE);
    }
}

static void
on_name_acquired (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Main *self = user_data;

  dialer_daemon_begin (self->daemon);
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Main *self = user_data;

  g_critical ("%s", connection ? "the bus name is taken, or may not be owned" : "the system bus can't be reached");
  self->status = EXIT_FAILURE;
  dialer_daemon_stop (self->daemon);
}

static gboolean
on_terminate (gpointer user_data)
{
  Main *self = user_data;

  dialer_daemon_stop (self->daemon);
  return G_SOURCE_CONTINUE;
}

static void
on_stopped (DialerDaemon *daemon, gpointer user_data)
{
  Main *self = user_data;

  if (dialer_daemon_wants_restart (daemon))
    self->status = EXIT_RESTART;
  g_main_loop_quit (self->loop);
}

static int
run (const Options *options, DialerSecretStore *secrets)
{
  static const char *const never_dial[] = { DIALER_NEVER_DIAL_SHIPPED, DIALER_NEVER_DIAL_OWN, NULL };
  static const char *const tariffs[] = { DIALER_TARIFFS_OWN, DIALER_TARIFFS_SHIPPED, NULL };
  DialerDaemonPlaces places
    = { .state = options->state, .runtime = options->runtime, .never_dial = never_dial,
        .tariffs = tariffs, .hooks = DIALER_HOOKS_DIR, .hooks_socket = DIALER_HOOKS_SOCKET, .pppd = options->pppd,
        .plugin = options->plugin };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (DialerDaemon) daemon = dialer_daemon_new (&places, secrets);
  Main self = { loop, daemon, EXIT_SUCCESS };
  guint name;

  g_signal_connect (daemon, "stopped", G_CALLBACK (on_stopped), &self);
  g_unix_signal_add (SIGTERM, on_terminate, &self);
  g_unix_signal_add (SIGINT, on_terminate, &self);
  name = g_bus_own_name (G_BUS_TYPE_SYSTEM, DIALER_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE, on_bus_acquired,
                         on_name_acquired, on_name_lost, &self, NULL);
  g_main_loop_run (loop);
  g_bus_unown_name (name);
  return self.status;
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DialerSecretStore) secrets = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_set_prgname ("dialerd");
  if (!parse_options (&options, &argc, &argv, &error) || argc > 1)
    {
      g_printerr ("dialerd: %s\nTry 'dialerd --help'.\n", error ? error->message : "no arguments are expected");
      return EXIT_USAGE;
    }
  if (options.version)
    {
      g_print ("dialerd %s\n", DIALER_VERSION);
      return EXIT_SUCCESS;
    }
  /* LimitCORE=0 does not stop a dump that the kernel hands to a program. */
  prctl (PR_SET_DUMPABLE, 0);
  secrets = open_secrets (&options);
  return run (&options, secrets);
}
