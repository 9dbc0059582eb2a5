/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All profiles there are: the phone book. */
#pragma once

#include <gio/gio.h>

#include "dialer-profile.h"
#include "dialer-secret-store.h"
#include "dialer-store.h"

#define DIALER_TYPE_PROFILE_BOOK (dialer_profile_book_get_type ())
G_DECLARE_FINAL_TYPE (DialerProfileBook, dialer_profile_book, DIALER, PROFILE_BOOK, GObject)

/** dialer_profile_book_new: Returns: (transfer full): a book; its profiles are in @store, their secrets in @secrets */
DialerProfileBook *dialer_profile_book_new (DialerStore *store, DialerSecretStore *secrets);

/** dialer_profile_book_load: for start-up: "added" is emitted for each; one that can't be read is left out, loudly */
void dialer_profile_book_load (DialerProfileBook *self);

/** dialer_profile_book_get_profiles: Returns: (transfer none) (element-type DialerProfile): all of them */
GPtrArray *dialer_profile_book_get_profiles (DialerProfileBook *self);

/**
 * dialer_profile_book_add_async:
 * @settings: an a{sa{sv}}
 * @owner: whose it will be
 * @privileged: whether who asks may set what runs as root
 */
void dialer_profile_book_add_async (DialerProfileBook *self, GVariant *settings, guint owner, gboolean privileged,
                                    GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_profile_book_add_finish:
 *
 * Returns: (transfer full) (nullable): the profile, stored on disk, or %NULL with DIALER_ERROR_INVALID_ARGUMENT,
 *   DIALER_ERROR_EXISTS, DIALER_ERROR_NOT_AUTHORIZED or DIALER_ERROR_FAILED set
 */
DialerProfile *dialer_profile_book_add_finish (DialerProfileBook *self, GAsyncResult *result, GError **error);

/**
 * dialer_profile_book_update_async:
 * @set: an a{sa{sv}}
 * @unset: keys as "group.key"
 *
 * All or nothing.
 */
void dialer_profile_book_update_async (DialerProfileBook *self, DialerProfile *profile, GVariant *set,
                                       const char *const *unset, gboolean privileged, GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean dialer_profile_book_update_finish (DialerProfileBook *self, GAsyncResult *result, GError **error);

/** dialer_profile_book_remove_async: forgets a profile and its secrets */
void dialer_profile_book_remove_async (DialerProfileBook *self, DialerProfile *profile, GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean dialer_profile_book_remove_finish (DialerProfileBook *self, GAsyncResult *result, GError **error);

/**
 * DialerProfileBook::added:
 * @profile: a #DialerProfile
 *
 * DialerProfileBook::removed:
 * @profile: a #DialerProfile
 */
