/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Agents of all kinds: honest ones, and those that hang, lie, die or answer twice. */
#pragma once

#include "private-bus.h"

#define AGENT_PATH "/agent"

typedef enum
{
  GIVES,
  HAS_NONE,
  IS_LOCKED,
  SAYS_NO,
  FAILS,
  HANGS,
  GIVES_FILE,
  GIVES_NOTHING,
  GIVES_TOO_MUCH,
  GIVES_TWO_LINES,
  GIVES_STRING,
  DIES,
  ANSWERS_TWICE,
} Kind;

/**
 * Agent:
 * @kind: how it answers the next question
 * @order: is appended @secret and a space for each question
 * @hanging: the question that it does not answer
 * @cancelled: what CancelGetSecret has told
 */
typedef struct
{
  Kind kind;
  const char *secret;
  GString *order;
  GDBusConnection *connection;
  const char *name;
  guint registration;
  GDBusMethodInvocation *hanging;
  char *cancelled;
  char *question;
  guint flags;
} Agent;

/** agent_new: Returns: (transfer full): one that has joined the bus, but is not registered with anybody */
Agent *agent_new (PrivateBus *bus, Kind kind, const char *secret, GString *order);

/** agent_free: leaves the bus */
void agent_free (Agent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Agent, agent_free)
