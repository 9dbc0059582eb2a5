/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One direction of a telephone line: what goes in comes out later, slower, and perhaps damaged. */
#pragma once

#include "exchange-plan.h"

typedef struct _ExchangeWire ExchangeWire;
typedef void (*ExchangeDelivered) (gpointer owner, const guint8 *bytes, gsize length);

/** exchange_wire_new: a wire of no limits delivers at once, without a timer */
ExchangeWire *exchange_wire_new (const ExchangeLineQuality *quality, ExchangeDelivered delivered,
                                 gpointer owner);
void exchange_wire_free (ExchangeWire *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangeWire, exchange_wire_free)

void exchange_wire_send (ExchangeWire *self, const guint8 *bytes, gsize length);

/** exchange_wire_send_garbage: @amount bytes that are no text, the same ones each time */
void exchange_wire_send_garbage (ExchangeWire *self, guint amount);

/** exchange_wire_get_backlog: Returns: how many bytes went in and have not come out */
gsize exchange_wire_get_backlog (const ExchangeWire *self);

/** exchange_wire_get_duration_us: Returns: how long @length bytes take at @speed bit/s, 10 bits each (8N1) */
gint64 exchange_wire_get_duration_us (guint speed, gsize length);
