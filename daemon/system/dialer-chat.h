/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The conversation with a modem: commands out, replies back (ITU-T V.250). */
#pragma once

#include <gio/gio.h>

#include "dialer-chat-reply.h"
#include "dialer-serial-port.h"

#define DIALER_TYPE_CHAT (dialer_chat_get_type ())
G_DECLARE_FINAL_TYPE (DialerChat, dialer_chat, DIALER, CHAT, GObject)

/**
 * dialer_chat_new:
 *
 * Returns: (transfer full): a conversation over @port, which must outlive no one: it is referenced
 */
DialerChat *dialer_chat_new (DialerSerialPort *port);

/**
 * dialer_chat_send_async:
 * @command: such as "ATE0V1", without CR
 * @timeout_ms: how long the final result code may take
 *
 * One command at a time: a second waits in a queue.  What came before the command is thrown away; the echo,
 * RING and other unsolicited lines, and the late reply to an earlier command that timed out do not count as
 * its reply.  A modem that has answered everything in time is sent the command at once; after one that has
 * not the line must have been quiet for a moment.
 *
 * When a command that dials is cancelled or times out a CR is sent, which aborts the dialling (V.250 5.6.1),
 * and the modem's word is awaited for at most two seconds.  With CONNECT the conversation pauses itself, and
 * the first byte behind that line is left to the next reader of the port.
 */
void dialer_chat_send_async (DialerChat *self, const char *command, guint timeout_ms,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_chat_send_finish:
 *
 * Returns: (transfer full) (nullable): the reply, whatever its result code, or %NULL with
 *   DIALER_ERROR_TIMED_OUT, DIALER_ERROR_FAILED (the port has gone, or the conversation is or gets paused) or
 *   G_IO_ERROR_CANCELLED set
 */
DialerChatReply *dialer_chat_send_finish (DialerChat *self, GAsyncResult *result, GError **error);

/**
 * dialer_chat_synchronize_async:
 *
 * Finds out whether a modem listens: sends AT up to @tries times, a short time-out each (an autobauding modem
 * may lose the first, one that is in a command takes it as its end), until OK or 0 comes.
 */
void dialer_chat_synchronize_async (DialerChat *self, guint tries, guint timeout_ms,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

/** dialer_chat_synchronize_finish: Returns: %FALSE with an error set as by dialer_chat_send_finish() */
gboolean dialer_chat_synchronize_finish (DialerChat *self, GAsyncResult *result, GError **error);

/**
 * dialer_chat_escape_async:
 * @guard_ms: guard time, S12 of V.250 (1000 unless set otherwise)
 *
 * Leaves the on-line data state: silence, `+++`, silence (a convention of the field, TIES and Hayes both
 * served), then waits for OK or NO CARRIER.  Time for which nothing was sent before counts as the first
 * silence.
 */
void dialer_chat_escape_async (DialerChat *self, guint guard_ms, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);

/** dialer_chat_escape_finish: Returns: (transfer full) (nullable): as dialer_chat_send_finish() */
DialerChatReply *dialer_chat_escape_finish (DialerChat *self, GAsyncResult *result, GError **error);

/**
 * dialer_chat_set_paused:
 *
 * While pppd has the line the conversation reads nothing.  A command under way, or in the queue, fails.
 */
void dialer_chat_set_paused (DialerChat *self, gboolean paused);

/**
 * DialerChat::line:
 * @sent: %TRUE for a command, %FALSE for a line of the modem
 * @text: the line
 *
 * Everything that is said, for the call's log; and how NO CARRIER or RING outside a command are heard of.
 */
