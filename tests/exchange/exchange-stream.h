/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file descriptor in the main loop: bytes come in by a callback, and go out as it takes them. */
#pragma once

#include <glib.h>

typedef struct _ExchangeStream ExchangeStream;

/** ExchangeReceived: @length 0 means that the other end has gone; the stream reads no more */
typedef void (*ExchangeReceived) (gpointer owner, const guint8 *bytes, gsize length);

/** exchange_stream_new: takes @fd over, and makes it non-blocking */
ExchangeStream *exchange_stream_new (int fd, ExchangeReceived received, gpointer owner);

/** exchange_stream_free: closes the descriptor; what was queued is lost */
void exchange_stream_free (ExchangeStream *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangeStream, exchange_stream_free)

/** exchange_stream_hold: reads nothing until it is told to go on, so that the other end has to wait */
void exchange_stream_hold (ExchangeStream *self, gboolean hold);

/** exchange_stream_write: queues bytes; beyond a megabyte they are dropped, as an overrun UART drops them */
void exchange_stream_write (ExchangeStream *self, const void *bytes, gsize length);
