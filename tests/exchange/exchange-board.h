/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The switchboard: all modems, a record of what happens to them, and the commands with which a test plays. */
#pragma once

#include "exchange-plan.h"

/* Exit statuses of a command, as dialctl's. */
enum
{
  EXCHANGE_STATUS_DONE = 0,
  EXCHANGE_STATUS_FAILED = 1,
  EXCHANGE_STATUS_USAGE = 2,
  EXCHANGE_STATUS_NO_MODEM = 4,
  EXCHANGE_STATUS_TIMED_OUT = 7,
};

typedef struct _ExchangeBoard ExchangeBoard;

/** ExchangeAnswered: a command is done; called once */
typedef void (*ExchangeAnswered) (gpointer owner, guint status, const char *text);

/**
 * exchange_board_new:
 * @plan: (transfer full): the numbering plan
 * @events: (nullable): the file to which a line is added for each event
 *
 * Returns: (nullable): a board without modems
 */
ExchangeBoard *exchange_board_new (ExchangePlan *plan, const char *events, GError **error);
void exchange_board_free (ExchangeBoard *self);

gboolean exchange_board_add (ExchangeBoard *self, const char *description, GError **error);

/** exchange_board_run: runs a command of the README's table; its answer may come later */
void exchange_board_run (ExchangeBoard *self, const char *const *words, ExchangeAnswered answered,
                         gpointer owner);
