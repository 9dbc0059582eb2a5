/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A folder of small text files, each written whole or not at all. */
#pragma once

#include <gio/gio.h>

#define DIALER_TYPE_STORE (dialer_store_get_type ())
G_DECLARE_FINAL_TYPE (DialerStore, dialer_store, DIALER, STORE, GObject)

/**
 * dialer_store_new:
 * @folder: such as /var/lib/dialer/profiles; made (0700) when it is not there
 * @suffix: such as ".profile"
 */
DialerStore *dialer_store_new (const char *folder, const char *suffix);

/**
 * dialer_store_load:
 *
 * For start-up: reads every file, and sweeps what a killed write left behind.
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): id (the file's name without suffix) to text, or
 *   %NULL with an error set.  A file that can't be read is left out with a warning; one file must not cost all.
 */
GHashTable *dialer_store_load (DialerStore *self, GError **error);

/**
 * dialer_store_list:
 *
 * For start-up: also those whose files can't be read.
 *
 * Returns: (transfer full): the ids of all files
 */
GStrv dialer_store_list (DialerStore *self);

/**
 * dialer_store_save_async:
 *
 * Writes @text to @id's file (0600), synced to disk before the callback; writes to one store keep their order.
 */
void dialer_store_save_async (DialerStore *self, const char *id, const char *text, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean dialer_store_save_finish (DialerStore *self, GAsyncResult *result, GError **error);

/** dialer_store_remove_async: removes @id's file; not an error if there is none */
void dialer_store_remove_async (DialerStore *self, const char *id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean dialer_store_remove_finish (DialerStore *self, GAsyncResult *result, GError **error);

/** dialer_store_close: waits until what was asked for is on disk; nothing may be asked for any more */
void dialer_store_close (DialerStore *self);
