/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The list of agents; who leaves the bus leaves the list. */
#include "dialer-bus-agents.h"

#include "dialer-agent-question.h"
#include "dialer-error.h"

typedef struct
{
  DialerBusAgents *owner;
  DialerBusAgent *agent;
  guint watch; /* of its name */
} Entry;

struct _DialerBusAgents
{
  GObject parent_instance;

  GPtrArray *entries; /* of Entry, in the order of their coming */
  guint patience_ms;
};

static void dialer_bus_agents_iface_init (DialerAgentsInterface *iface);

G_DEFINE_TYPE_WITH_CODE (DialerBusAgents, dialer_bus_agents, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (DIALER_TYPE_AGENTS, dialer_bus_agents_iface_init))

/* Whoever waits for this agent's answer goes on to the next. */
static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_bus_unwatch_name (entry->watch);
  g_cancellable_cancel (entry->agent->gone);
  dialer_bus_agent_unref (entry->agent);
  g_free (entry);
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Entry *entry = user_data;

  g_ptr_array_remove (entry->owner->entries, entry);
}

static Entry *
find (DialerBusAgents *self, const char *name, const char *path)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = self->entries->pdata[i];

      if (g_str_equal (entry->agent->name, name) && g_str_equal (entry->agent->path, path))
        return entry;
    }
  return NULL;
}

static guint
count_of_user (DialerBusAgents *self, guint uid)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += ((Entry *) self->entries->pdata[i])->agent->uid == uid;
  return n;
}

gboolean
dialer_bus_agents_add (DialerBusAgents *self, GDBusConnection *connection, const char *name, const char *path,
                       guint uid, GError **error)
{
  Entry *entry;

  if (find (self, name, path))
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_EXISTS, "the agent %s is registered", path);
      return FALSE;
    }
  if (count_of_user (self, uid) >= DIALER_BUS_AGENTS_MAX)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_BUSY, "user %u has %u agents, and may have no more", uid,
                   DIALER_BUS_AGENTS_MAX);
      return FALSE;
    }
  entry = g_new0 (Entry, 1);
  entry->owner = self;
  entry->agent = dialer_bus_agent_new (connection, name, path, uid);
  entry->watch = g_bus_watch_name_on_connection (connection, name, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished,
                                                 entry, NULL);
  g_ptr_array_add (self->entries, entry);
  return TRUE;
}

gboolean
dialer_bus_agents_remove (DialerBusAgents *self, const char *name, const char *path, GError **error)
{
  Entry *entry = find (self, name, path);

  if (entry)
    return g_ptr_array_remove (self->entries, entry);
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "there is no agent %s of yours", path);
  return FALSE;
}

guint
dialer_bus_agents_count (DialerBusAgents *self)
{
  return self->entries->len;
}

/* Those of one user: on the caller's connection, or on others. */
static void
choose (DialerBusAgents *self, guint uid, const char *caller, gboolean callers, GPtrArray *chosen)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      DialerBusAgent *agent = ((Entry *) self->entries->pdata[i - 1])->agent;

      if (agent->uid == uid && (g_strcmp0 (agent->name, caller) == 0) == callers)
        g_ptr_array_add (chosen, dialer_bus_agent_ref (agent));
    }
}

static void
ask_async (DialerAgents *agents, const DialerAgentQuestion *question, GCancellable *cancellable,
           GAsyncReadyCallback callback, gpointer user_data)
{
  DialerBusAgents *self = DIALER_BUS_AGENTS (agents);
  guint owner = dialer_profile_get_owner (question->profile);
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) dialer_bus_agent_unref);

  choose (self, owner, question->caller, TRUE, chosen);
  choose (self, owner, question->caller, FALSE, chosen);
  dialer_agent_question_ask_async (self, chosen, question, self->patience_ms, cancellable, callback, user_data);
}

static char *
ask_finish (DialerAgents *agents, GAsyncResult *result, GError **error)
{
  return dialer_agent_question_ask_finish (result, error);
}

static void
dialer_bus_agents_iface_init (DialerAgentsInterface *iface)
{
  iface->ask_async = ask_async;
  iface->ask_finish = ask_finish;
}

static void
dialer_bus_agents_finalize (GObject *object)
{
  DialerBusAgents *self = DIALER_BUS_AGENTS (object);

  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (dialer_bus_agents_parent_class)->finalize (object);
}

static void
dialer_bus_agents_class_init (DialerBusAgentsClass *klass)
{
  (void) dialer_error_quark (); /* from now on the agents' errors arrive as themselves */
  G_OBJECT_CLASS (klass)->finalize = dialer_bus_agents_finalize;
}

static void
dialer_bus_agents_init (DialerBusAgents *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

DialerBusAgents *
dialer_bus_agents_new (guint patience_ms)
{
  DialerBusAgents *self = g_object_new (DIALER_TYPE_BUS_AGENTS, NULL);

  self->patience_ms = patience_ms;
  return self;
}
