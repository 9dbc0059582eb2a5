/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Login scripts: the steps between carrier and PPP. */
#pragma once

#include <glib.h>

/**
 * DialerLoginStepKind:
 * @DIALER_LOGIN_EXPECT: wait for @text; if it does not come within @ms (0: login.timeout), go to @target
 * @DIALER_LOGIN_SEND: send @bytes
 * @DIALER_LOGIN_SEND_USER: send ppp.user, and then @bytes
 * @DIALER_LOGIN_SEND_PASSWORD: send the password, and then @bytes
 * @DIALER_LOGIN_SEND_ANSWER: ask a person the question @text, send the answer, and then @bytes
 * @DIALER_LOGIN_PAUSE: wait @ms
 * @DIALER_LOGIN_BREAK: send a break (ITU-T V.14)
 * @DIALER_LOGIN_GOTO: go to @target
 * @DIALER_LOGIN_PPP: PPP begins
 */
typedef enum
{
  DIALER_LOGIN_EXPECT,
  DIALER_LOGIN_SEND,
  DIALER_LOGIN_SEND_USER,
  DIALER_LOGIN_SEND_PASSWORD,
  DIALER_LOGIN_SEND_ANSWER,
  DIALER_LOGIN_PAUSE,
  DIALER_LOGIN_BREAK,
  DIALER_LOGIN_GOTO,
  DIALER_LOGIN_PPP,
} DialerLoginStepKind;

/* In place of a step's number: a time limit that passes ends the login. */
#define DIALER_LOGIN_FAIL G_MAXUINT

/**
 * DialerLoginStep:
 * @line: of the script, from 1 on
 *
 * For what the other fields mean see #DialerLoginStepKind.
 */
typedef struct
{
  DialerLoginStepKind kind;
  guint line;
  char *text;
  GBytes *bytes;
  guint ms;
  guint target;
} DialerLoginStep;

/**
 * dialer_login_script_parse:
 * @script: one step a line, as dialer.profile(5) has it; perhaps hostile
 *
 * A text with pauses in it becomes several steps.  Behind the last step PPP begins.
 *
 * Returns: (transfer full) (nullable): array of #DialerLoginStep; %NULL with DIALER_ERROR_INVALID_ARGUMENT set, its
 *   message with the line's number, if a step can't be understood or goes to a label that is not there
 */
GPtrArray *dialer_login_script_parse (const char *script, GError **error);

/** dialer_login_script_check: Returns: whether dialer_login_script_parse() would take it */
gboolean dialer_login_script_check (const char *script, GError **error);
