/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The way to dialerd-hooks, which runs hooks outside of dialerd's sandbox. */
#pragma once

#include <gio/gio.h>

#define DIALER_HOOKS_SOCKET "/run/dialer-hooks.socket"

/**
 * dialer_hooks_tell:
 * @socket: the path that dialerd-hooks is reached at
 * @event: as dialer_hook_event_describe() makes it
 *
 * Sends it on its way and waits for nothing. What goes wrong goes to the log: no call depends on a hook.
 */
void dialer_hooks_tell (const char *socket, const char *event);
