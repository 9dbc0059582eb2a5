/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl lease: needs the link while a command runs, or until Ctrl-C. */
#include <stdio.h>
#include <sys/wait.h>

#include "dialctl-call.h"
#include "dialctl-child.h"
#include "dialctl-commands.h"
#include "dialctl-dialing.h"
#include "dialctl-failure.h"
#include "dialctl-interrupts.h"
#include "dialctl-json.h"
#include "dialctl-session.h"
#include "dialer-error.h"

#define USUAL_MINUTES 60
#define SIGNAL_STATUS 128 /* as shells have it: of a command that was killed, and the signal is added */

typedef struct
{
  char *why;
  int minutes;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->why);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* A lease that is held until a signal, its end, or that of the session. */
typedef struct
{
  GMainLoop *loop;
  guint lease;
  char *reason; /* of the session's end; NULL while it has not ended */
} Hold;

static gboolean
parse (DialctlContext *context, Options *self, GError **error)
{
  const GOptionEntry entries[] = {
    { "minutes", 0, 0, G_OPTION_ARG_INT, &self->minutes, "When it ends at the latest (60, at most 1440)", "N" },
    { "why", 0, 0, G_OPTION_ARG_STRING, &self->why, "What it is for; everybody can read it", "TEXT" },
    { NULL },
  };

  self->minutes = USUAL_MINUTES;
  if (!dialctl_context_parse (context, entries, error))
    return FALSE;
  if (self->why == NULL)
    return dialctl_context_set_usage_error (context, error, "--why is missing");
  if (self->minutes < 1)
    return dialctl_context_set_usage_error (context, error, "--minutes=%d: give 1 or more", self->minutes);
  return TRUE;
}

/* ---- while a command runs ---- */

/* Returns: the command and its arguments, which may have a "--" before them */
static GStrv
get_command (DialctlContext *context)
{
  GStrv words = context->words + 1;

  return words[0] != NULL && g_str_equal (words[0], "--") ? words + 1 : words;
}

static gboolean
run_command (DialctlContext *context, GError **error)
{
  int status;

  if (!dialctl_child_run (get_command (context), &status, error))
    return FALSE;
  context->exit_status = WIFSIGNALED (status) ? SIGNAL_STATUS + WTERMSIG (status) : WEXITSTATUS (status);
  return TRUE;
}

/* ---- until Ctrl-C ---- */

static gboolean
has_lease (DialerDBusSession *session, guint id)
{
  GVariant *leases = dialer_dbus_session_get_leases (session);

  for (gsize i = 0; leases != NULL && i < g_variant_n_children (leases); i++)
    {
      g_autoptr (GVariant) lease = g_variant_get_child_value (leases, i);

      if (dialctl_call_get_number (lease, "id") == id)
        return TRUE;
    }
  return FALSE;
}

static void
on_changed (GDBusProxy *session, GVariant *changed, const char *const *invalidated, Hold *hold)
{
  if (!has_lease (DIALER_DBUS_SESSION (session), hold->lease))
    g_main_loop_quit (hold->loop);
}

static void
on_ended (DialerDBusSession *session, const char *reason, Hold *hold)
{
  g_free (hold->reason);
  hold->reason = g_strdup (reason);
  g_main_loop_quit (hold->loop);
}

static void
on_owner_changed (GObject *session, GParamSpec *unused, Hold *hold)
{
  on_ended (NULL, "dialerd has gone", hold);
}

static gboolean
on_interrupted (gpointer data)
{
  g_main_loop_quit (((Hold *) data)->loop);
  return G_SOURCE_CONTINUE;
}

static void
print_lease (DialctlContext *context, DialerDBusSession *session)
{
  g_autofree char *addresses = dialctl_session_describe_addresses (session);
  g_autofree char *leases = dialctl_session_describe_leases (session);
  const char *interface = dialer_dbus_session_get_interface (session);

  if (context->json)
    dialctl_json_print_object (dialctl_session_to_json (context->bus, session));
  dialctl_context_say (context, "online: %s %s; %s", interface != NULL ? interface : "", addresses, leases);
  fflush (stdout);
}

static void
wait_for_end (DialctlContext *context, DialerDBusSession *session, Hold *hold)
{
  DialctlInterrupts interrupts;

  dialctl_interrupts_watch (&interrupts, on_interrupted, hold);
  g_signal_connect (session, "g-properties-changed", G_CALLBACK (on_changed), hold);
  g_signal_connect (session, "ended", G_CALLBACK (on_ended), hold);
  g_signal_connect (session, "notify::g-name-owner", G_CALLBACK (on_owner_changed), hold);
  print_lease (context, session);
  if (has_lease (session, hold->lease))
    g_main_loop_run (hold->loop);
  g_signal_handlers_disconnect_by_data (session, hold);
  dialctl_interrupts_clear (&interrupts);
}

/* The time of the lease is over, or somebody else has hung up: the latter is an error. */
static gboolean
hold_lease (DialctlContext *context, DialerDBusSession *session, guint lease, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Hold hold = { loop, lease, NULL };
  g_autofree char *name = dialctl_bus_get_profile_name (context->bus, dialer_dbus_session_get_profile (session));
  g_autofree char *reason = NULL;

  wait_for_end (context, session, &hold);
  reason = hold.reason;
  if (reason == NULL)
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s: the session has ended: %s\nSee 'dialctl log %s'.", name,
               reason, name);
  return FALSE;
}

/* ---- the command ---- */

/* Others may need the session: what becomes of it is not waited for. */
static void
release (DialerDBusSession *session, guint lease)
{
  dialer_dbus_session_call_release_sync (session, lease, G_DBUS_CALL_FLAGS_NONE, DIALCTL_NO_TIMEOUT, NULL, NULL);
}

static DialerDBusSession *
take (DialctlContext *context, const Options *options, DialerDBusProfile *profile, guint *lease, GError **error)
{
  gint64 begin = g_get_real_time () / G_USEC_PER_SEC;
  gboolean quiet = context->json || (*get_command (context) != NULL && !context->terminal);
  g_autoptr (DialctlDialing) dialing = dialctl_dialing_new (context, profile, quiet);
  g_autofree char *path = dialctl_dialing_lease (dialing, (guint) options->minutes, options->why, lease, error);

  if (path != NULL)
    return dialctl_bus_read_session (context->bus, path, error);
  if (!dialctl_dialing_was_interrupted (dialing))
    dialctl_failure_explain (context, profile, begin, error);
  return NULL;
}

gboolean
cmd_lease (DialctlContext *context, GError **error)
{
  g_auto (Options) options = { NULL };
  g_autoptr (DialerDBusProfile) profile = NULL;
  g_autoptr (DialerDBusSession) session = NULL;
  guint lease;
  gboolean done;

  if (!parse (context, &options, error) || !dialctl_context_load (context, error))
    return FALSE;
  profile = dialctl_bus_guess_profile (context->bus, context->words[0], error);
  if (profile == NULL)
    return FALSE;
  session = take (context, &options, profile, &lease, error);
  if (session == NULL)
    return FALSE;
  done = *get_command (context) != NULL ? run_command (context, error) : hold_lease (context, session, lease, error);
  release (session, lease);
  return done;
}
