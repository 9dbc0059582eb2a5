/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What makes a modem cellular: card, network and contexts (3GPP TS 27.007); pure, it does nothing itself. */
#pragma once

#include "exchange-at.h"
#include "exchange-plan.h"

typedef struct _ExchangeCellular ExchangeCellular;

typedef struct
{
  void (*happened) (gpointer owner, const char *event, const char *detail);
  void (*unsolicited) (gpointer owner, const char *text);
  void (*cut) (gpointer owner, const char *why); /* the call cannot go on: end it */
  /* Of one with a network interface: traffic shall pass on it, or no longer. */
  void (*open) (gpointer owner, const ExchangeNumber *peer);
  void (*close) (gpointer owner);
} ExchangeCellularEvents;

/** exchange_cellular_new: Returns: one with an open card in its home network */
ExchangeCellular *exchange_cellular_new (ExchangePlan *plan, const ExchangeCellularEvents *events,
                                         gpointer owner);
void exchange_cellular_free (ExchangeCellular *self);

/** exchange_cellular_add_interface: it has a network interface for its data, and an Icera's commands */
void exchange_cellular_add_interface (ExchangeCellular *self);

/** exchange_cellular_opened: what open() asked for is done */
void exchange_cellular_opened (ExchangeCellular *self);

/** exchange_cellular_drop: the network ends what contexts there are */
void exchange_cellular_drop (ExchangeCellular *self, const char *why);

/** exchange_cellular_get_keys: Returns: its keys, in the order in which to set them; %NULL-terminated */
const char *const *exchange_cellular_get_keys (void);

/** exchange_cellular_set: Returns: whether it has such a key, and such a value for it */
gboolean exchange_cellular_set (ExchangeCellular *self, const char *key, const char *value);

/** exchange_cellular_power_up: settings as at the factory; the card wants its PIN again */
void exchange_cellular_power_up (ExchangeCellular *self);

/**
 * exchange_cellular_run:
 * @text: a command, its sign included, or "I0"
 * @host: its tell() is given the information text, dial() is called by +CGDATA
 * @result: (out): the outcome when it is known
 *
 * Returns: whether it knows the command
 */
gboolean exchange_cellular_run (ExchangeCellular *self, const char *text, const ExchangeAtHost *host,
                                gpointer owner, ExchangeResult *result);

/**
 * exchange_cellular_dial:
 * @dialled: *99***1# for a context, or the number of a circuit-switched data call
 * @number: (out): who answers, when the result is NONE
 *
 * Returns: NONE, or why there can be no call
 */
ExchangeResult exchange_cellular_dial (ExchangeCellular *self, const char *dialled,
                                       const ExchangeNumber **number, const ExchangeAtHost *host,
                                       gpointer owner);

/** exchange_cellular_go_through: the call is through, and with it the context that it was dialled for */
void exchange_cellular_go_through (ExchangeCellular *self);

/** exchange_cellular_hang_up: the call has ended, and its context with it */
void exchange_cellular_hang_up (ExchangeCellular *self);

/** exchange_cellular_is: Returns: whether "registered" or "context" is true of it: a context is active */
gboolean exchange_cellular_is (const ExchangeCellular *self, const char *condition);
