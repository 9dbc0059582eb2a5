/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every question is a Request; those that need the terminal wait in a line for it. */
#include "dialctl-agent.h"

#include <gio/gunixfdlist.h>
#include <string.h>

#include "dialctl-keyring.h"
#include "dialctl-prompt.h"
#include "dialer-error.h"
#include "dialer-names.h"

#define AGENT_PATH DIALER_ROOT_PATH "/Agent"
#define CODE "code:"
/* As long as dialerd waits. */
#define PROMPT_S 60

/* Of Agent.GetSecret. */
enum
{
  INTERACTIVE = 1,
  REFUSED = 2,
  FRESH = 4,
};

struct _DialctlAgent
{
  DialctlBus *bus;
  DialerDBusAgent *face;
  DialctlAgentHandler handler;
  gpointer user_data;
  GPtrArray *requests; /* of Request, all that are not answered */
  GQueue waiting;      /* of Request, for the terminal; the first has it */
  DialctlPrompt *prompt;
};

typedef struct
{
  DialctlAgent *agent;
  GDBusMethodInvocation *invocation; /* NULL when it has been answered */
  char *path;
  char *name;
  char *id;
  char *profile; /* its name */
  guint flags;
  gboolean locked;
  GCancellable *cancellable; /* of the keyring; who comes back with it cancelled finds no agent any more */
} Request;

static const char *const words[] = {
  [DIALCTL_AGENT_ASKS] = "asks",           [DIALCTL_AGENT_ANSWERED] = "answered",
  [DIALCTL_AGENT_HAS_NONE] = "none",       [DIALCTL_AGENT_LOCKED] = "locked",
  [DIALCTL_AGENT_REFUSED] = "refused",     [DIALCTL_AGENT_TIMED_OUT] = "timed-out",
  [DIALCTL_AGENT_CANCELLED] = "cancelled",
};

const char *
dialctl_agent_event_to_string (DialctlAgentEvent event)
{
  return words[event];
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->invocation);
  g_free (self->path);
  g_free (self->name);
  g_free (self->id);
  g_free (self->profile);
  g_free (self);
}

static gboolean
is_code (const Request *request)
{
  return g_str_has_prefix (request->name, CODE);
}

static const char *
get_question (const Request *request)
{
  return is_code (request) ? request->name + strlen (CODE) : "";
}

static void
tell (Request *request, DialctlAgentEvent event)
{
  DialctlAgent *self = request->agent;

  self->handler (event, request->profile, is_code (request) ? "code" : request->name, get_question (request),
                 self->user_data);
}

static void ask_next (DialctlAgent *self);

/* The question is over: the terminal goes to the next one. */
static void
drop (Request *request, DialctlAgentEvent event)
{
  DialctlAgent *self = request->agent;

  if (g_queue_peek_head (&self->waiting) == request)
    g_clear_pointer (&self->prompt, dialctl_prompt_free);
  g_queue_remove (&self->waiting, request);
  tell (request, event);
  g_ptr_array_remove (self->requests, request);
  ask_next (self);
}

static void
fail (Request *request, DialerError code, DialctlAgentEvent event)
{
  g_dbus_method_invocation_return_error_literal (g_steal_pointer (&request->invocation), DIALER_ERROR, (int) code,
                                                 dialctl_agent_event_to_string (event));
  drop (request, event);
}

static void
answer (Request *request, DialctlSecret *secret)
{
  int fd = dialctl_secret_open_pipe (secret, NULL);
  g_autoptr (GUnixFDList) fds = NULL;

  if (fd < 0)
    {
      fail (request, DIALER_ERROR_FAILED, DIALCTL_AGENT_HAS_NONE);
      return;
    }
  fds = g_unix_fd_list_new_from_array (&fd, 1); /* takes fd */
  dialer_dbus_agent_complete_get_secret (request->agent->face, g_steal_pointer (&request->invocation), fds,
                                         g_variant_new_handle (0));
  drop (request, DIALCTL_AGENT_ANSWERED);
}

/* ---- the terminal ---- */

