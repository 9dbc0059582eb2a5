/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Users of this machine, by number and by name. */
#pragma once

#include <glib.h>

/**
 * dialer_user_is_listed:
 * @uid: a user id
 * @list: user names, or user ids as text
 *
 * Returns: whether @uid is in @list
 */
gboolean dialer_user_is_listed (guint uid, const char *const *list);

/** dialer_user_count: Returns: what dialer_user_add() has added up in @counts for user @uid */
guint dialer_user_count (GHashTable *counts, guint uid);

/**
 * dialer_user_add:
 * @counts: made with g_direct_hash() and g_direct_equal()
 * @n: may be negative, but no more than there is
 */
void dialer_user_add (GHashTable *counts, guint uid, int n);
