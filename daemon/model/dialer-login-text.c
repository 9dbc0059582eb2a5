/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-login-text.h"

#include <string.h>

static void
piece_free (gpointer data)
{
  DialerLoginPiece *piece = data;

  g_clear_pointer (&piece->bytes, g_byte_array_unref);
  g_free (piece);
}

static DialerLoginPiece *
add_piece (GPtrArray *pieces, DialerLoginPieceKind kind, guint ms)
{
  DialerLoginPiece *piece = g_new0 (DialerLoginPiece, 1);

  piece->kind = kind;
  piece->ms = ms;
  piece->bytes = kind == DIALER_LOGIN_PIECE_BYTES ? g_byte_array_new () : NULL;
  g_ptr_array_add (pieces, piece);
  return piece;
}

static void
add_byte (GPtrArray *pieces, guint8 byte)
{
  DialerLoginPiece *last = pieces->len ? pieces->pdata[pieces->len - 1] : NULL;

  if (last == NULL || last->kind != DIALER_LOGIN_PIECE_BYTES)
    last = add_piece (pieces, DIALER_LOGIN_PIECE_BYTES, 0);
  g_byte_array_append (last->bytes, &byte, 1);
}

/* Up to three octal digits; moves @at to the last of them. */
static gboolean
add_octal (GPtrArray *pieces, const char **at)
{
  guint value = 0;
  guint n;

  for (n = 0; n < 3 && (*at)[n] >= '0' && (*at)[n] <= '7'; n++)
    value = value * 8 + ((*at)[n] - '0');
  if (n == 0 || value > 0xff)
    return FALSE;
  add_byte (pieces, value);
  *at += n - 1;
  return TRUE;
}

/* @at: behind the backslash */
static gboolean
add_escape (GPtrArray *pieces, const char **at, gboolean *adds_cr)
{
  static const char escapes[] = "bnrst\\^N";
  static const char bytes[] = "\b\n\r \t\\^\0";
  const char *escape = **at ? strchr (escapes, **at) : NULL;

  if (escape)
    add_byte (pieces, bytes[escape - escapes]);
  else if (**at == 'd')
    add_piece (pieces, DIALER_LOGIN_PIECE_PAUSE, 1000);
  else if (**at == 'p')
    add_piece (pieces, DIALER_LOGIN_PIECE_PAUSE, 100);
  else if (**at == 'K')
    add_piece (pieces, DIALER_LOGIN_PIECE_BREAK, 0);
  else if (**at == 'c')
    *adds_cr = FALSE;
  else if (**at != 'q')
    return add_octal (pieces, at);
  return TRUE;
}

GPtrArray *
dialer_login_text_parse (const char *text, gboolean adds_cr)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (piece_free);

  for (const char *at = text; *at; at++)
    {
      if (*at != '\\')
        {
          add_byte (pieces, *at);
          continue;
        }
      at++;
      if (!add_escape (pieces, &at, &adds_cr))
        return NULL;
    }
  if (adds_cr)
    add_byte (pieces, '\r');
  return g_steal_pointer (&pieces);
}

char *
dialer_login_text_parse_expected (const char *text)
{
  g_autoptr (GPtrArray) pieces = dialer_login_text_parse (text, FALSE);
  DialerLoginPiece *piece = pieces && pieces->len == 1 ? pieces->pdata[0] : NULL;

  if (piece == NULL || piece->kind != DIALER_LOGIN_PIECE_BYTES)
    return NULL;
  for (guint i = 0; i < piece->bytes->len; i++)
    piece->bytes->data[i] &= 0x7f;
  if (memchr (piece->bytes->data, 0, piece->bytes->len))
    return NULL;
  return g_strndup ((const char *) piece->bytes->data, piece->bytes->len);
}