static void
on_typed (DialctlSecret *secret, const GError *error, gpointer data)
{
  Request *request = data;

  if (secret != NULL)
    answer (request, secret);
  else if (g_error_matches (error, DIALER_ERROR, DIALER_ERROR_TIMED_OUT))
    fail (request, DIALER_ERROR_TIMED_OUT, DIALCTL_AGENT_TIMED_OUT);
  else
    fail (request, DIALER_ERROR_CANCELLED, DIALCTL_AGENT_REFUSED);
}

static void
ask_next (DialctlAgent *self)
{
  Request *request = g_queue_peek_head (&self->waiting);
  g_autofree char *text = NULL;

  if (request == NULL || self->prompt != NULL)
    return;
  tell (request, DIALCTL_AGENT_ASKS);
  if (is_code (request))
    text = g_strdup_printf ("%s asks: %s", request->profile, get_question (request));
  else
    text = g_strdup_printf ("%s of %s%s", request->name, request->profile,
                            request->flags & REFUSED ? " (the last one was refused)" : "");
  self->prompt = dialctl_prompt_new (text, PROMPT_S, on_typed, request);
}

static gboolean
may_ask (const Request *request)
{
  return (request->flags & INTERACTIVE) != 0 && dialctl_prompt_is_possible ();
}

static void
ask_person (Request *request)
{
  if (!may_ask (request))
    {
      if (request->locked)
        fail (request, DIALER_ERROR_SECRETS_UNAVAILABLE, DIALCTL_AGENT_LOCKED);
      else
        fail (request, DIALER_ERROR_NOT_FOUND, DIALCTL_AGENT_HAS_NONE);
      return;
    }
  g_queue_push_tail (&request->agent->waiting, request);
  ask_next (request->agent);
}

/* ---- the keyring ---- */

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_auto (DialctlSecret) secret = { "", 0 };
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      (void) dialctl_keyring_lookup_finish (result, &secret, NULL);
      return;
    }
  if (dialctl_keyring_lookup_finish (result, &secret, &error))
    {
      answer (request, &secret);
      return;
    }
  request->locked = g_error_matches (error, DIALER_ERROR, DIALER_ERROR_SECRETS_UNAVAILABLE);
  ask_person (request);
}

/* What was refused is tried again only where nobody can type another: it may have been changed meanwhile. */
static void
begin (Request *request)
{
  gboolean kept = (request->flags & FRESH) == 0 && !is_code (request)
                  && !((request->flags & REFUSED) != 0 && may_ask (request));

  if (kept)
    dialctl_keyring_lookup_async (request->id, request->name, may_ask (request), request->cancellable, on_looked_up,
                                  request);
  else
    ask_person (request);
}

/* ---- the bus ---- */

/* On the system bus its policy sees to that; but there are others. */
static gboolean
is_from_daemon (DialctlAgent *self, GDBusMethodInvocation *invocation)
{
  GDBusObjectManagerClient *objects = G_DBUS_OBJECT_MANAGER_CLIENT (dialctl_bus_get_objects (self->bus));
  g_autofree char *owner = g_dbus_object_manager_client_get_name_owner (objects);

  return g_strcmp0 (owner, g_dbus_method_invocation_get_sender (invocation)) == 0;
}

