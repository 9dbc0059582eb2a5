/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The daemon's end of the channel to the plugin inside pppd. */
#pragma once

#include <gio/gio.h>

#include "dialer-channel-message.h"

#define DIALER_TYPE_CHANNEL (dialer_channel_get_type ())
G_DECLARE_FINAL_TYPE (DialerChannel, dialer_channel, DIALER, CHANNEL, GObject)

/**
 * dialer_channel_new:
 * @other: (out): pppd's end, to be given to it and then closed
 *
 * Returns: (transfer full) (nullable): our end, or %NULL with an error of G_IO_ERROR set
 */
DialerChannel *dialer_channel_new (int *other, GError **error);

/** dialer_channel_send: @field may be %NULL; never waits; a secret is wiped from our own copy of the packet */
void dialer_channel_send (DialerChannel *self, DialerMessageType type, const char *field);

/** dialer_channel_drain: emits "message" for all that has come, now */
void dialer_channel_drain (DialerChannel *self);

/** dialer_channel_close: nothing more comes or goes; the plugin ends pppd when it sees this */
void dialer_channel_close (DialerChannel *self);

/**
 * DialerChannel::message:
 * @message: (type gpointer): a #DialerChannelMessage, valid during the emission
 *
 * DialerChannel::broken:
 * @why: for people
 *
 * What came is no message, or that of a plugin of another version: nothing more comes or goes.
 */
