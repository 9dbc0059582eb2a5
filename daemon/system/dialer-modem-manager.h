/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ModemManager: what modems it has found, and keeping it off one. */
#pragma once

#include <gio/gio.h>

#include "dialer-mm-modem.h"

#define DIALER_TYPE_MODEM_MANAGER (dialer_modem_manager_get_type ())
G_DECLARE_FINAL_TYPE (DialerModemManager, dialer_modem_manager, DIALER, MODEM_MANAGER, GObject)

/**
 * dialer_modem_manager_new:
 *
 * Watches the system bus for ModemManager, whether it is there now, later, or again after a crash.  It is
 * never started by us.
 *
 * Returns: (transfer full): the watch; nothing is emitted before the main loop runs
 */
DialerModemManager *dialer_modem_manager_new (void);

/** dialer_modem_manager_is_running: Returns: whether ModemManager is on the bus and its modems are known */
gboolean dialer_modem_manager_is_running (DialerModemManager *self);

/** dialer_modem_manager_is_known: Returns: whether the answer to that is more than that nothing is known yet */
gboolean dialer_modem_manager_is_known (DialerModemManager *self);

/** dialer_modem_manager_dup_owner: Returns: (transfer full) (nullable): its unique name on the bus */
char *dialer_modem_manager_dup_owner (DialerModemManager *self);

typedef struct _MMObject MMObject; /* libmm-glib's, which only this floor knows */

/** dialer_modem_manager_find: Returns: (transfer full) (nullable): the modem with that @uid, as it is shown now */
MMObject *dialer_modem_manager_find (DialerModemManager *self, const char *uid);
/** dialer_modem_manager_has: Returns: whether ModemManager shows a modem that is the device @uid */
gboolean dialer_modem_manager_has (DialerModemManager *self, const char *uid);

/**
 * dialer_modem_manager_inhibit_async:
 * @uid: of a device; see dialer_udev_get_physical_device()
 *
 * Asks ModemManager to leave a device to us.  It closes all ports of it, and shows the modem to nobody, until
 * dialer_modem_manager_uninhibit_async(), or until this process leaves the bus.
 */
void dialer_modem_manager_inhibit_async (DialerModemManager *self, const char *uid,
                                         GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_modem_manager_inhibit_finish:
 *
 * Returns: %FALSE with DIALER_ERROR_NOT_FOUND (it has no such device), DIALER_ERROR_BUSY (it is still finding
 *   out what the device is, or has failed to open it and never will), DIALER_ERROR_EXISTS (it has left it to
 *   another program) or DIALER_ERROR_FAILED (it does not run, or refuses) set
 */
gboolean dialer_modem_manager_inhibit_finish (DialerModemManager *self, GAsyncResult *result, GError **error);

/** dialer_modem_manager_uninhibit_async: gives a device back; ModemManager then shows the modem anew */
void dialer_modem_manager_uninhibit_async (DialerModemManager *self, const char *uid,
                                           GAsyncReadyCallback callback, gpointer user_data);

/** dialer_modem_manager_uninhibit_finish: Returns: %FALSE with an error set as by an inhibition */
gboolean dialer_modem_manager_uninhibit_finish (DialerModemManager *self, GAsyncResult *result,
                                                GError **error);

/**
 * DialerModemManager::added:
 * @modem: (type gpointer): a #DialerMmModem
 *
 * ModemManager has found a modem and has come to an end with it, be it that it gave it up.  Comes again when
 * it shows the modem again, after an inhibition or a restart.
 *
 * DialerModemManager::removed:
 * @modem: (type gpointer): a #DialerMmModem
 *
 * ModemManager shows a modem no longer, and not because of an inhibition of ours.  Not emitted when
 * ModemManager itself goes.
 *
 * DialerModemManager::stopped:
 *
 * ModemManager has left the bus, and with it all inhibitions.
 *
 * DialerModemManager::known:
 *
 * From now on, once and for all, dialer_modem_manager_is_known(); it comes after the first "added", and before
 * "stopped".
 */
