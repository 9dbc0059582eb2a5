/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From an error to what a person and a script see of it: two lines or more, and an exit status. */
#pragma once

#include <glib.h>

/**
 * DialctlExit:
 *
 * The exit statuses, as dialctl(1) promises them.
 */
typedef enum
{
  DIALCTL_EXIT_DONE = 0,
  DIALCTL_EXIT_FAILED = 1,
  DIALCTL_EXIT_USAGE = 2,          /* bad usage or value */
  DIALCTL_EXIT_NOT_AUTHORIZED = 3,
  DIALCTL_EXIT_NOT_FOUND = 4,      /* no such profile, modem or session */
  DIALCTL_EXIT_LINE = 5,           /* modem or line trouble */
  DIALCTL_EXIT_LOGIN = 6,          /* login or authentication failed */
  DIALCTL_EXIT_TIMED_OUT = 7,
  DIALCTL_EXIT_UNREACHABLE = 8,    /* no daemon */
} DialctlExit;

/**
 * dialctl_error_get_exit:
 *
 * Returns: the exit status that @error means, whatever domain it comes from
 */
DialctlExit dialctl_error_get_exit (const GError *error);

/**
 * dialctl_error_format:
 *
 * The message, safe for a terminal, and as its last line what to do next: the last line of the message if it
 * has more than one, for who made the error knew more, and else what fits its kind.
 *
 * Returns: (transfer full): lines without the last line end
 */
char *dialctl_error_format (const GError *error);

/**
 * dialctl_error_prefix:
 * @error: (inout): an error that is set, perhaps by the daemon
 * @what: what it is about
 *
 * Puts "what: " before the message.
 */
void dialctl_error_prefix (GError **error, const char *what);
