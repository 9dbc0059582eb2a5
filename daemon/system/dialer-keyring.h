/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A keyring on disk that no full disk, no kill and no wrong key can harm. */
#pragma once

#include <glib.h>

/**
 * DialerKeyring:
 *
 * Two files: the durable one, which only this module reads and writes, whole and synced; and the scratch copy
 * in memory, which is libsecret's.  All functions block, and no two may run at the same time.
 */
typedef struct _DialerKeyring DialerKeyring;

/**
 * dialer_keyring_open:
 * @durable: the keyring; no file yet is an empty keyring
 * @scratch: where libsecret's copy goes; whatever else is in its folder is removed
 * @key_file: where the master key is
 *
 * Must be called before the process has threads, and once in its life (see dialer-keyring-items.h).
 *
 * Returns: (transfer full): the keyring, perhaps one that can't be used: see dialer_keyring_is_usable()
 */
DialerKeyring *dialer_keyring_open (const char *durable, const char *scratch, const char *key_file);
void dialer_keyring_free (DialerKeyring *self);

/**
 * dialer_keyring_is_usable:
 *
 * Returns: %FALSE with DIALER_ERROR_SECRETS_LOCKED (no key), DIALER_ERROR_SECRETS_WRONG_KEY,
 *   DIALER_ERROR_SECRETS_DAMAGED or, for all other reasons, DIALER_ERROR_SECRETS_UNAVAILABLE set; all later functions
 *   then fail alike
 */
gboolean dialer_keyring_is_usable (DialerKeyring *self, GError **error);

/**
 * dialer_keyring_lookup:
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with secret_password_free(), or %NULL with
 *   DIALER_ERROR_NOT_FOUND or DIALER_ERROR_SECRETS_UNAVAILABLE set
 */
char *dialer_keyring_lookup (DialerKeyring *self, const char *profile, const char *name, GError **error);

/**
 * dialer_keyring_change:
 * @secret: (nullable): %NULL forgets it
 *
 * Returns: %TRUE when the change is on disk, or %FALSE with nothing changed there, and DIALER_ERROR_NOT_FOUND
 *   (nothing to forget), DIALER_ERROR_NO_SPACE or DIALER_ERROR_SECRETS_UNAVAILABLE set
 */
gboolean dialer_keyring_change (DialerKeyring *self, const char *profile, const char *name,
                                const char *secret, GError **error);

/**
 * dialer_keyring_list:
 *
 * Returns: (transfer full): names, or %NULL with DIALER_ERROR_SECRETS_UNAVAILABLE set
 */
GStrv dialer_keyring_list (DialerKeyring *self, const char *profile, GError **error);

/**
 * dialer_keyring_set_aside:
 *
 * Keeps a keyring that can't be used any more under another name, so that the next start begins a new one.  Only when
 * asked to: the file may be whole, and its key come back.
 *
 * Returns: (transfer full) (nullable): the new path, "" if only the key is missing, or %NULL with
 *   DIALER_ERROR_INVALID_ARGUMENT (that is not what is wrong), DIALER_ERROR_NO_SPACE or DIALER_ERROR_FAILED set
 */
char *dialer_keyring_set_aside (DialerKeyring *self, GError **error);
