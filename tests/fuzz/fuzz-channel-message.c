/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A packet is no message, or is the same when it is packed again; and whatever is packed is a message. */
#include "dialer-channel-message.h"

#include "fuzz-target.h"

/* The input's lines, as fields of a message. */
static void
check_format (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) fields = g_strsplit (text, "\n", DIALER_CHANNEL_FIELDS);
  unsigned n = g_strv_length (fields);
  uint8_t bytes[DIALER_CHANNEL_MAX];
  DialerChannelMessage message;
  size_t length;

  length = dialer_channel_message_format (bytes, DIALER_MESSAGE_SECRET, (const char *const *) fields, n);
  g_assert_cmpuint (length, <=, DIALER_CHANNEL_MAX);
  g_assert_true (dialer_channel_message_parse (&message, bytes, length));
  g_assert_cmpuint (message.n_fields, <=, n);
  for (unsigned i = 0; i < message.n_fields; i++)
    g_assert_true (g_str_has_prefix (fields[i], message.fields[i]));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  DialerChannelMessage message;
  uint8_t bytes[DIALER_CHANNEL_MAX];
  size_t length;

  check_format (data, size);
  if (!dialer_channel_message_parse (&message, data, size))
    return 0;
  g_assert_cmpuint (message.n_fields, <=, DIALER_CHANNEL_FIELDS);
  length = dialer_channel_message_format (bytes, message.type, message.fields, message.n_fields);
  g_assert_cmpmem (bytes, length, data, size);
  return 0;
}
