/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a speed to the queue that fits it. */
#include "dialer-queue.h"

#define BITS_PER_BYTE 10
/* ITU-T V.21 is the slowest that is dialled; two channels of ISDN are the fastest that are felt. */
#define SPEED_MIN 300
#define SPEED_MAX 128000
/* Beyond this the modem's word is of what we receive: we send as ITU-T V.34 does (ITU-T V.90 1). */
#define SYMMETRIC_MAX 33600
#define PCM_MAX 56000
/* What PPP adds to a packet, and escapes in it (RFC 1662), is not seen by the queue. */
#define RATE_PERCENT 90
/* A packet of full size, as the kernel counts it and rounds. */
#define BURST_MORE 64
#define INTERVAL_US 100000
#define QUANTUM 300
#define PACKETS 64
/* A packet that comes holds up others for so long, as on lines for people who type (RFC 1144 5.2)... */
#define SEGMENT_MS 180
#define HEADERS 40
#define SEGMENT_MIN 256
#define SEGMENT_MAX 1460
/* ...and so long what is under way: long enough for an acknowledgement to come back meanwhile. */
#define WINDOW_MS 700
#define SEGMENTS_MIN 2

static guint
get_send_speed (guint connect_speed)
{
  return connect_speed > SYMMETRIC_MAX && connect_speed <= PCM_MAX ? SYMMETRIC_MAX : connect_speed;
}

gboolean
dialer_queue_fit (guint connect_speed, guint port_speed, guint mtu, DialerQueue *queue)
{
  guint sent = get_send_speed (connect_speed) / BITS_PER_BYTE;
  guint received = connect_speed / BITS_PER_BYTE;
  guint target;

  if (connect_speed < SPEED_MIN || connect_speed > SPEED_MAX || connect_speed >= port_speed)
    return FALSE;
  target = (guint64) mtu * G_USEC_PER_SEC / sent * 3 / 2;
  queue->rate = sent * RATE_PERCENT / 100;
  queue->burst = mtu + BURST_MORE;
  queue->target_us = target;
  queue->interval_us = INTERVAL_US + target;
  queue->quantum = QUANTUM;
  queue->packets = PACKETS;
  queue->segment = CLAMP ((gint) (received * SEGMENT_MS / 1000) - HEADERS, SEGMENT_MIN, SEGMENT_MAX);
  queue->window = MAX (received * WINDOW_MS / 1000, SEGMENTS_MIN * queue->segment);
  return TRUE;
}
