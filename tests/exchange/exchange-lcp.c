/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Makes a frame. */
#include "exchange-lcp.h"

#include <string.h>

#define FLAG 0x7e
#define ESCAPE 0x7d
#define TERMINATE_REQUEST 5
#define HEADER 8

/* RFC 1662, appendix C.2, a bit at a time. */
static guint16
compute_fcs (const guint8 *bytes, gsize length)
{
  guint16 fcs = 0xffff;

  for (gsize i = 0; i < length; i++)
    {
      fcs ^= bytes[i];
      for (guint bit = 0; bit < 8; bit++)
        fcs = fcs & 1 ? (fcs >> 1) ^ 0x8408 : fcs >> 1;
    }
  return fcs ^ 0xffff;
}

gsize
exchange_lcp_make_terminate (guint8 *frame, const char *text)
{
  gsize length = MIN (strlen (text), 80);
  guint8 packet[HEADER + 80 + 2]
    = { 0xff, 0x03, 0xc0, 0x21, TERMINATE_REQUEST, 1, 0, (guint8) (length + 4) };
  guint16 fcs;
  gsize at = 0;

  memcpy (packet + HEADER, text, length);
  fcs = compute_fcs (packet, HEADER + length);
  packet[HEADER + length] = fcs & 0xff;
  packet[HEADER + length + 1] = fcs >> 8;
  frame[at++] = FLAG;
  for (gsize i = 0; i < HEADER + length + 2; i++)
    {
      gboolean special = packet[i] < 0x20 || packet[i] == FLAG || packet[i] == ESCAPE;

      if (special)
        frame[at++] = ESCAPE;
      frame[at++] = special ? packet[i] ^ 0x20 : packet[i];
    }
  frame[at++] = FLAG;
  return at;
}
