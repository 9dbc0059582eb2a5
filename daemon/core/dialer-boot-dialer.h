/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Dials what is to be online whenever the machine is (profile.autoconnect=boot), or was when its calls were cut. */
#pragma once

#include "dialer-manager.h"
#include "dialer-modem-pool.h"
#include "dialer-orphan-guard.h"
#include "dialer-profile-book.h"

#define DIALER_TYPE_BOOT_DIALER (dialer_boot_dialer_get_type ())
G_DECLARE_FINAL_TYPE (DialerBootDialer, dialer_boot_dialer, DIALER, BOOT_DIALER, GObject)

/**
 * dialer_boot_dialer_new:
 * @book: has been loaded
 * @pool: likewise
 * @guard: a profile of which it has cut a call is dialled too, if it has redial.reconnect
 *
 * Gives each profile that is to be dialled at the start of the machine, and is there now, one session: as soon as a
 * modem for it is there and free, and from the main loop.  Nobody is asked for a secret.  A profile that somebody
 * dials meanwhile, that is removed, or that is not to be dialled any more, gets none.
 *
 * Returns: (transfer full): what waits for the modems
 */
DialerBootDialer *dialer_boot_dialer_new (DialerManager *manager, DialerProfileBook *book, DialerModemPool *pool,
                                          DialerOrphanGuard *guard);

/**
 * dialer_boot_dialer_call_again:
 * @profile: its call was cut
 *
 * Does for it what was done at the start, if it is to be dialled then, or has redial.reconnect.
 */
void dialer_boot_dialer_call_again (DialerBootDialer *self, DialerProfile *profile);
