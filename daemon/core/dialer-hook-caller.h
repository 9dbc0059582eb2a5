/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tells hooks when a link has come and when its call has ended. */
#pragma once

#include "dialer-manager.h"

#define DIALER_TYPE_HOOK_CALLER (dialer_hook_caller_get_type ())
G_DECLARE_FINAL_TYPE (DialerHookCaller, dialer_hook_caller, DIALER, HOOK_CALLER, GObject)

/**
 * dialer_hook_caller_new:
 * @manager: whose sessions it follows
 * @socket: the path that dialerd-hooks is reached at; outlives the object
 * @folder: (nullable): of hooks for all profiles; outlives the object
 *
 * Each call that was online is told of twice, "connected" first. Where there is nothing to run nobody is told.
 *
 * Returns: (transfer full): a follower
 */
DialerHookCaller *dialer_hook_caller_new (DialerManager *manager, const char *socket, const char *folder);
