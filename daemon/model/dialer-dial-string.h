/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Telephone numbers as people write them, and the dial command made of them. */
#pragma once

#include <glib.h>

/**
 * dialer_dial_string_normalize:
 * @number: digits, `*` `#` `+`, the dial modifiers `,` `w` `W` `T` `P` `t` `p` `!` `@` `A`-`D` of V.250 6.3.1 as the
 *   field means them; spaces, `-`, `(`, `)`, `/`, `.` are ignored
 *
 * Returns: (transfer full) (nullable): what a modem is to get, or %NULL with DIALER_ERROR_INVALID_ARGUMENT set
 */
char *dialer_dial_string_normalize (const char *number, GError **error);

/**
 * dialer_dial_string_make_command:
 * @command: dial.command, such as "ATDT"
 * @prefix: dial.prefix, such as "0," to get an outside line; "" for none
 * @number: a number
 *
 * Returns: (transfer full) (nullable): the command line without its CR, or %NULL with
 *   DIALER_ERROR_INVALID_ARGUMENT set
 */
char *dialer_dial_string_make_command (const char *command, const char *prefix, const char *number, GError **error);

/**
 * dialer_dial_string_is_dialling:
 * @command: a command line for a modem, beginning with AT
 *
 * Returns: whether there is a D in it that a modem may take for the dial command, and not for the name or value of
 *   another one, as in "AT&D2" or "AT+CGDCONT=1,\"D\""
 */
gboolean dialer_dial_string_is_dialling (const char *command);
