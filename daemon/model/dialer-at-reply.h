/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a modem says, line by line (ITU-T V.250 5.7). */
#pragma once

#include <glib.h>

/**
 * DialerAtResult:
 *
 * What a line of the modem means.  Verbose (V1) and numeric (V0) forms, and the extensions of the field, fall together.
 */
typedef enum
{
  DIALER_AT_INFORMATION, /* no result code: information text, an echo, or something unsolicited */
  DIALER_AT_OK,
  DIALER_AT_CONNECT,
  DIALER_AT_RING,
  DIALER_AT_NO_CARRIER,
  DIALER_AT_ERROR, /* also +CME ERROR, +CMS ERROR, COMMAND NOT SUPPORTED */
  DIALER_AT_NO_DIALTONE,
  DIALER_AT_BUSY,
  DIALER_AT_NO_ANSWER,
  DIALER_AT_DELAYED,
  DIALER_AT_BLACKLISTED,
  DIALER_AT_VOICE,
  DIALER_AT_FCERROR,
  DIALER_AT_PROGRESS, /* RINGING, DIALING, RRING, PROTOCOL:, CARRIER, COMPRESSION: and the like: a call goes on */
} DialerAtResult;

/**
 * dialer_at_reply_classify:
 * @line: one line without CR and LF; bytes of any kind
 *
 * Returns: what it means; letter case and blanks around do not matter
 */
DialerAtResult dialer_at_reply_classify (const char *line);

/**
 * dialer_at_reply_is_final:
 * @dialing: whether the command was a dial (or answer) command
 *
 * Returns: whether @result ends the reply to a command.  RING never does, and the result codes of a call do so
 *   only for a dial command (a late NO CARRIER of the last call is unsolicited elsewhere).
 */
gboolean dialer_at_reply_is_final (DialerAtResult result, gboolean dialing);

/**
 * dialer_at_reply_get_speed:
 * @line: a CONNECT line with any text, such as "CONNECT 33600/ARQ/V34/LAPM" or numeric "10"
 *
 * Returns: bit/s, or 0 when it does not tell
 */
guint dialer_at_reply_get_speed (const char *line);

/**
 * dialer_at_reply_to_reason:
 *
 * Returns: the #DialerReason for which a dial that got @result ends; DIALER_REASON_NONE for CONNECT
 */
int dialer_at_reply_to_reason (DialerAtResult result);
