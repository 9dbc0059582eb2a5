/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The little that is needed of the Domain Name System to know that it answers (RFC 1035 4). */
#pragma once

#include <glib.h>

#define DIALER_DNS_MESSAGE_MAX 512

/**
 * dialer_dns_message_ask:
 * @id: by which the answer is known
 * @name: whose address is wanted, "" to ask for the name servers of the root
 *
 * Returns: (transfer full) (nullable): a question over UDP, %NULL when @name can be none
 */
GByteArray *dialer_dns_message_ask (guint16 id, const char *name);

/**
 * dialer_dns_message_is_answer:
 * @bytes: what came
 * @ask: what dialer_dns_message_ask() made
 *
 * Returns: whether it answers @ask with something, and no error
 */
gboolean dialer_dns_message_is_answer (const guint8 *bytes, gsize length, const GByteArray *ask);
