/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lets its user talk with the peer himself, key by key, while a learner looks on. */
#pragma once

#include "dialctl-hand.h"
#include "dialctl-learner.h"

typedef struct _DialctlTypist DialctlTypist;

/**
 * dialctl_typist_new:
 * @learner: is told of all that is said; must stay
 *
 * Returns: (transfer full) (nullable): one that waits for a login, or %NULL with an error set
 */
DialctlTypist *dialctl_typist_new (DialctlLearner *learner, GError **error);

/** dialctl_typist_free: the terminal is as it was before */
void dialctl_typist_free (DialctlTypist *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlTypist, dialctl_typist_free)

/** dialctl_typist_get_hand: Returns: (transfer none): what a dialling is to be given */
const DialctlHand *dialctl_typist_get_hand (DialctlTypist *self);

/** dialctl_typist_has_logged_in: Returns: whether PPP has begun */
gboolean dialctl_typist_has_logged_in (DialctlTypist *self);
