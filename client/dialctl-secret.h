/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A secret on its way from a person, or a pipe, to the daemon: never in an argument, file or message. */
#pragma once

#include <glib.h>

#define DIALCTL_SECRET_SIZE                                                                                  \
  256 /* 255 bytes, as much as PAP and CHAP can carry (RFC 1334, 2.2.1), and an end */

/**
 * DialctlSecret:
 *
 * Wiped when it goes out of scope; keep it on the stack.
 */
typedef struct
{
  char bytes[DIALCTL_SECRET_SIZE];
  gsize length;
} DialctlSecret;

void dialctl_secret_clear (DialctlSecret *self);

/** dialctl_secret_free: for one that is on the heap all the same */
void dialctl_secret_free (DialctlSecret *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DialctlSecret, dialctl_secret_clear)

/** dialctl_secret_keep_from_dumps: no core of this program is written any more, for there is a secret in it */
void dialctl_secret_keep_from_dumps (void);

/**
 * dialctl_secret_read:
 * @prompt: shown if standard input is a terminal
 *
 * Reads one line from standard input.  On a terminal it is not echoed; the echo comes back whatever happens,
 * also when a signal ends the program.
 *
 * Returns: %FALSE with an error set when there is no line, or none that could be a secret
 */
gboolean dialctl_secret_read (DialctlSecret *self, const char *prompt, GError **error);

/**
 * dialctl_secret_open_pipe:
 *
 * Returns: the read end of a pipe that has the secret in it and no writer any more, or -1 with an error set
 */
int dialctl_secret_open_pipe (DialctlSecret *self, GError **error);
