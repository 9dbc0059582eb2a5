/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The frame that ends a link, taken apart as RFC 1662 says it is to be read. */
#include "exchange-lcp.h"

#include <string.h>

#define FLAG 0x7e
#define ESCAPE 0x7d
#define GOOD_FCS 0xf0b8 /* RFC 1662, appendix C.2 */
#define HEADER 8
#define FCS 2

/* A byte of the polynomial division, lowest bit first. */
static guint16
divide (guint16 remainder, guint8 byte)
{
  for (guint bit = 0; bit < 8; bit++, byte >>= 1)
    {
      gboolean carry = (remainder ^ byte) & 1;

      remainder >>= 1;
      if (carry)
        remainder ^= 0x8408;
    }
  return remainder;
}

static guint16
get_remainder (const GByteArray *packet)
{
  guint16 remainder = 0xffff;

  for (guint i = 0; i < packet->len; i++)
    remainder = divide (remainder, packet->data[i]);
  return remainder;
}

/* What stands between the flags, without escapes. */
static GByteArray *
unpack (const guint8 *frame, gsize length)
{
  GByteArray *packet = g_byte_array_new ();

  g_assert_cmpuint (length, >, 2);
  g_assert_cmphex (frame[0], ==, FLAG);
  g_assert_cmphex (frame[length - 1], ==, FLAG);
  for (gsize i = 1; i < length - 1; i++)
    {
      guint8 byte = frame[i];

      g_assert_cmphex (byte, !=, FLAG);
      /* The peer's ACCM is all ones before LCP is open: no control character may go bare. */
      g_assert_cmphex (byte, >=, 0x20);
      if (byte == ESCAPE)
        {
          i++;
          g_assert_cmpuint (i, <, length - 1);
          byte = frame[i] ^ 0x20;
        }
      g_byte_array_append (packet, &byte, 1);
    }
  return packet;
}

static void
assert_frame (const char *text, gsize text_length)
{
  guint8 frame[EXCHANGE_LCP_MAX];
  gsize length = exchange_lcp_make_terminate (frame, text);
  g_autoptr (GByteArray) packet = unpack (frame, length);
  const guint8 header[] = { 0xff, 0x03, 0xc0, 0x21, 5, 1, 0, (guint8) (text_length + 4) };

  g_assert_cmpmem (packet->data, MIN (packet->len, HEADER), header, HEADER);
  g_assert_cmpuint (packet->len, ==, HEADER + text_length + FCS);
  g_assert_cmpmem (packet->data + HEADER, text_length, text, text_length);
  g_assert_cmphex (get_remainder (packet), ==, GOOD_FCS);
}

static void
test_frame (void)
{
  static const char *const texts[] = {
    "", "No service for you", "~", "}", "~}~}}~", "\x01\r\n\t\x1f\x11\x13", "\xc3\xa9",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_frame (texts[i], strlen (texts[i]));
}

/* Each length gives another checksum, among them such as need escapes. */
static void
test_lengths (void)
{
  char text[81] = "";

  for (guint i = 0; i < 80; i++)
    {
      assert_frame (text, i);
      text[i] = 'a' + i % 26;
    }
  assert_frame (text, 80);
}

/* The longest that there may be has nothing but bytes which need an escape. */
static void
test_longest (void)
{
  char text[200] = "";

  memset (text, FLAG, sizeof text - 1);
  assert_frame (text, 80);
}

/* The reader above, on the check value that catalogues of CRCs have for this one ("123456789": 906e). */
static void
test_reader (void)
{
  static const guint8 known[] = { '1', '2', '3', '4', '5', '6', '7', '8', '9', 0x6e, 0x90 };
  g_autoptr (GByteArray) packet = g_byte_array_new ();

  g_byte_array_append (packet, known, sizeof known);
  g_assert_cmphex (get_remainder (packet), ==, GOOD_FCS);
  packet->data[3] ^= 1;
  g_assert_cmphex (get_remainder (packet), !=, GOOD_FCS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/lcp/reader", test_reader);
  g_test_add_func ("/exchange/lcp/frame", test_frame);
  g_test_add_func ("/exchange/lcp/lengths", test_lengths);
  g_test_add_func ("/exchange/lcp/longest", test_longest);
  return g_test_run ();
}
