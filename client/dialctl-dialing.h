/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A Dial that is waited for: follows its session, shows its progress, and hangs up on Ctrl-C. */
#pragma once

#include "dialctl-context.h"

typedef struct _DialctlDialing DialctlDialing;

/** dialctl_dialing_new: Returns: (transfer full): what dials @profile; both arguments must outlive it */
DialctlDialing *dialctl_dialing_new (DialctlContext *context, DialerDBusProfile *profile);
void dialctl_dialing_free (DialctlDialing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlDialing, dialctl_dialing_free)

/**
 * dialctl_dialing_run:
 * @options: as for Profile.Dial
 *
 * Dials, and runs a main loop until the session is online or has ended.  The first SIGINT (or SIGTERM, or
 * SIGHUP) hangs up and waits until the line is proven down; a second one does not wait.
 *
 * Returns: (transfer full) (nullable): the path of the session that is online, or %NULL with an error set
 */
char *dialctl_dialing_run (DialctlDialing *self, GVariant *options, GError **error);

/** dialctl_dialing_was_interrupted: Returns: whether the user ended it, and the error says so */
gboolean dialctl_dialing_was_interrupted (DialctlDialing *self);
