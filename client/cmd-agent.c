/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl agent: answers dialerd's questions in this terminal, until Ctrl-C. */
#include <stdio.h>

#include "dialctl-agent.h"
#include "dialctl-commands.h"
#include "dialctl-interrupts.h"
#include "dialctl-json.h"
#include "dialctl-text.h"

typedef struct
{
  DialctlContext *context;
  GMainLoop *loop;
  DialctlAgent *agent;
} Command;

static void
print_json (const char *event, const char *profile, const char *secret, const char *question)
{
  GVariantBuilder *object = dialctl_json_object ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = dialctl_text_format_timestamp (now);

  dialctl_json_add_string (object, "time", time);
  dialctl_json_add_string (object, "event", event);
  dialctl_json_add_string (object, "profile", profile);
  dialctl_json_add_string (object, "secret", secret);
  dialctl_json_add_string (object, "question", question);
  dialctl_json_print_object (object);
}

/* What there is to say of it, or %NULL: of a question, the prompt speaks itself. */
static const char *
describe (DialctlAgentEvent event)
{
  switch (event)
    {
    case DIALCTL_AGENT_ASKS:
      return NULL;
    case DIALCTL_AGENT_ANSWERED:
      return "handed over";
    case DIALCTL_AGENT_HAS_NONE:
      return "asked for, but there is none here";
    case DIALCTL_AGENT_LOCKED:
      return "asked for, but the keyring is locked";
    case DIALCTL_AGENT_REFUSED:
      return "not given";
    case DIALCTL_AGENT_TIMED_OUT:
      return "not given in time";
    case DIALCTL_AGENT_CANCELLED:
      return "not needed any more";
    }
  return NULL;
}

static void
on_event (DialctlAgentEvent event, const char *profile, const char *secret, const char *question, gpointer data)
{
  Command *self = data;
  const char *text = describe (event);

  if (self->context->json)
    print_json (dialctl_agent_event_to_string (event), profile, secret, *question != '\0' ? question : NULL);
  else if (text != NULL)
    dialctl_context_say (self->context, "%s of %s: %s", secret, profile, text);
  /* Nobody reads any more: GLib has SIGPIPE ignored, so this is how it shows. */
  if (fflush (stdout) != 0)
    g_main_loop_quit (self->loop);
}

static gboolean
on_interrupted (gpointer data)
{
  g_main_loop_quit (((Command *) data)->loop);
  return G_SOURCE_CONTINUE;
}

/* A daemon that comes back knows of no agent. */
static void
on_daemon_changed (GObject *objects, GParamSpec *unused, Command *self)
{
  g_autofree char *owner = g_dbus_object_manager_client_get_name_owner (G_DBUS_OBJECT_MANAGER_CLIENT (objects));

  if (owner != NULL)
    dialctl_agent_send_registration (self->agent);
}

static void
serve (Command *self)
{
  GDBusObjectManager *objects = dialctl_bus_get_objects (self->context->bus);
  DialctlInterrupts interrupts;

  dialctl_interrupts_watch (&interrupts, on_interrupted, self);
  g_signal_connect (objects, "notify::name-owner", G_CALLBACK (on_daemon_changed), self);
  if (self->context->json)
    print_json ("ready", NULL, NULL, NULL);
  else
    dialctl_context_say (self->context, "Answering for the secrets of your profiles; Ctrl-C ends it.");
  fflush (stdout);
  g_main_loop_run (self->loop);
  g_signal_handlers_disconnect_by_data (objects, self);
  dialctl_interrupts_clear (&interrupts);
}

gboolean
cmd_agent (DialctlContext *context, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (DialctlAgent) agent = NULL;
  Command self = { context, loop, NULL };

  if (!dialctl_context_begin (context, error) || !dialctl_bus_load (context->bus, error))
    return FALSE;
  agent = dialctl_agent_new (context->bus, on_event, &self, error);
  if (agent == NULL || !dialctl_agent_register (agent, error))
    return FALSE;
  self.agent = agent;
  serve (&self);
  return TRUE;
}
