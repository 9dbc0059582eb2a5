/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The bell of a modem: it rings while a caller waits, and not for ever. */
#pragma once

#include "exchange-plan.h"

typedef struct _ExchangeBell ExchangeBell;

/** ExchangeRang: the bell has rung @rings times, or is silent again: 0; the bell may be stopped in it */
typedef void (*ExchangeRang) (gpointer owner, guint rings);

ExchangeBell *exchange_bell_new (ExchangeRang rang, gpointer owner);
void exchange_bell_free (ExchangeBell *self);

/** exchange_bell_start: rings at once; @caller: (nullable): who it is */
void exchange_bell_start (ExchangeBell *self, const ExchangeNumber *caller);

/** exchange_bell_stop: the caller is answered, or gives up */
void exchange_bell_stop (ExchangeBell *self);

/** exchange_bell_get_caller: Returns: (nullable): who waits for an answer */
const ExchangeNumber *exchange_bell_get_caller (ExchangeBell *self);
