/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packets that wait for a line: few, and none for long, for who has sent them sends them again. */
#pragma once

#include "dialer-packet.h"

#define DIALER_PACKET_QUEUE_MAX 64
/* Microseconds; a name is looked up, or a page asked for, no longer. */
#define DIALER_PACKET_QUEUE_AGE (90 * (gint64) G_USEC_PER_SEC)

typedef struct _DialerPacketQueue DialerPacketQueue;

/** dialer_packet_queue_new: Returns: (transfer full): an empty queue */
DialerPacketQueue *dialer_packet_queue_new (void);
void dialer_packet_queue_free (DialerPacketQueue *self);

/**
 * dialer_packet_queue_add:
 * @now: microseconds on any clock
 *
 * The first waits longest: once DIALER_PACKET_QUEUE_MAX packets wait, those that come are dropped until some have
 * become too old.
 */
void dialer_packet_queue_add (DialerPacketQueue *self, const guint8 *bytes, gsize length, gint64 now);

/** dialer_packet_queue_clear: drops all */
void dialer_packet_queue_clear (DialerPacketQueue *self);

/**
 * dialer_packet_queue_take:
 * @from: the source address that they are expected to have
 * @to: that which they are to have
 *
 * Empties the queue.  What is too old, or has another source, as what was forwarded for others has, is dropped; and so
 * is TCP: the kernel sends that again from the right address, and the answer to ours would find no socket.
 *
 * Returns: (transfer full) (element-type GByteArray): what is to be sent now
 */
GPtrArray *dialer_packet_queue_take (DialerPacketQueue *self, guint32 from, guint32 to, gint64 now);
