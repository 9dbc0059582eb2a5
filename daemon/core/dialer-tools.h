/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The outside things that every call needs, handed down from the daemon. */
#pragma once

#include "dialer-inhibitor.h"
#include "dialer-secret-store.h"

/**
 * DialerTools:
 * @pppd: path of pppd
 * @plugin: path of our plugin for it
 * @secrets: where passwords are stored
 * @inhibitor: keeps ModemManager off the port
 *
 * Owned by the daemon, which outlives all calls.
 */
typedef struct
{
  const char *pppd;
  const char *plugin;
  DialerSecretStore *secrets;
  DialerInhibitor *inhibitor;
} DialerTools;
