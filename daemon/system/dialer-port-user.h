/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Questions to dialerd-port-user, which may see what other processes do; dialerd itself, in its sandbox, may not. */
#pragma once

#include <gio/gio.h>

#define DIALER_PORT_USER_SOCKET "/run/dialer-port-user"

/**
 * dialer_port_user_ask:
 * @path: the helper's socket
 * @question: the real path of a device, or "socket:[" with its inode and "]": who has it open?  Or the number of a
 *   process: what is it?
 * @answer: (out) (transfer full) (nullable): such as "agetty (process 812)", %NULL for nobody
 *
 * Blocks for milliseconds; at most for twenty seconds, or two if it is about a process.
 *
 * Returns: whether there was an answer; %FALSE with an error of G_IO_ERROR set, G_IO_ERROR_NOT_FOUND when there is no
 *   helper, as for a dialerd that was started by hand
 */
gboolean dialer_port_user_ask (const char *path, const char *question, char **answer, GError **error);

/**
 * dialer_port_user_serve:
 * @fd: (transfer none): a connection
 *
 * The helper's side: reads one question, and answers it.
 *
 * Returns: whether it was a question
 */
gboolean dialer_port_user_serve (int fd);
