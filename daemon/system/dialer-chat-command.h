/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One command to a modem, and what each line that comes after it has to do with it. */
#pragma once

#include "dialer-chat-reply.h"

/** What ends the reply to a command depends on its kind. */
typedef enum
{
  DIALER_CHAT_PLAIN,
  DIALER_CHAT_DIAL,   /* D, A or O of V.250 6.3: it ends with CONNECT, or why there is no connection */
  DIALER_CHAT_ESCAPE, /* +++ */
} DialerChatKind;

typedef enum
{
  DIALER_CHAT_ASIDE, /* an echo, something unsolicited, or the result code of another command */
  DIALER_CHAT_TEXT,  /* information text (V.250 5.7.1); it has been added to the reply */
  DIALER_CHAT_FINAL, /* the result code */
} DialerChatMeaning;

typedef struct _DialerChatCommand DialerChatCommand;

/** dialer_chat_command_new: Returns: (transfer full): the command @text, such as "ATE0V1", or "+++" */
DialerChatCommand *dialer_chat_command_new (const char *text);
void dialer_chat_command_free (DialerChatCommand *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerChatCommand, dialer_chat_command_free)

const char *dialer_chat_command_get_text (const DialerChatCommand *self);
DialerChatKind dialer_chat_command_get_kind (const DialerChatCommand *self);

/**
 * dialer_chat_command_changes_form:
 *
 * Returns: whether it has V, Z or &F in it, so that result codes may afterwards be numeric, or no longer be
 */
gboolean dialer_chat_command_changes_form (const DialerChatCommand *self);

/**
 * dialer_chat_command_is_echoed:
 *
 * A modem echoes a command when it takes it, so what comes before the echo is no reply to it.
 *
 * Returns: whether the whole echo has come
 */
gboolean dialer_chat_command_is_echoed (const DialerChatCommand *self);

/**
 * dialer_chat_kind_can_end_with:
 *
 * Returns: whether @result is a result code for a command of @kind
 */
gboolean dialer_chat_kind_can_end_with (DialerChatKind kind, DialerAtResult result);

/**
 * dialer_chat_command_take_line:
 * @line: a line of the modem
 * @result: what it says
 *
 * The echo is known also when it comes in pieces, behind noise, or without its first characters, which an
 * autobauding modem loses.  A line such as "+CREG: 1" counts as text only if the command has +CREG in it.
 */
DialerChatMeaning dialer_chat_command_take_line (DialerChatCommand *self, const char *line,
                                                 DialerAtResult result);

/**
 * dialer_chat_command_make_reply:
 *
 * Returns: (transfer full): the reply that ends with @line; the text begins anew
 */
DialerChatReply *dialer_chat_command_make_reply (DialerChatCommand *self, const char *line,
                                                 DialerAtResult result);
