/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the far end wants to hear, read off what it has said. */
#pragma once

#include <glib.h>

/**
 * DialerLoginGuess:
 * @DIALER_LOGIN_GUESS_NOTHING: nothing is asked for
 * @DIALER_LOGIN_GUESS_USER: the user's name is
 * @DIALER_LOGIN_GUESS_PASSWORD: the password is
 * @DIALER_LOGIN_GUESS_CHOICE: a choice from a menu, or a command is
 * @DIALER_LOGIN_GUESS_PPP: it speaks PPP already (RFC 1662 3.1, RFC 1661 5)
 */
typedef enum
{
  DIALER_LOGIN_GUESS_NOTHING,
  DIALER_LOGIN_GUESS_USER,
  DIALER_LOGIN_GUESS_PASSWORD,
  DIALER_LOGIN_GUESS_CHOICE,
  DIALER_LOGIN_GUESS_PPP,
} DialerLoginGuess;

/**
 * dialer_login_guess:
 * @text: all that has come since our last answer, without parity bits
 * @login_prompt: what asks for the name beside the usual words; may be empty
 * @password_prompt: likewise for the password
 * @choice: (out) (transfer full) (nullable): of DIALER_LOGIN_GUESS_CHOICE: what to answer, without CR
 *
 * Only what the line's end says counts as a prompt, and only if it looks like one: `Last login: Monday` is none.
 */
DialerLoginGuess dialer_login_guess (const char *text, const char *login_prompt, const char *password_prompt,
                                     char **choice);

/**
 * dialer_login_guess_is_ppp:
 * @text: what has come, without parity bits
 *
 * Returns: whether it has the beginning of an LCP frame in it, with or without escapes
 */
gboolean dialer_login_guess_is_ppp (const char *text);

/**
 * dialer_login_guess_is_password_prompt:
 * @line: what came last, perhaps with more behind the prompt
 * @password_prompt: what asks for the password beside the usual words; may be empty
 *
 * Returns: whether the answer to @line may be a password, and is to be kept from the log
 */
gboolean dialer_login_guess_is_password_prompt (const char *line, const char *password_prompt);

/** dialer_login_guess_is_refusal: Returns: whether @text, an answer to our password, says that we are not let in */
gboolean dialer_login_guess_is_refusal (const char *text);
