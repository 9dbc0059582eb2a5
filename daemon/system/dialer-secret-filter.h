/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Takes secrets out of what a peer says, as it comes: whoever echoes one does so in pieces. */
#pragma once

#include <glib.h>

typedef struct _DialerSecretFilter DialerSecretFilter;

/** dialer_secret_filter_new: Returns: (transfer full): a filter that knows no secret, and lets all pass */
DialerSecretFilter *dialer_secret_filter_new (void);

/** dialer_secret_filter_free: with the secrets, which are wiped */
void dialer_secret_filter_free (DialerSecretFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerSecretFilter, dialer_secret_filter_free)

/**
 * dialer_secret_filter_add:
 * @secret: copied into memory that is not swapped
 *
 * From now on it is not let through: also without parity bits, in other letters (capital or small), and with control
 * characters in between, such as a line end.
 */
void dialer_secret_filter_add (DialerSecretFilter *self, const char *secret);

/**
 * dialer_secret_filter_push:
 * @byte: the next one; its parity bit is taken off, and a NUL is left out
 * @text: what may pass is appended to it; DIALER_CALL_LOG_DOTS in place of a secret
 *
 * What may be the beginning of a secret is held back until more has come.
 */
void dialer_secret_filter_push (DialerSecretFilter *self, guint8 byte, GString *text);

/**
 * dialer_secret_filter_flush:
 * @text: likewise
 *
 * Nothing more comes: what is held back, the beginning of a secret, becomes dots.
 */
void dialer_secret_filter_flush (DialerSecretFilter *self, GString *text);
