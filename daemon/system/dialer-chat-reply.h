/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem's whole reply to a command. */
#pragma once

#include <glib.h>

#include "dialer-at-reply.h"

/**
 * DialerChatReply:
 * @result: the result code
 * @final: the line with the result code, as the modem wrote it
 * @text: what it said before (echo and unsolicited lines left out), lines joined by LF; "" when nothing
 */
typedef struct
{
  DialerAtResult result;
  char *final;
  char *text;
} DialerChatReply;

/** dialer_chat_reply_new: Returns: (transfer full): a reply with copies of @final and @text */
DialerChatReply *dialer_chat_reply_new (DialerAtResult result, const char *final, const char *text);
void dialer_chat_reply_free (DialerChatReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerChatReply, dialer_chat_reply_free)
