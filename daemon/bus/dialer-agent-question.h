/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One question, put to one agent after the other. */
#pragma once

#include "dialer-agents.h"
#include "dialer-bus-agent.h"

/**
 * dialer_agent_question_ask_async:
 * @source: (type GObject): the callback's source object
 * @agents: (transfer full) (element-type DialerBusAgent): in their order
 * @question: copied
 * @patience_ms: for each agent's answer; for all there is twice as much
 *
 * An agent that has nothing, fails, leaves or takes too long makes room for the next; a person's "no" ends it.
 */
void dialer_agent_question_ask_async (gpointer source, GPtrArray *agents, const DialerAgentQuestion *question,
                                      guint patience_ms, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);

/** dialer_agent_question_ask_finish: Returns: as dialer_agents_ask_finish() */
char *dialer_agent_question_ask_finish (GAsyncResult *result, GError **error);
