/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem's whole reply to a command. */
#include "dialer-chat-reply.h"

DialerChatReply *
dialer_chat_reply_new (DialerAtResult result, const char *final, const char *text)
{
  DialerChatReply *reply = g_new0 (DialerChatReply, 1);

  reply->result = result;
  reply->final = g_strdup (final);
  reply->text = g_strdup (text);
  return reply;
}

void
dialer_chat_reply_free (DialerChatReply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->final);
  g_free (reply->text);
  g_free (reply);
}
