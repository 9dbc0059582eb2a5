/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The interface alone: agents are on the bus, and that is a floor higher. */
#include "dialer-agents.h"

G_DEFINE_INTERFACE (DialerAgents, dialer_agents, G_TYPE_OBJECT)

static void
dialer_agents_default_init (DialerAgentsInterface *iface)
{
}

void
dialer_agents_ask_async (DialerAgents *self, const DialerAgentQuestion *question, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  DIALER_AGENTS_GET_IFACE (self)->ask_async (self, question, cancellable, callback, user_data);
}

char *
dialer_agents_ask_finish (DialerAgents *self, GAsyncResult *result, GError **error)
{
  return DIALER_AGENTS_GET_IFACE (self)->ask_finish (self, result, error);
}
