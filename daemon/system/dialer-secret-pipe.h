/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A secret on its way in: the read end of a pipe that a client handed over. */
#pragma once

#include <gio/gio.h>

#define DIALER_SECRET_MAX 255

/**
 * dialer_secret_pipe_read_async:
 * @fd: (transfer full): perhaps no pipe at all, perhaps one that is never written
 *
 * Reads to the end of file, at most DIALER_SECRET_MAX bytes, within five seconds, into locked memory.
 */
void dialer_secret_pipe_read_async (int fd, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * dialer_secret_pipe_read_finish:
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with secret_password_free(), or %NULL with
 *   DIALER_ERROR_INVALID_ARGUMENT (no pipe, too long, empty, NUL or line end in it) or DIALER_ERROR_TIMED_OUT set
 */
char *dialer_secret_pipe_read_finish (GAsyncResult *result, GError **error);
