/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All agents that have registered, and in which order they are asked. */
#pragma once

#include "dialer-agents.h"

#define DIALER_TYPE_BUS_AGENTS (dialer_bus_agents_get_type ())
G_DECLARE_FINAL_TYPE (DialerBusAgents, dialer_bus_agents, DIALER, BUS_AGENTS, GObject)

#define DIALER_BUS_AGENTS_MAX 16 /* of one user */

/**
 * dialer_bus_agents_new:
 * @patience_ms: how long an agent may take to answer
 *
 * Returns: (transfer full): no agents yet
 */
DialerBusAgents *dialer_bus_agents_new (guint patience_ms);

/**
 * dialer_bus_agents_add:
 * @name: of the client on the bus; when it leaves, its agents go
 * @path: the agent's object
 * @uid: the client's user
 *
 * Returns: %FALSE with DIALER_ERROR_EXISTS, or DIALER_ERROR_BUSY (the user has DIALER_BUS_AGENTS_MAX) set
 */
gboolean dialer_bus_agents_add (DialerBusAgents *self, GDBusConnection *connection, const char *name,
                                const char *path, guint uid, GError **error);

/** dialer_bus_agents_remove: Returns: %FALSE with DIALER_ERROR_NOT_FOUND set */
gboolean dialer_bus_agents_remove (DialerBusAgents *self, const char *name, const char *path, GError **error);

/** dialer_bus_agents_count: Returns: how many there are, of all users */
guint dialer_bus_agents_count (DialerBusAgents *self);
