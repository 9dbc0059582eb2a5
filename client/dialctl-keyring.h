/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The user's own keyring: all that dialctl has to do with libsecret. */
#pragma once

#include <gio/gio.h>

#include "dialctl-secret.h"

/**
 * dialctl_keyring_lookup_async:
 * @profile: a profile's id
 * @name: "password" or "pin"
 * @unlock: whether a locked keyring may ask its user
 */
void dialctl_keyring_lookup_async (const char *profile, const char *name, gboolean unlock,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialctl_keyring_lookup_finish:
 * @secret: (out caller-allocates): is filled
 *
 * Returns: %FALSE with DIALER_ERROR_NOT_FOUND (none is kept, or there is no keyring), or
 *   DIALER_ERROR_SECRETS_UNAVAILABLE (one is kept, but it is locked) set
 */
gboolean dialctl_keyring_lookup_finish (GAsyncResult *result, DialctlSecret *secret, GError **error);

/**
 * dialctl_keyring_store:
 * @label: for a person who looks through his keyring
 *
 * Blocks, perhaps while the keyring asks its user.
 *
 * Returns: %FALSE with an error set
 */
gboolean dialctl_keyring_store (const char *profile, const char *name, const char *label, DialctlSecret *secret,
                                GError **error);

/**
 * dialctl_keyring_clear:
 *
 * Blocks.
 *
 * Returns: %FALSE with DIALER_ERROR_NOT_FOUND or DIALER_ERROR_SECRETS_UNAVAILABLE set
 */
gboolean dialctl_keyring_clear (const char *profile, const char *name, GError **error);

/** dialctl_keyring_forget: Blocks; clears whatever there is of a profile that is no more; a locked keyring keeps it */
void dialctl_keyring_forget (const char *profile);

/** dialctl_keyring_list: Blocks; Returns: (transfer full): the names of what is kept, also in a locked keyring */
GStrv dialctl_keyring_list (const char *profile);
