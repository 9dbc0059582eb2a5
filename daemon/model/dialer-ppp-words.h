/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which words of pppd's a person may add to those that dialer gives it. */
#pragma once

#include <glib.h>

/**
 * dialer_ppp_words_check:
 * @words: as in ppp.options, with the shell's quotes
 *
 * Looks for words that nobody may add, for with them a call would not be what dialer says it is: it would come back by
 * itself, leave its secret in a file, or go on without being watched.
 *
 * Returns: whether there are none; else DIALER_ERROR_INVALID_ARGUMENT is set, whose message names the word, the reason
 *   and what would do
 */
gboolean dialer_ppp_words_check (const char *words, GError **error);

/**
 * dialer_ppp_words_find_argument:
 * @words: as above
 * @word: one that has an argument
 *
 * Returns: (transfer full) (nullable): the argument of the last @word, which counts with pppd; %NULL if there is none
 */
char *dialer_ppp_words_find_argument (const char *words, const char *word);

/**
 * dialer_ppp_words_check_harmless:
 * @words: what dialer_ppp_words_check() lets pass
 *
 * pppd runs as root and takes every word for root's.  So only an administrator may add any; others, those that tune
 * the negotiation and touch neither files, programs, routes nor names.
 *
 * Returns: whether all are harmless, and have the argument that they need; else DIALER_ERROR_NOT_AUTHORIZED is set,
 *   whose message names the word and what would do
 */
gboolean dialer_ppp_words_check_harmless (const char *words, GError **error);
