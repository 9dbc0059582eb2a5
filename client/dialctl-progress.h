/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How far a call is: on a terminal a line a state, live until the state is left; elsewhere plain lines. */
#pragma once

#include <glib.h>

typedef struct _DialctlProgress DialctlProgress;

/**
 * dialctl_progress_new:
 * @live: whether lines can be rewritten; needs a running main loop
 * @color: whether colours may be used
 *
 * Returns: (transfer full): the display, on standard output
 */
DialctlProgress *dialctl_progress_new (gboolean live, gboolean color);
void dialctl_progress_free (DialctlProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlProgress, dialctl_progress_free)

/**
 * dialctl_progress_enter:
 * @state: the state that is entered, or whose detail is now known
 * @detail: (nullable): what is known of it; %NULL if it comes later
 */
void dialctl_progress_enter (DialctlProgress *self, const char *state, const char *detail);

/** dialctl_progress_pause: Leaves the terminal to a question; dialctl_progress_resume() goes on below it. */
void dialctl_progress_pause (DialctlProgress *self);
void dialctl_progress_resume (DialctlProgress *self);

/**
 * dialctl_progress_leave:
 * @good: whether the call got on
 *
 * Ends the line of the current state, if there is one.
 */
void dialctl_progress_leave (DialctlProgress *self, gboolean good);
