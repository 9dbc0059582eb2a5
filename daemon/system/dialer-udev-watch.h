/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Hears from udev that serial ports have come, gone or changed. */
#pragma once

#include <gio/gio.h>

#define DIALER_TYPE_UDEV_WATCH (dialer_udev_watch_get_type ())
G_DECLARE_FINAL_TYPE (DialerUdevWatch, dialer_udev_watch, DIALER, UDEV_WATCH, GObject)

/** dialer_udev_watch_new: Returns: (transfer full): a watch; where there is no udev it hears nothing */
DialerUdevWatch *dialer_udev_watch_new (void);

/**
 * DialerUdevWatch::changed:
 *
 * udev has come to an end with one or several ports: look at all of them again.
 */
