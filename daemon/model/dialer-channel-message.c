/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Packing and unpacking of messages. */
#include "dialer-channel-message.h"

#include <string.h>

#define HEADER 2

static bool
is_type (unsigned number)
{
  return (number >= DIALER_MESSAGE_HELLO && number <= DIALER_MESSAGE_LINK_ENDS)
         || (number >= DIALER_MESSAGE_LINE_READY && number <= DIALER_MESSAGE_NO_SECRET);
}

bool
dialer_channel_message_parse (DialerChannelMessage *message, const uint8_t *bytes, size_t length)
{
  size_t at = HEADER;

  *message = (DialerChannelMessage){ 0 };
  for (unsigned i = 0; i < DIALER_CHANNEL_FIELDS; i++)
    message->fields[i] = "";
  if (length < HEADER || length > DIALER_CHANNEL_MAX || bytes[0] != DIALER_CHANNEL_VERSION || !is_type (bytes[1]))
    return false;
  message->type = bytes[1];
  while (at < length)
    {
      const uint8_t *end = memchr (bytes + at, '\0', length - at);

      if (end == NULL || message->n_fields == DIALER_CHANNEL_FIELDS)
        return false;
      message->fields[message->n_fields++] = (const char *) bytes + at;
      at = (size_t) (end - bytes) + 1;
    }
  return true;
}

size_t
dialer_channel_message_format (uint8_t *bytes, DialerMessageType type, const char *const *fields, unsigned n_fields)
{
  size_t at = HEADER;

  bytes[0] = DIALER_CHANNEL_VERSION;
  bytes[1] = type;
  for (unsigned i = 0; i < n_fields && at < DIALER_CHANNEL_MAX; i++)
    {
      size_t length = strnlen (fields[i], DIALER_CHANNEL_MAX - at - 1);

      memcpy (bytes + at, fields[i], length);
      at += length;
      bytes[at++] = '\0';
    }
  return at;
}
