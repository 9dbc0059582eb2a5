/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions as RFC 1035 has them, and which answers count. */
#include "dialer-dns-message.h"

#include <string.h>

static void
assert_question (const char *name, const char *bytes, gsize length)
{
  g_autoptr (GByteArray) question = dialer_dns_message_ask (0x1234, name);

  g_assert_nonnull (question);
  g_assert_cmpmem (question->data, question->len, bytes, length);
}

static void
test_questions (void)
{
  static const char isp[] = "\x12\x34\1\0\0\1\0\0\0\0\0\0\3www\3isp\7example\0\0\1\0\1";
  static const char root[] = "\x12\x34\1\0\0\1\0\0\0\0\0\0\0\0\2\0\1";

  assert_question ("www.isp.example", isp, sizeof isp - 1);
  assert_question ("www.isp.example.", isp, sizeof isp - 1);
  assert_question ("", root, sizeof root - 1);
}

static void
test_no_names (void)
{
  g_autofree char *long_label = g_strnfill (64, 'x');
  g_autofree char *long_name = g_strnfill (254, '.');
  const char *names[] = { ".", "a..b", ".a", long_label, long_name };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_null (dialer_dns_message_ask (1, names[i]));
}

static GByteArray *
make_answer (const GByteArray *question)
{
  static const guint8 record[] = { 0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 80 };
  GByteArray *answer = g_byte_array_new ();

  g_byte_array_append (answer, question->data, question->len);
  answer->data[2] |= 0x80;
  answer->data[7] = 1;
  return g_byte_array_append (answer, record, sizeof record);
}

static void
test_answers (void)
{
  g_autoptr (GByteArray) question = dialer_dns_message_ask (0x1234, "isp.example");
  g_autoptr (GByteArray) answer = make_answer (question);
  /* Each alone makes it another answer. */
  static const struct
  {
    const char *what;
    guint place;
    guint8 value;
  } rows[] = {
    { "another id", 1, 0x35 },       { "a question", 2, 0x01 },      { "no such name", 3, 0x83 },
    { "refused", 3, 0x85 },          { "no question", 5, 0 },        { "no record", 7, 0 },
    { "another name", 13, 'x' },     { "another type", 26, 28 },
  };

  g_assert_true (dialer_dns_message_is_answer (answer->data, answer->len, question));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint8 was = answer->data[rows[i].place];

      g_test_message ("%s", rows[i].what);
      answer->data[rows[i].place] = rows[i].value;
      g_assert_false (dialer_dns_message_is_answer (answer->data, answer->len, question));
      answer->data[rows[i].place] = was;
    }
  answer->data[13] = 'I';
  g_assert_true (dialer_dns_message_is_answer (answer->data, answer->len, question));
  for (gsize length = 0; length <= question->len; length++)
    g_assert_false (dialer_dns_message_is_answer (answer->data, length, question));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/dns-message/questions", test_questions);
  g_test_add_func ("/model/dns-message/no-names", test_no_names);
  g_test_add_func ("/model/dns-message/answers", test_answers);
  return g_test_run ();
}
