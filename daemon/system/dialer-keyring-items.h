/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Every call into libsecret that the daemon makes.
 *
 * libsecret keeps one backend for the whole process: the first dialer_keyring_items_open() decides, and there
 * is no closing.  Its file backend loses updates, or hangs, when calls overlap; so all of these block, and no
 * two may run at the same time.  Errors are libsecret's and GIO's own.
 */
#pragma once

#include <glib.h>

/**
 * dialer_keyring_items_open:
 * @path: the keyring; it is made when the first item is stored
 * @key_file: where the master key is
 * @key_fits: (out): whether the keyring has a check item which this key opens; libsecret itself notices
 *   no wrong key
 *
 * Must be called before the process has threads.
 */
gboolean dialer_keyring_items_open (const char *path, const char *key_file, gboolean *key_fits,
                                    GError **error);

/** dialer_keyring_items_mark: stores the check item which dialer_keyring_items_open() looks for */
gboolean dialer_keyring_items_mark (GError **error);

/**
 * dialer_keyring_items_lookup:
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with secret_password_free(); %NULL without an
 *   error when there is none, with SECRET_ERROR_PROTOCOL set when the item is damaged
 */
char *dialer_keyring_items_lookup (const char *profile, const char *name, GError **error);

/**
 * dialer_keyring_items_change:
 * @secret: (nullable): %NULL removes the item, if there is one
 */
gboolean dialer_keyring_items_change (const char *profile, const char *name, const char *secret,
                                      GError **error);

/**
 * dialer_keyring_items_list:
 *
 * Returns: (transfer full): the names of @profile's secrets, or %NULL with an error set
 */
GStrv dialer_keyring_items_list (const char *profile, GError **error);