static gboolean
refuse (GDBusMethodInvocation *invocation, DialerError code, const char *message)
{
  g_dbus_method_invocation_return_error_literal (invocation, DIALER_ERROR, (int) code, message);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
is_known (const char *name)
{
  return g_str_equal (name, "password") || g_str_equal (name, "pin") || g_str_has_prefix (name, CODE);
}

static gboolean
on_get_secret (DialerDBusAgent *face, GDBusMethodInvocation *invocation, GUnixFDList *fds, const char *path,
               const char *name, guint flags, DialctlAgent *self)
{
  g_autoptr (GDBusInterface) profile = NULL;
  Request *request;

  if (!is_from_daemon (self, invocation))
    return refuse (invocation, DIALER_ERROR_NOT_AUTHORIZED, "only dialerd may ask");
  profile = g_dbus_object_manager_get_interface (dialctl_bus_get_objects (self->bus), path,
                                                 DIALER_BUS_NAME ".Profile");
  if (profile == NULL || !is_known (name))
    return refuse (invocation, DIALER_ERROR_NOT_FOUND, "there is no such secret");

  request = g_new0 (Request, 1);
  request->agent = self;
  request->invocation = invocation;
  request->path = g_strdup (path);
  request->name = g_strdup (name);
  request->id = dialer_dbus_profile_dup_id (DIALER_DBUS_PROFILE (profile));
  request->profile = dialer_dbus_profile_dup_name (DIALER_DBUS_PROFILE (profile));
  request->flags = flags;
  request->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->requests, request);
  begin (request);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static Request *
find (DialctlAgent *self, const char *path, const char *name)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      Request *request = self->requests->pdata[i];

      if (g_str_equal (request->path, path) && g_str_equal (request->name, name))
        return request;
    }
  return NULL;
}

static gboolean
on_cancel_get_secret (DialerDBusAgent *face, GDBusMethodInvocation *invocation, const char *path,
                      const char *name, DialctlAgent *self)
{
  Request *request;

  if (!is_from_daemon (self, invocation))
    return refuse (invocation, DIALER_ERROR_NOT_AUTHORIZED, "only dialerd may cancel");
  request = find (self, path, name);
  if (request != NULL)
    fail (request, DIALER_ERROR_CANCELLED, DIALCTL_AGENT_CANCELLED);
  dialer_dbus_agent_complete_cancel_get_secret (face, invocation);
  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* What it has asked died with it. */
static void
on_daemon_changed (GObject *objects, GParamSpec *unused, DialctlAgent *self)
{
  while (self->requests->len > 0)
    fail (self->requests->pdata[0], DIALER_ERROR_CANCELLED, DIALCTL_AGENT_CANCELLED);
}

DialctlAgent *
dialctl_agent_new (DialctlBus *bus, DialctlAgentHandler handler, gpointer user_data, GError **error)
{
  g_autoptr (DialctlAgent) self = g_new0 (DialctlAgent, 1);
  GDBusConnection *connection = g_dbus_proxy_get_connection (G_DBUS_PROXY (dialctl_bus_get_manager (bus)));

  self->bus = bus;
  self->handler = handler;
  self->user_data = user_data;
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->face = dialer_dbus_agent_skeleton_new ();
  g_signal_connect (self->face, "handle-get-secret", G_CALLBACK (on_get_secret), self);
  g_signal_connect (self->face, "handle-cancel-get-secret", G_CALLBACK (on_cancel_get_secret), self);
  g_signal_connect (dialctl_bus_get_objects (bus), "notify::name-owner", G_CALLBACK (on_daemon_changed), self);
  if (!g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->face), connection, AGENT_PATH, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
dialctl_agent_free (DialctlAgent *self)
{
  g_signal_handlers_disconnect_by_data (dialctl_bus_get_objects (self->bus), self);
  g_clear_pointer (&self->prompt, dialctl_prompt_free);
  g_queue_clear (&self->waiting);
  g_ptr_array_unref (self->requests);
  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (self->face)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->face));
  g_object_unref (self->face);
  g_free (self);
}

gboolean
dialctl_agent_register (DialctlAgent *self, GError **error)
{
  return dialer_dbus_manager_call_register_agent_sync (dialctl_bus_get_manager (self->bus), AGENT_PATH,
                                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
}

void
dialctl_agent_send_registration (DialctlAgent *self)
{
  dialer_dbus_manager_call_register_agent (dialctl_bus_get_manager (self->bus), AGENT_PATH, G_DBUS_CALL_FLAGS_NONE,
                                           -1, NULL, NULL, NULL);
}

void
dialctl_agent_leave_terminal (DialctlAgent *self)
{
  g_clear_pointer (&self->prompt, dialctl_prompt_free);
  g_queue_clear (&self->waiting);
}
