/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions are written whole; of an answer, only head and question are read. */
#include "dialer-dns-message.h"

#include <string.h>

#define HEAD_LENGTH 12
#define LABEL_MAX 63
#define NAME_MAX_LENGTH 253
/* RFC 1035 3.2.2, 3.2.4, 4.1.1 */
#define TYPE_A 1
#define TYPE_NS 2
#define CLASS_IN 1
#define IS_ANSWER 0x80
#define CODE_MASK 0x0f

static void
append_number (GByteArray *message, guint16 number)
{
  guint8 bytes[] = { number >> 8, number & 0xff };

  g_byte_array_append (message, bytes, sizeof bytes);
}

static gboolean
append_name (GByteArray *message, const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);
  guint n = g_strv_length (labels);

  if (n && *labels[n - 1] == '\0') /* a dot at the end says that this is all of it */
    n--;
  for (guint i = 0; i < n; i++)
    {
      guint8 length = MIN (strlen (labels[i]), LABEL_MAX + 1);

      if (length == 0 || length > LABEL_MAX)
        return FALSE;
      g_byte_array_append (message, &length, 1);
      g_byte_array_append (message, (const guint8 *) labels[i], length);
    }
  g_byte_array_append (message, (const guint8 *) "", 1);
  return TRUE;
}

GByteArray *
dialer_dns_message_ask (guint16 id, const char *name)
{
  /* Recursion desired; one question. */
  static const guint8 rest_of_head[HEAD_LENGTH - 2] = { 0x01, 0x00, 0, 1 };
  g_autoptr (GByteArray) message = g_byte_array_new ();

  append_number (message, id);
  g_byte_array_append (message, rest_of_head, sizeof rest_of_head);
  if (strlen (name) > NAME_MAX_LENGTH || !append_name (message, name))
    return NULL;
  append_number (message, *name ? TYPE_A : TYPE_NS);
  append_number (message, CLASS_IN);
  return g_steal_pointer (&message);
}

/* A server may give back the name in other capitals. */
static gboolean
has_same_question (const guint8 *bytes, const GByteArray *ask)
{
  for (gsize i = HEAD_LENGTH; i < ask->len; i++)
    if (g_ascii_tolower ((gchar) bytes[i]) != g_ascii_tolower ((gchar) ask->data[i]))
      return FALSE;
  return TRUE;
}

gboolean
dialer_dns_message_is_answer (const guint8 *bytes, gsize length, const GByteArray *ask)
{
  return length > ask->len && memcmp (bytes, ask->data, 2) == 0 && (bytes[2] & IS_ANSWER)
         && (bytes[3] & CODE_MASK) == 0 && bytes[4] == 0 && bytes[5] == 1 && (bytes[6] || bytes[7])
         && has_same_question (bytes, ask);
}
