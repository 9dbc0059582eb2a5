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
