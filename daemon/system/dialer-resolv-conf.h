/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* /etc/resolv.conf, or resolvconf(8) in front of it: name servers of links that come and go, and exact restore. */
#pragma once

#include <gio/gio.h>

/**
 * DialerResolvConf:
 * @file: such as /etc/resolv.conf; what was there is kept beside it, as @file.dialer
 * @state: folder of what each interface has, until reboot
 * @resolvconf: path of resolvconf(8); where it can be run, @file is its business
 */
typedef struct
{
  const char *file;
  const char *state;
  const char *resolvconf;
} DialerResolvConf;

/**
 * dialer_resolv_conf_serve:
 * @request: "set INTERFACE" and then lines of resolv.conf(5), nameserver and search; "clear INTERFACE"; or "tidy",
 *   which clears all interfaces that are not there any more
 *
 * Of several interfaces the last that was set comes first, and behind all what was there before.  The file is replaced
 * in one step, and when nothing is set any more, that which was there is back: the same file, or link.  If somebody
 * else has written meanwhile, his stays.  Blocks until all is done.
 *
 * Returns: whether it is done; %FALSE with DIALER_ERROR_INVALID_ARGUMENT set for what is no such request,
 *   DIALER_ERROR_FAILED when it did not work
 */
gboolean dialer_resolv_conf_serve (const DialerResolvConf *self, const char *request, GError **error);
