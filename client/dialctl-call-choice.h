/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The option --call: an id, or so many calls before. */
#pragma once

#include "dialctl-context.h"

/** dialctl_call_choice_check: Returns: %FALSE with a #GOptionError set when @call can't be right */
gboolean dialctl_call_choice_check (DialctlContext *context, const char *call, GError **error);

/**
 * dialctl_call_choice_find:
 * @words: (array zero-terminated=1): names of profiles, of which calls are counted; none is all
 * @call: what dialctl_call_choice_check() lets pass: an id, or its beginning, or a number; 1 is the newest call
 *
 * Returns: (transfer full) (nullable): the id, or %NULL with an error set, DIALER_ERROR_NOT_FOUND if there were not so
 *   many
 */
char *dialctl_call_choice_find (DialctlContext *context, char **words, const char *call, GError **error);
