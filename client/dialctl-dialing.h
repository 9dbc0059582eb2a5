/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A Dial or a Lease that is waited for: follows its session, shows its progress, and gives up on Ctrl-C. */
#pragma once

#include "dialctl-context.h"
#include "dialctl-hand.h"

typedef struct _DialctlDialing DialctlDialing;

/** dialctl_dialing_new: Returns: (transfer full): what dials @profile, unless @quiet with its progress shown */
DialctlDialing *dialctl_dialing_new (DialctlContext *context, DialerDBusProfile *profile, gboolean quiet);
void dialctl_dialing_free (DialctlDialing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlDialing, dialctl_dialing_free)

/** dialctl_dialing_set_hand: @hand, which must stay, has the terminal in the login of dialctl_dialing_run() */
void dialctl_dialing_set_hand (DialctlDialing *self, const DialctlHand *hand);

/**
 * dialctl_dialing_run:
 * @options: as for Profile.Dial
 * @over_budget: whether Profile.DialOverBudget is called instead
 *
 * Dials, and runs a main loop until the session is online or has ended.  The first SIGINT (or SIGTERM, or
 * SIGHUP) hangs up and waits until the line is proven down; a second one does not wait.
 *
 * Returns: (transfer full) (nullable): the path of the session that is online, or %NULL with an error set
 */
char *dialctl_dialing_run (DialctlDialing *self, GVariant *options, gboolean over_budget, GError **error);

/**
 * dialctl_dialing_lease:
 * @minutes: as for Profile.Lease
 * @why: likewise
 * @lease: (out): what Session.Release takes
 *
 * As dialctl_dialing_run(), but on a signal it only gives up: others may use the session.
 */
char *dialctl_dialing_lease (DialctlDialing *self, guint minutes, const char *why, guint *lease, GError **error);

/** dialctl_dialing_was_interrupted: Returns: whether the user ended it, and the error says so */
gboolean dialctl_dialing_was_interrupted (DialctlDialing *self);
