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
static void
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
  else if (**at != 'q' && !add_octal (pieces, at))
    add_byte (pieces, **at);
}

GPtrArray *
dialer_login_text_parse (const char *text, gboolean adds_cr)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func (piece_free);

  for (const char *at = text; *at; at++)
    {
      if (*at != '\\' || at[1] == '\0')
        {
          add_byte (pieces, *at);
          continue;
        }
      at++;
      add_escape (pieces, &at, &adds_cr);
    }
  if (adds_cr)
    add_byte (pieces, '\r');
  return g_steal_pointer (&pieces);
}

char *
dialer_login_text_parse_expected (const char *text)
{
  g_autoptr (GPtrArray) pieces = dialer_login_text_parse (text, FALSE);
  GString *expected = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      DialerLoginPiece *piece = pieces->pdata[i];

      for (guint j = 0; piece->bytes && j < piece->bytes->len; j++)
        if (piece->bytes->data[j] & 0x7f)
          g_string_append_c (expected, piece->bytes->data[j] & 0x7f);
    }
  return g_string_free (expected, FALSE);
}
