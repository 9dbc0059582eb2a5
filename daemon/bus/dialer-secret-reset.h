/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A new beginning for stored secrets. */
#pragma once

#include <gio/gio.h>

#include "dialer-manager.h"
#include "dialer-secret-store.h"

/**
 * dialer_secret_reset:
 * @invocation: (transfer full): is answered with the path under which the old secrets are kept, or with an error of
 *   dialer_keyring_set_aside(), or DIALER_ERROR_BUSY while there are sessions
 *
 * Sets stored secrets aside that can't be used, and then has the daemon start anew: a key can only be given to a new
 * process, and libsecret opens one keyring in the life of one.
 */
void dialer_secret_reset (DialerManager *manager, DialerSecretStore *secrets, GDBusMethodInvocation *invocation);
