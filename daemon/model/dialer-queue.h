/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What keeps a short packet from waiting behind long ones, at the speed of a telephone line. */
#pragma once

#include <glib.h>

/**
 * DialerQueue:
 * @rate: bytes a second that are sent, a bit less than the line takes, so that packets wait here and not in the modem
 * @burst: bytes that may be sent at once; one packet at least
 * @target_us: how long a packet may wait (RFC 8289 3.2); no less than one of full size takes
 * @interval_us: for how long it may wait longer before one is dropped (RFC 8289 3.1)
 * @quantum: bytes that each flow may send in turn (RFC 8290 4.1)
 * @packets: how many may wait
 * @window: bytes that a TCP peer may have under way to us, on each connection
 * @segment: bytes of data in a packet that a TCP peer sends us (RFC 9293 3.7.1)
 */
typedef struct
{
  guint rate;
  guint burst;
  guint target_us;
  guint interval_us;
  guint quantum;
  guint packets;
  guint window;
  guint segment;
} DialerQueue;

/**
 * dialer_queue_fit:
 * @connect_speed: bit/s, as the modem told with CONNECT; 0 while unknown
 * @port_speed: bit/s between computer and modem; a modem that tells no less tells that speed, and not the line's
 * @mtu: bytes of the largest packet that we send
 * @queue: (out): what fits
 *
 * A byte counts as ten bits, as on a line without error control; with it, and its eight bits, there is some reserve.
 *
 * Returns: %FALSE, and nothing set, when the line's speed is not known, or so high that no queue is needed
 */
gboolean dialer_queue_fit (guint connect_speed, guint port_speed, guint mtu, DialerQueue *queue);
