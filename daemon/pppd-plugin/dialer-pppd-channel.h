/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pppd's end of the channel to the daemon. */
#pragma once

#include <stdbool.h>

#include "dialer-channel-message.h"

/** dialer_channel_set_fd: takes the inherited socket; no script that pppd starts gets it */
void dialer_channel_set_fd (int fd);

/** dialer_channel_send: tells the daemon; never waits, and a message that does not fit is lost */
void dialer_channel_send (DialerMessageType type, unsigned n_fields, const char *const *fields);

/**
 * dialer_channel_receive:
 * @bytes: room for DIALER_CHANNEL_MAX bytes, into which @message will point
 * @timeout_ms: -1 for no limit
 * @stop: becomes non-zero in a signal handler when the wait shall end
 *
 * Waits for the daemon's next message.
 *
 * Returns: false if there is none: the daemon has gone, the time is over, or @stop was set
 */
bool dialer_channel_receive (DialerChannelMessage *message, uint8_t *bytes, int timeout_ms, const volatile int *stop);

/**
 * dialer_channel_guard:
 *
 * From now on the end of the daemon ends pppd, as SIGTERM does: the kernel sends it when the socket can be read, and
 * the daemon sends nothing unasked.  To be lifted with dialer_channel_unguard() around every question.
 */
void dialer_channel_guard (void);
void dialer_channel_unguard (void);

/** dialer_channel_is_dead: Returns: whether the daemon has gone */
bool dialer_channel_is_dead (void);
