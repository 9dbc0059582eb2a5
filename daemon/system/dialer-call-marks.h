/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which calls run, for the daemon after one that could not end them. */
#pragma once

#include <gio/gio.h>

#include "dialer-call-mark.h"

/**
 * DialerCallMarks:
 *
 * A file for each modem with a call on it.  On disk, not in /run: after a power cut of the machine a modem with a
 * supply of its own may still be off-hook.
 */
typedef struct _DialerCallMarks DialerCallMarks;

/** dialer_call_marks_new: Returns: (transfer full): marks in @folder, in which there may be some already */
DialerCallMarks *dialer_call_marks_new (const char *folder);

/** dialer_call_marks_free: leaves the marks; waits until what was asked for is on disk */
void dialer_call_marks_free (DialerCallMarks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerCallMarks, dialer_call_marks_free)

/**
 * dialer_call_marks_load:
 *
 * For start-up, before anything is put.
 *
 * Returns: (transfer full) (element-type DialerCallMark): all there are; of one that can't be read only the modem is
 *   known, and that it may be off-hook
 */
GPtrArray *dialer_call_marks_load (DialerCallMarks *self);

/**
 * dialer_call_marks_put_async:
 * @callback: (nullable): when the mark is on disk, in place of the last one of that modem; or can't be put there,
 *   which the log says: no call fails for that
 */
void dialer_call_marks_put_async (DialerCallMarks *self, const DialerCallMark *mark, GAsyncReadyCallback callback,
                                  gpointer user_data);

/** dialer_call_marks_remove: the line of @modem is proven down */
void dialer_call_marks_remove (DialerCallMarks *self, const char *modem);
