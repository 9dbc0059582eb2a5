/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A SIM card: there or not, locked or not (3GPP TS 27.007 8, TS 31.102): pure, it does nothing itself. */
#pragma once

#include "exchange-command.h"

typedef struct _ExchangeSim ExchangeSim;

/** ExchangeSimEvent: something happened to it: "pin" or "puk", and in @detail the outcome */
typedef void (*ExchangeSimEvent) (gpointer owner, const char *event, const char *detail);

/** exchange_sim_new: Returns: a card without a lock */
ExchangeSim *exchange_sim_new (ExchangeSimEvent happened, gpointer owner);
void exchange_sim_free (ExchangeSim *self);

/** exchange_sim_set: @key: sim, pin, pin-tries or puk; Returns: whether it has such a key and value */
gboolean exchange_sim_set (ExchangeSim *self, const char *key, const char *value);

/** exchange_sim_power_up: it asks for its PIN again */
void exchange_sim_power_up (ExchangeSim *self);

/** exchange_sim_get_failure: Returns: what a command fails with that needs the card, NONE when it is open */
ExchangeFailure exchange_sim_get_failure (const ExchangeSim *self);

/** exchange_sim_run: Returns: whether @command is one of its own */
gboolean exchange_sim_run (ExchangeSim *self, ExchangeCommand *command);
