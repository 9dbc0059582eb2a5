/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whose turn it is to speak: one command at a time on its way to its result code. */
#pragma once

#include "dialer-chat-reply.h"
#include "dialer-serial-port.h"

/**
 * DialerChatTurn:
 *
 * A machine with one phase and one timer: what a phase waits for ends it, or the timer does.  It remembers of
 * earlier turns what bears on the next: when the line was last quiet, which replies are still to come, and in
 * which form result codes come.
 */
typedef struct _DialerChatTurn DialerChatTurn;

/**
 * DialerChatTurnEvents:
 * @begun: the command @text is about to be sent; what came before it no longer counts
 * @ended: with either @reply (transfer full) or @error (transfer full); the next turn may begin
 */
typedef struct
{
  void (*begun) (const char *text, gpointer user_data);
  void (*ended) (DialerChatReply *reply, GError *error, gpointer user_data);
} DialerChatTurnEvents;

/** dialer_chat_turn_new: Returns: (transfer full): turns over @port, none of which has begun */
DialerChatTurn *dialer_chat_turn_new (DialerSerialPort *port, const DialerChatTurnEvents *events,
                                      gpointer user_data);

/** dialer_chat_turn_free: nothing more is emitted */
void dialer_chat_turn_free (DialerChatTurn *self);

/**
 * dialer_chat_turn_begin:
 * @text: a command, or "+++"
 * @timeout_ms: how long its result code may take
 * @guard_ms: for how long nothing may have been sent before; 0 for a command
 *
 * No other turn may be under way.
 */
void dialer_chat_turn_begin (DialerChatTurn *self, const char *text, guint timeout_ms, guint guard_ms);

/** dialer_chat_turn_note_received: bytes came; so the line is not quiet */
void dialer_chat_turn_note_received (DialerChatTurn *self);

/** dialer_chat_turn_take_line: the modem said @line, whether or not a turn is under way */
void dialer_chat_turn_take_line (DialerChatTurn *self, const char *line);

/**
 * dialer_chat_turn_cancel:
 *
 * Ends the turn with G_IO_ERROR_CANCELLED; one that dials after the modem's word on it.
 */
void dialer_chat_turn_cancel (DialerChatTurn *self);

/** dialer_chat_turn_fail: ends the turn, if one is under way, at once and with DIALER_ERROR_FAILED */
void dialer_chat_turn_fail (DialerChatTurn *self, const char *message);

/**
 * dialer_chat_turn_forget:
 *
 * The line was somebody else's until now: no old reply will come, and no silence is known.
 */
void dialer_chat_turn_forget (DialerChatTurn *self);
