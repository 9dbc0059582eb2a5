/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The commands of Icera's modems for contexts that are a network interface: pure, it does nothing itself.
 *
 * As ModemManager's plugin "icera" has them, which stands behind "nokia-icera" and "samsung". */
#pragma once

#include "exchange-contexts.h"
#include "exchange-plan.h"

typedef struct _ExchangeIcera ExchangeIcera;

typedef struct
{
  const ExchangeNumber *(*find) (gpointer owner, guint cid, ExchangeFailure *failure);
  void (*open) (gpointer owner, const ExchangeNumber *peer); /* then call exchange_icera_opened() */
  void (*close) (gpointer owner);
  void (*unsolicited) (gpointer owner, const char *text);
} ExchangeIceraEvents;

/** exchange_icera_new: @contexts: the modem's, which outlive it */
ExchangeIcera *exchange_icera_new (ExchangeContexts *contexts, const ExchangeIceraEvents *events,
                                   gpointer owner);
void exchange_icera_free (ExchangeIcera *self);

/** exchange_icera_power_up: user names and passwords are forgotten */
void exchange_icera_power_up (ExchangeIcera *self);

/** exchange_icera_get_cid: Returns: the context that has the network interface, 0 when none has it */
guint exchange_icera_get_cid (const ExchangeIcera *self);

/** exchange_icera_opened: packets pass now */
void exchange_icera_opened (ExchangeIcera *self);

/** exchange_icera_lose: its context has been deactivated; the computer is told */
void exchange_icera_lose (ExchangeIcera *self);

/** exchange_icera_run: Returns: whether @command is one of these */
gboolean exchange_icera_run (ExchangeIcera *self, ExchangeCommand *command);
