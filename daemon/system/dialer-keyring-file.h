/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The file format of libsecret's keyrings, as far as it takes to tell a sound file from a damaged one. */
#pragma once

#include <glib.h>

/**
 * dialer_keyring_file_is_sound:
 *
 * libsecret aborts the process over some damaged files, and computes for hours over others: so it is only
 * given what passes here.  Whether the key fits, and whether single items are intact, can't be told without
 * the key.
 *
 * Returns: whether @bytes are laid out as a keyring of libsecret's format 1.0
 */
gboolean dialer_keyring_file_is_sound (const char *bytes, gsize length);
