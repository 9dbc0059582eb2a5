/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Goes through a login with its user: shows what the peer says and what would be said to it, and does as he tells. */
#pragma once

#include "dialctl-hand.h"

typedef struct _DialctlStepper DialctlStepper;

/** dialctl_stepper_new: Returns: (transfer full) (nullable): one that waits for a login, or %NULL with an error set */
DialctlStepper *dialctl_stepper_new (GError **error);
void dialctl_stepper_free (DialctlStepper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialctlStepper, dialctl_stepper_free)

/** dialctl_stepper_get_hand: Returns: (transfer none): what a dialling is to be given */
const DialctlHand *dialctl_stepper_get_hand (DialctlStepper *self);
