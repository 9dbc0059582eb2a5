/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A question to a helper program of ours, which systemd starts when somebody asks at its socket. */
#pragma once

#include <gio/gio.h>

/**
 * dialer_helper_read:
 * @fd: of a connection, such as a helper's standard input; blocks until its other side has said all
 * @max: as many bytes are too many
 *
 * Returns: (transfer full) (nullable): what was said; %NULL if that is too much, no text, or did not come
 */
char *dialer_helper_read (int fd, gsize max);

/**
 * dialer_helper_ask_async:
 * @socket: path of its socket
 * @request: (transfer full): all that it is told
 * @timeout_s: seconds that connecting, asking and answering may take each
 */
void dialer_helper_ask_async (const char *socket, char *request, guint timeout_s, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_helper_ask_finish:
 *
 * Returns: (transfer full) (nullable): what it answers, without line ends at the end, and "" when it has died; %NULL
 *   with an error of G_IO_ERROR set when it could not be asked
 */
char *dialer_helper_ask_finish (GAsyncResult *result, GError **error);
