/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* All modems there are, and the choice among them. */
#pragma once

#include <gio/gio.h>

#include "dialer-modem-test.h"
#include "dialer-modem.h"
#include "dialer-reason.h"
#include "dialer-store.h"

#define DIALER_TYPE_MODEM_POOL (dialer_modem_pool_get_type ())
G_DECLARE_FINAL_TYPE (DialerModemPool, dialer_modem_pool, DIALER, MODEM_POOL, GObject)

/** dialer_modem_pool_new: Returns: (transfer full): a pool that keeps its modems in @store */
DialerModemPool *dialer_modem_pool_new (DialerStore *store, DialerInhibitor *inhibitor);

/**
 * dialer_modem_pool_load:
 *
 * At the start: "added" is emitted for each modem that was added by hand; those that were found are hidden
 * until dialer_modem_pool_show().  One that can't be read is left out, loudly.
 */
void dialer_modem_pool_load (DialerModemPool *self);

/**
 * dialer_modem_pool_add_async:
 * @device: a terminal device
 * @settings: an a{ss}: "kind", and settings that a modem may carry
 *
 * Probes the device and adds it, as kind "direct" when it is silent and @settings say nothing else.  Its id
 * is made of maker, model and serial number, or else of model and place, or else of the device's name; if
 * @device is no link it is followed to wherever it is plugged in.  A modem that was found there keeps its id,
 * and gets the settings.
 */
void dialer_modem_pool_add_async (DialerModemPool *self, const char *device, GVariant *settings,
                                  GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_modem_pool_add_finish:
 *
 * Returns: (transfer full) (nullable): the modem, stored on disk, or %NULL with DIALER_ERROR_INVALID_ARGUMENT,
 *   DIALER_ERROR_NOT_FOUND, DIALER_ERROR_EXISTS, DIALER_ERROR_BUSY or DIALER_ERROR_FAILED set
 */
DialerModem *dialer_modem_pool_add_finish (DialerModemPool *self, GAsyncResult *result, GError **error);

/** dialer_modem_pool_remove_async: forgets a modem; DIALER_ERROR_BUSY if a session has it */
void dialer_modem_pool_remove_async (DialerModemPool *self, DialerModem *modem, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean dialer_modem_pool_remove_finish (DialerModemPool *self, GAsyncResult *result, GError **error);

/**
 * dialer_modem_pool_test_async:
 *
 * Tests @modem as dialer_modem_test_async() does; who it says it is goes to disk.
 */
void dialer_modem_pool_test_async (DialerModemPool *self, DialerModem *modem, gboolean off_hook,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/** dialer_modem_pool_test_finish: Returns: (transfer full) (nullable): as dialer_modem_test_finish() */
DialerModemReport *dialer_modem_pool_test_finish (DialerModemPool *self, GAsyncResult *result,
                                                  GError **error);

/** dialer_modem_pool_get_modems: Returns: (transfer none) (element-type DialerModem): all that are shown */
GPtrArray *dialer_modem_pool_get_modems (DialerModemPool *self);

/** dialer_modem_pool_move: a modem has been plugged in again, and is on @device now; writes that to disk */
void dialer_modem_pool_move (DialerModemPool *self, DialerModem *modem, const char *device);

/** dialer_modem_pool_find: Returns: (transfer none) (nullable): the modem of that id, be it hidden */
DialerModem *dialer_modem_pool_find (DialerModemPool *self, const char *id);

/** dialer_modem_pool_find_by_device: Returns: (transfer none) (nullable): the modem that is on @device */
DialerModem *dialer_modem_pool_find_by_device (DialerModemPool *self, const char *device);

/**
 * dialer_modem_pool_show:
 * @modem: one that was found
 *
 * It is there: writes it to disk, and emits "added" unless it is shown already.  When its device goes it hides
 * by itself.
 */
void dialer_modem_pool_show (DialerModemPool *self, DialerModem *modem);

/** dialer_modem_pool_hide: a modem that was found is gone: it is remembered, and "removed" is emitted */
void dialer_modem_pool_hide (DialerModemPool *self, DialerModem *modem);

/** dialer_modem_pool_recall: shows the modems that were found earlier and that @is_there says yes to */
void dialer_modem_pool_recall (DialerModemPool *self, gboolean (*is_there) (DialerModem *modem));

/** dialer_modem_pool_foreach: calls @function for each modem that is shown; it may hide it */
void dialer_modem_pool_foreach (DialerModemPool *self, void (*function) (DialerModem *modem, gpointer user_data),
                                gpointer user_data);

/**
 * DialerModemPool::added:
 * @modem: a #DialerModem
 *
 * DialerModemPool::removed:
 * @modem: a #DialerModem
 */
