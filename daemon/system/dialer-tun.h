/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A network interface whose packets come to us; it goes with us, however we end. */
#pragma once

#include <glib.h>

typedef struct _DialerTun DialerTun;

/** DialerTunFunc: a packet was sent over the interface; it begins with its IP header, and may be anything */
typedef void (*DialerTunFunc) (const guint8 *bytes, gsize length, gpointer user_data);

/**
 * dialer_tun_new:
 * @pattern: its name, with %d for a number that is free
 * @func: called from the main loop
 *
 * Returns: (transfer full) (nullable): an interface that is down, or %NULL with DIALER_ERROR_FAILED set
 */
DialerTun *dialer_tun_new (const char *pattern, DialerTunFunc func, gpointer user_data, GError **error);
void dialer_tun_free (DialerTun *self);

/** dialer_tun_get_name: Returns: (transfer none): such as "dial-demand0" */
const char *dialer_tun_get_name (DialerTun *self);
