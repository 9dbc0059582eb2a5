/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Stored secrets: libsecret's file backend, made safe for a system service. */
#pragma once

#include <gio/gio.h>

#define DIALER_TYPE_SECRET_STORE (dialer_secret_store_get_type ())
G_DECLARE_FINAL_TYPE (DialerSecretStore, dialer_secret_store, DIALER, SECRET_STORE, GObject)

/**
 * dialer_secret_store_open:
 * @keyring: the durable file, such as /var/lib/dialer/secrets.keyring
 * @scratch: the copy libsecret works on, in a folder of its own below /run/dialer
 * @key_file: where the master key is, such as $CREDENTIALS_DIRECTORY/keyring-key
 *
 * To be called first thing in main(), before any thread exists: it puts the master key into the environment for one
 * call.  Never fails: if stored secrets can't be used, every later call says why with an error of
 * dialer_keyring_is_usable().
 *
 * Returns: (transfer full): the store
 */
DialerSecretStore *dialer_secret_store_open (const char *keyring, const char *scratch, const char *key_file);

/**
 * dialer_secret_store_lookup_async:
 * @profile: a profile's id
 * @name: "password" or "pin"
 */
void dialer_secret_store_lookup_async (DialerSecretStore *self, const char *profile, const char *name,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_secret_store_lookup_finish:
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with secret_password_free(); %NULL with
 *   DIALER_ERROR_NOT_FOUND set when none is stored, or an error of dialer_keyring_is_usable()
 */
char *dialer_secret_store_lookup_finish (DialerSecretStore *self, GAsyncResult *result, GError **error);

/**
 * dialer_secret_store_store_async:
 * @secret: (nullable): %NULL forgets it
 *
 * Done means: on disk.
 */
void dialer_secret_store_store_async (DialerSecretStore *self, const char *profile, const char *name,
                                      const char *secret, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_secret_store_store_finish:
 *
 * Returns: %FALSE with DIALER_ERROR_NOT_FOUND (nothing to forget), DIALER_ERROR_NO_SPACE or an error of
 *   dialer_keyring_is_usable() set
 */
gboolean dialer_secret_store_store_finish (DialerSecretStore *self, GAsyncResult *result, GError **error);

/** dialer_secret_store_list_async: the names of the secrets stored for @profile */
void dialer_secret_store_list_async (DialerSecretStore *self, const char *profile, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
GStrv dialer_secret_store_list_finish (DialerSecretStore *self, GAsyncResult *result, GError **error);

/**
 * dialer_secret_store_set_aside_async:
 *
 * As dialer_keyring_set_aside(); a new keyring takes the place of the old with the next start of the process.
 */
void dialer_secret_store_set_aside_async (DialerSecretStore *self, GAsyncReadyCallback callback, gpointer user_data);
char *dialer_secret_store_set_aside_finish (DialerSecretStore *self, GAsyncResult *result, GError **error);

/**
 * DialerSecretStore::changed:
 * @profile: id of the profile of which a secret was stored or forgotten
 */
