/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever a name server, or somebody in its place, sends: only a message with our id and question is an answer. */
#include "dialer-dns-message.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) question = dialer_dns_message_ask (0x1234, "isp.example");
  g_autofree char *name = g_strndup ((const char *) data, size);
  g_autoptr (GByteArray) other = dialer_dns_message_ask (1, name);

  if (dialer_dns_message_is_answer (data, size, question))
    g_assert_true (size > question->len && data[0] == 0x12 && data[1] == 0x34);
  g_assert_true (other == NULL || other->len <= DIALER_DNS_MESSAGE_MAX);
  return 0;
}
