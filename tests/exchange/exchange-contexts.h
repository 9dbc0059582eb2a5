/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The packet data contexts of a cellular modem (3GPP TS 27.007 10.1): pure, it does nothing itself. */
#pragma once

#include "exchange-command.h"

#define EXCHANGE_N_CONTEXTS 10

typedef struct _ExchangeContexts ExchangeContexts;

typedef struct
{
  ExchangeFailure (*check) (gpointer owner, guint cid); /* why the network would not make it */
  void (*changed) (gpointer owner, guint cid, const char *apn, gboolean active);
  void (*cut) (gpointer owner, const char *why);        /* the one that a call is for has gone */
} ExchangeContextsEvents;

/** exchange_contexts_new: Returns: contexts of which none is defined; their <cid> is 1 to 10 */
ExchangeContexts *exchange_contexts_new (const ExchangeContextsEvents *events, gpointer owner);
void exchange_contexts_free (ExchangeContexts *self);

/** exchange_contexts_clear: none is defined any more */
void exchange_contexts_clear (ExchangeContexts *self);

/** exchange_contexts_get_apn: Returns: (nullable): its access point name, %NULL when it is not defined */
const char *exchange_contexts_get_apn (const ExchangeContexts *self, guint cid);

/** exchange_contexts_get_active: Returns: the <cid> of one that is active, 0 when none is */
guint exchange_contexts_get_active (const ExchangeContexts *self);

/** exchange_contexts_use: @cid: the one that a call is for, 0 for none; that it was for is inactive then */
void exchange_contexts_use (ExchangeContexts *self, guint cid);

/** exchange_contexts_get_used: Returns: the one of exchange_contexts_use() */
guint exchange_contexts_get_used (const ExchangeContexts *self);

/** exchange_contexts_activate: the one that a call is for is active from now on */
void exchange_contexts_activate (ExchangeContexts *self);

/** exchange_contexts_deactivate_all: @why: for the call that is cut by it */
void exchange_contexts_deactivate_all (ExchangeContexts *self, const char *why);

/** exchange_contexts_run: Returns: whether @command is one of theirs */
gboolean exchange_contexts_run (ExchangeContexts *self, ExchangeCommand *command);
