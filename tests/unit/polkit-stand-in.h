/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A polkit that answers as it is told, on a bus of its own. */
#pragma once

#include <gio/gio.h>

/**
 * PolkitStandInAnswer:
 * @POLKIT_STAND_IN_CHALLENGE: somebody would have to be asked
 * @POLKIT_STAND_IN_HANG: no answer, as while a dialog is open
 * @POLKIT_STAND_IN_ABSENT: its name is not on the bus
 */
typedef enum
{
  POLKIT_STAND_IN_YES,
  POLKIT_STAND_IN_NO,
  POLKIT_STAND_IN_CHALLENGE,
  POLKIT_STAND_IN_HANG,
  POLKIT_STAND_IN_ABSENT,
} PolkitStandInAnswer;

/**
 * PolkitStandIn:
 * @answer: to the next questions
 * @action: the one that was asked for last, "" for none
 * @interactive: whether the user might have been asked then
 * @pending: how many questions hang
 * @cancelled: how many were taken back
 */
typedef struct
{
  PolkitStandInAnswer answer;
  char *action;
  gboolean interactive;
  guint pending;
  guint cancelled;

  GDBusConnection *connection;
  GPtrArray *hanging;
  gboolean on_bus;
} PolkitStandIn;

PolkitStandIn *polkit_stand_in_new (const char *address);
void polkit_stand_in_free (PolkitStandIn *self);

/** polkit_stand_in_set: what it shall answer from now on; forgets what was asked */
void polkit_stand_in_set (PolkitStandIn *self, PolkitStandInAnswer answer);

/** polkit_stand_in_release: answers all questions that hang */
void polkit_stand_in_release (PolkitStandIn *self, gboolean yes);
