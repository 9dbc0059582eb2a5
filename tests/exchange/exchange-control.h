/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The socket by which one plays on a running exchange: the server in it, the client on the command line. */
#pragma once

#include "exchange-board.h"

typedef struct _ExchangeControl ExchangeControl;

/** exchange_control_new: Returns: (nullable): a server that runs commands on @board; %NULL with an error */
ExchangeControl *exchange_control_new (ExchangeBoard *board, const char *path, GError **error);
void exchange_control_free (ExchangeControl *self);

/**
 * exchange_control_ask:
 * @words: a command
 *
 * Sends the command to a running exchange, waits for its end, and prints its answer.
 *
 * Returns: its exit status
 */
int exchange_control_ask (const char *path, const char *const *words);
