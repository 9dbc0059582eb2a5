/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The escapes of chat(8) in the texts of a login script. */
#pragma once

#include <glib.h>

/* What a piece of a text is. */
typedef enum
{
  DIALER_LOGIN_PIECE_BYTES,
  DIALER_LOGIN_PIECE_PAUSE,
  DIALER_LOGIN_PIECE_BREAK,
} DialerLoginPieceKind;

/**
 * DialerLoginPiece:
 * @bytes: of DIALER_LOGIN_PIECE_BYTES
 * @ms: of DIALER_LOGIN_PIECE_PAUSE
 */
typedef struct
{
  DialerLoginPieceKind kind;
  GByteArray *bytes;
  guint ms;
} DialerLoginPiece;

/**
 * dialer_login_text_parse:
 * @text: with the escapes `\b \n \r \s \t \\ \^` and `\ddd` (octal), `\N` (NUL), `\d` (one second's pause), `\p` (a
 *   tenth of it), `\K` (break), `\q` (nothing: nothing is ever shown), `\c` (no CR behind it)
 * @adds_cr: whether CR is sent behind it
 *
 * Of another escape only the character behind the backslash counts, as for chat(8).
 *
 * Returns: (transfer full): array of #DialerLoginPiece
 */
GPtrArray *dialer_login_text_parse (const char *text, gboolean adds_cr);

/**
 * dialer_login_text_parse_expected:
 *
 * Returns: (transfer full): the bytes that are waited for, without parity bits, NUL, and what is no byte
 */
char *dialer_login_text_parse_expected (const char *text);
