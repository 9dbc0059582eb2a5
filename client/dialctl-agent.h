/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* org.dialctl.Dialer1.Agent: hands secrets to dialerd, from the keyring or from who sits at the terminal. */
#pragma once

#include "dialctl-bus.h"

typedef struct _DialctlAgent DialctlAgent;

/**
 * DialctlAgentEvent:
 * @DIALCTL_AGENT_ASKS: the terminal is about to be used for a question
 * @DIALCTL_AGENT_ANSWERED: the secret was handed over
 * @DIALCTL_AGENT_HAS_NONE: there was none to hand over
 * @DIALCTL_AGENT_LOCKED: there is one, in a locked keyring
 * @DIALCTL_AGENT_REFUSED: the person does not want to
 * @DIALCTL_AGENT_TIMED_OUT: nobody typed anything
 * @DIALCTL_AGENT_CANCELLED: dialerd does not want it any more
 */
typedef enum
{
  DIALCTL_AGENT_ASKS,
  DIALCTL_AGENT_ANSWERED,
  DIALCTL_AGENT_HAS_NONE,
  DIALCTL_AGENT_LOCKED,
  DIALCTL_AGENT_REFUSED,
  DIALCTL_AGENT_TIMED_OUT,
  DIALCTL_AGENT_CANCELLED,
} DialctlAgentEvent;

/**
 * DialctlAgentHandler:
 * @profile: its name
 * @secret: "password", "pin" or "code"
 * @question: what a login script asks, or ""
 *
 * Every question ends with one event that is not DIALCTL_AGENT_ASKS.
 */
typedef void (*DialctlAgentHandler) (DialctlAgentEvent event, const char *profile, const char *secret,
                                     const char *question, gpointer user_data);

/**
 * dialctl_agent_new:
 * @handler: is told what happens
 *
 * Answers questions while a main loop runs: from the keyring if that will do, else on the terminal, if standard
 * input is one.
 *
 * Returns: (transfer full) (nullable): an agent that is not registered yet, or %NULL with an error set
 */
DialctlAgent *dialctl_agent_new (DialctlBus *bus, DialctlAgentHandler handler, gpointer user_data, GError **error);

/** dialctl_agent_free: leaves what was asked unanswered, and gives the terminal back */
void dialctl_agent_free (DialctlAgent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlAgent, dialctl_agent_free)

/** dialctl_agent_register: Waits for the daemon; Returns: %FALSE with an error set */
gboolean dialctl_agent_register (DialctlAgent *self, GError **error);

/** dialctl_agent_send_registration: Does not wait; what is sent to the daemon afterwards, it gets afterwards. */
void dialctl_agent_send_registration (DialctlAgent *self);

/** dialctl_agent_leave_terminal: takes questions away from the terminal, unanswered; others may follow */
void dialctl_agent_leave_terminal (DialctlAgent *self);

/** dialctl_agent_event_to_string: Returns: (transfer none): the event's word in JSON */
const char *dialctl_agent_event_to_string (DialctlAgentEvent event);
