/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words as pppd reads its options and secrets, and as chat reads a script. */
#pragma once

#include "import-result.h"

/** ImportWord: One word, without its quotation, and the line that it begins on. */
typedef struct
{
  char *text;
  guint line;
  gboolean first; /* of its line */
} ImportWord;

/**
 * import_words_read:
 * @chat: whether # is a comment only where a line begins, and backslashes are left to the reader
 *
 * Reads a file and counts its lines.  A word in quotation marks may go over several lines.
 *
 * Returns: (transfer full) (element-type ImportWord): the words
 */
GPtrArray *import_words_read (Import *import, const ImportFile *file, gboolean chat);

/**
 * import_words_split:
 *
 * Returns: (transfer full) (element-type ImportWord): the words of a text that is all on line @line
 */
GPtrArray *import_words_split (const char *text, guint line, gboolean chat);
