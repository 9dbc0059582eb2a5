/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One agent: an object of a client that we do not trust. */
#pragma once

#include <gio/gio.h>

/**
 * DialerBusAgent:
 * @name: the client's on the bus
 * @path: the object
 * @uid: the client's user
 * @gone: is cancelled when the agent is not to be asked any more, nor its answer waited for
 *
 * All of it is fixed; counted references.
 */
typedef struct
{
  GDBusConnection *connection;
  char *name;
  char *path;
  guint uid;
  GCancellable *gone;
} DialerBusAgent;

/** dialer_bus_agent_new: Returns: (transfer full): an agent */
DialerBusAgent *dialer_bus_agent_new (GDBusConnection *connection, const char *name, const char *path, guint uid);
DialerBusAgent *dialer_bus_agent_ref (DialerBusAgent *self);
void dialer_bus_agent_unref (DialerBusAgent *self);

/**
 * dialer_bus_agent_ask_async:
 * @profile: object path
 * @name: of the secret
 * @flags: #DialerAgentFlags
 * @patience_ms: for the answer; the pipe has its own time
 *
 * Asks this agent, and reads its pipe.
 */
void dialer_bus_agent_ask_async (DialerBusAgent *self, const char *profile, const char *name, guint flags,
                                 guint patience_ms, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * dialer_bus_agent_ask_finish:
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with secret_password_free(), or %NULL with an error
 *   set: the agent's own, that of dialer_secret_pipe_read_finish(), the bus's, or G_IO_ERROR_TIMED_OUT,
 *   G_IO_ERROR_CANCELLED, or G_IO_ERROR_BUSY (too many questions to its user are unanswered, see
 *   dialer_reply_share_take())
 */
char *dialer_bus_agent_ask_finish (GAsyncResult *result, GError **error);

/** dialer_bus_agent_cancel: tells it that the answer is not waited for any more */
void dialer_bus_agent_cancel (DialerBusAgent *self, const char *profile, const char *name);
