/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who waits for a modem that is in use: first come, first served. */
#pragma once

#include "dialer-modem-pool.h"

#define DIALER_TYPE_MODEM_QUEUE (dialer_modem_queue_get_type ())
G_DECLARE_FINAL_TYPE (DialerModemQueue, dialer_modem_queue, DIALER, MODEM_QUEUE, GObject)

/** dialer_modem_queue_new: Returns: (transfer full): a queue for the modems of @pool, which has none yet */
DialerModemQueue *dialer_modem_queue_new (DialerModemPool *pool);

/** dialer_modem_queue_find: Returns: (transfer none) (nullable): as dialer_modem_pool_find() */
DialerModem *dialer_modem_queue_find (DialerModemQueue *self, const char *id);

/** dialer_modem_queue_names: Returns: whether @settings name a modem, and it is of @kind */
gboolean dialer_modem_queue_names (DialerModemQueue *self, DialerSettings *settings, DialerModemKind kind);

/**
 * dialer_modem_queue_get_kind:
 * @settings: of a call
 * @dials: whether there is a number to dial
 *
 * Returns: of which kind a modem must be for it
 */
DialerModemKind dialer_modem_queue_get_kind (DialerModemQueue *self, DialerSettings *settings, gboolean dials);

/** dialer_modem_queue_list: Returns: (transfer full): as dialer_modem_list() */
GStrv dialer_modem_queue_list (DialerModemQueue *self, const char *id, DialerModemKind kind);

/** dialer_modem_queue_find_free: Returns: (transfer none) (nullable): as dialer_modem_find_free() */
DialerModem *dialer_modem_queue_find_free (DialerModemQueue *self, const char *id, DialerModemKind kind,
                                           DialerReason *reason);

/**
 * dialer_modem_queue_choose:
 * @goes_on: the caller has just had a modem, and is not done: nobody comes in between
 * @reason: (out): as with dialer_modem_choose()
 *
 * Returns: (transfer full) (nullable): a modem as dialer_modem_choose() finds it, once all who wait have
 *   had their choice
 */
DialerModem *dialer_modem_queue_choose (DialerModemQueue *self, const char *id, DialerModemKind kind,
                                        gboolean goes_on, DialerReason *reason);

/**
 * dialer_modem_queue_get_patience:
 * @patience: seconds, the caller's own
 *
 * Returns: how long to wait for a modem, since none is free: longer while dialer_modem_will_be_cleared()
 */
guint dialer_modem_queue_get_patience (DialerModemQueue *self, const char *id, DialerModemKind kind, guint patience);

/**
 * dialer_modem_queue_wait_async:
 * @patience: seconds
 *
 * Waits for a modem as dialer_modem_choose() would find it.
 */
void dialer_modem_queue_wait_async (DialerModemQueue *self, const char *id, DialerModemKind kind,
                                    guint patience, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * dialer_modem_queue_wait_finish:
 *
 * Returns: (transfer full) (nullable): a modem, reserved for the caller, or %NULL with DIALER_ERROR_BUSY
 *   (none became free in time), DIALER_ERROR_NOT_FOUND (there is none any more) or G_IO_ERROR_CANCELLED set
 */
DialerModem *dialer_modem_queue_wait_finish (DialerModemQueue *self, GAsyncResult *result, GError **error);
