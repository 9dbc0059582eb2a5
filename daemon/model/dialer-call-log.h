/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What was said in a call, and by whom: lines that wait to be stored.  No secret gets into it. */
#pragma once

#include <glib.h>

/* Of one call; what comes later is counted, and left out. */
#define DIALER_CALL_LOG_MAX_LINES 1000
/* Of one line, in bytes. */
#define DIALER_CALL_LOG_MAX_TEXT 512
/* What stands for a secret. */
#define DIALER_CALL_LOG_DOTS "•••"

/**
 * DialerCallLogKind:
 * @DIALER_CALL_LOG_STATE: the call enters a state
 * @DIALER_CALL_LOG_SENT: told to the modem, or typed to the far end
 * @DIALER_CALL_LOG_RECEIVED: what came back
 * @DIALER_CALL_LOG_PPP: an event of the link
 * @DIALER_CALL_LOG_NOTE: something else
 */
typedef enum
{
  DIALER_CALL_LOG_STATE,
  DIALER_CALL_LOG_SENT,
  DIALER_CALL_LOG_RECEIVED,
  DIALER_CALL_LOG_PPP,
  DIALER_CALL_LOG_NOTE,
} DialerCallLogKind;

#define DIALER_N_CALL_LOG_KINDS (DIALER_CALL_LOG_NOTE + 1)

/**
 * DialerCallLogLine:
 * @serial: counts the lines of a call, from 1
 * @time: in microseconds since 1970-01-01 UTC
 */
typedef struct
{
  guint serial;
  gint64 time;
  DialerCallLogKind kind;
  char *text;
} DialerCallLogLine;

typedef struct _DialerCallLog DialerCallLog;

/** dialer_call_log_kind_to_string: Returns: (transfer none): its word on the bus */
const char *dialer_call_log_kind_to_string (DialerCallLogKind kind);

/** dialer_call_log_kind_from_string: Returns: the kind of that word; DIALER_CALL_LOG_NOTE if there is none */
DialerCallLogKind dialer_call_log_kind_from_string (const char *word);

/** dialer_call_log_new: Returns: (transfer full): a log without lines */
DialerCallLog *dialer_call_log_new (void);
void dialer_call_log_free (DialerCallLog *self);

/**
 * dialer_call_log_add:
 * @time: now, in microseconds since 1970-01-01 UTC
 * @text: perhaps hostile, and not UTF-8; whoever sends a secret gives a word that stands for it
 *
 * Arguments of AT commands that are passwords or PINs (dialer_call_log_redact()) are replaced before the line is
 * kept.
 */
void dialer_call_log_add (DialerCallLog *self, gint64 time, DialerCallLogKind kind, const char *text);

/**
 * dialer_call_log_take:
 *
 * Returns: (transfer full) (element-type DialerCallLogLine) (nullable): the lines that came since it was last
 *   called; %NULL for none
 */
GPtrArray *dialer_call_log_take (DialerCallLog *self);

/** dialer_call_log_line_free: with its text */
void dialer_call_log_line_free (DialerCallLogLine *line);

/**
 * dialer_call_log_redact:
 * @text: a command to a modem, or its echo
 *
 * Returns: (transfer full): @text; what follows the name of a command that is given a PIN or a password (3GPP TS
 *   27.007: +CPIN, +CLCK, +CPWD, +CGAUTH; and those of makers) is replaced by dots, up to the next command
 */
char *dialer_call_log_redact (const char *text);

/**
 * dialer_call_log_hide:
 * @text: what a peer said
 * @secret: (nullable): what it was told before
 *
 * Returns: (transfer full): @text, @secret replaced by dots wherever it is in there
 */
char *dialer_call_log_hide (const char *text, const char *secret);
