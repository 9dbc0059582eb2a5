/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Probes, for which dialerd-probe may do what dialerd may not: speak IP. */
#pragma once

#include <gio/gio.h>

#include "dialer-probe.h"

#define DIALER_PROBER_SOCKET "/run/dialer-probe.socket"

/** dialer_prober_ask_async: has the helper at @socket try @probe, which is not needed any more then */
void dialer_prober_ask_async (const char *socket, const DialerProbe *probe, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/**
 * dialer_prober_ask_finish:
 *
 * Returns: whether there was an answer; %FALSE with an error set, which is DIALER_REASON_PROBE_FAILED if there was
 *   none, and another if nothing could be tried
 */
gboolean dialer_prober_ask_finish (GAsyncResult *result, GError **error);

/**
 * dialer_prober_serve:
 * @request: of dialer_prober_ask_async()
 *
 * The helper's side.  Blocks as dialer_prober_try() does.
 *
 * Returns: (transfer full): the answer
 */
char *dialer_prober_serve (const char *request);
