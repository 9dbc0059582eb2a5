/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The radio network as a modem sees it (3GPP TS 27.007 7 and 10.1): pure, it does nothing itself. */
#pragma once

#include "exchange-command.h"

typedef struct _ExchangeNetwork ExchangeNetwork;

typedef struct
{
  void (*changed) (gpointer owner, const char *detail);        /* it is registered in another way */
  void (*unsolicited) (gpointer owner, const char *text);      /* which the computer wanted to hear of */
} ExchangeNetworkEvents;

/** exchange_network_new: Returns: the home network, not to be had before exchange_network_set_usable() */
ExchangeNetwork *exchange_network_new (const ExchangeNetworkEvents *events, gpointer owner);
void exchange_network_free (ExchangeNetwork *self);

/** exchange_network_set: @key: registration or operator; Returns: whether it has such a key and value */
gboolean exchange_network_set (ExchangeNetwork *self, const char *key, const char *value);

/** exchange_network_set_usable: the radio is on, and the card open; else nothing is registered */
void exchange_network_set_usable (ExchangeNetwork *self, gboolean usable);

/** exchange_network_power_up: what the computer had asked for is forgotten */
void exchange_network_power_up (ExchangeNetwork *self);

/** exchange_network_get_failure: Returns: why there is no service, NONE when there is */
ExchangeFailure exchange_network_get_failure (const ExchangeNetwork *self);

/** exchange_network_run: Returns: whether @command is one of its own */
gboolean exchange_network_run (ExchangeNetwork *self, ExchangeCommand *command);
