/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a hook is told of a call: the variables of its environment, as text that crosses a socket. */
#pragma once

#include "dialer-call-record.h"

/* More text than an event may have, in bytes. */
#define DIALER_HOOK_EVENT_MAX 16384

/**
 * DialerHookEvent:
 * @DIALER_HOOK_CONNECTED: the link can be used
 * @DIALER_HOOK_DISCONNECTED: the call has ended; why, how long it lasted and how much crossed are known
 */
typedef enum
{
  DIALER_HOOK_CONNECTED,
  DIALER_HOOK_DISCONNECTED
} DialerHookEvent;

/** dialer_hook_event_to_string: Returns: "connected" or "disconnected" */
const char *dialer_hook_event_to_string (DialerHookEvent event);

/**
 * dialer_hook_event_describe:
 * @profile_id: the profile's UUID
 * @record: its call
 * @program: (nullable): a program of the profile's own, which is to be run too
 *
 * Returns: (transfer full): a line NAME=value a variable, as dialerd(8) names them, then an empty one; what is not
 *   known is left out, and a character that would end a line is a blank
 */
char *dialer_hook_event_describe (DialerHookEvent event, const char *profile_id, DialerCallRecord *record,
                                  const char *program);

/**
 * dialer_hook_event_parse:
 * @text: what the above made, or what somebody else says is it
 * @program: (out) (transfer full) (nullable): the profile's own program
 * @profile_id: (out) (transfer full): fit for a file's name
 *
 * Returns: (transfer full) (nullable): the variables, each with DIALER_ before its name; %NULL if it is no event
 */
GStrv dialer_hook_event_parse (const char *text, char **program, char **profile_id);
