/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Programs of users that hand over secrets which are not stored here. */
#pragma once

#include <gio/gio.h>

#include "dialer-profile.h"

#define DIALER_TYPE_AGENTS (dialer_agents_get_type ())
G_DECLARE_INTERFACE (DialerAgents, dialer_agents, DIALER, AGENTS, GObject)

/**
 * DialerAgentFlags:
 * @DIALER_AGENT_INTERACTIVE: a person may be asked
 * @DIALER_AGENT_REFUSED: what was handed over the last time was refused
 * @DIALER_AGENT_FRESH: a person must be asked; what is kept will not do
 *
 * The numbers are those of the contract.
 */
typedef enum
{
  DIALER_AGENT_INTERACTIVE = 1 << 0,
  DIALER_AGENT_REFUSED = 1 << 1,
  DIALER_AGENT_FRESH = 1 << 2,
} DialerAgentFlags;

/**
 * DialerAgentQuestion:
 * @profile: whose secret; only agents of its owner are asked
 * @caller: (nullable): who has dialled, by his name on the bus: his agent is asked first
 * @name: "password", "pin", or "code:" and a question
 * @flags: #DialerAgentFlags
 */
typedef struct
{
  DialerProfile *profile;
  const char *caller;
  const char *name;
  guint flags;
} DialerAgentQuestion;

/* Nobody thinks longer about a password; with all agents asked, DIALER_AGENTS_PATIENCE_S have passed at most. */
#define DIALER_AGENT_PATIENCE_S 60
#define DIALER_AGENTS_PATIENCE_S (2 * DIALER_AGENT_PATIENCE_S)

/**
 * DialerAgentsInterface:
 * @ask_async: see dialer_agents_ask_async()
 * @ask_finish: see dialer_agents_ask_finish()
 */
struct _DialerAgentsInterface
{
  GTypeInterface parent_iface;

  void (*ask_async) (DialerAgents *self, const DialerAgentQuestion *question, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data);
  char *(*ask_finish) (DialerAgents *self, GAsyncResult *result, GError **error);
};

/** dialer_agents_ask_async: asks one agent after the other, until one answers; @question is copied */
void dialer_agents_ask_async (DialerAgents *self, const DialerAgentQuestion *question, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_agents_ask_finish:
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with secret_password_free(), or %NULL with an error
 *   of DIALER_REASON_ERROR set: DIALER_REASON_NO_SECRET, DIALER_REASON_SECRET_LOCKED, or DIALER_REASON_CANCELLED (by
 *   the person who was asked, or by @cancellable)
 */
char *dialer_agents_ask_finish (DialerAgents *self, GAsyncResult *result, GError **error);
