/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A call in the telephone network: from a number to whoever answers, over wires of the line's quality. */
#pragma once

#include "exchange-at.h"
#include "exchange-plan.h"

typedef struct _ExchangeCall ExchangeCall;

/** ExchangeCallEvents: refused() and ended() may free the call, as the last thing that happens in them */
typedef struct
{
  void (*refused) (gpointer owner, ExchangeResult result);
  void (*through) (gpointer owner);
  void (*spoke) (gpointer owner, const guint8 *bytes, gsize length);
  void (*typed) (gpointer owner, const char *line);
  void (*ended) (gpointer owner, const char *why);
} ExchangeCallEvents;

/** exchange_call_new: begins to call @number */
ExchangeCall *exchange_call_new (const ExchangeNumber *number, const ExchangeCallEvents *events,
                                 gpointer owner);

/** exchange_call_free: hangs up */
void exchange_call_free (ExchangeCall *self);

const ExchangeNumber *exchange_call_get_number (ExchangeCall *self);

void exchange_call_send (ExchangeCall *self, const guint8 *bytes, gsize length);
