/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What udev knows of a serial port. */
#pragma once

#include <glib.h>

/** dialer_udev_list_ports: Returns: (transfer full) (element-type utf8): all terminals of real hardware */
GPtrArray *dialer_udev_list_ports (void);

/**
 * dialer_udev_get_serial_id:
 * @device: a terminal device; links are followed
 *
 * Returns: (transfer full) (nullable): a word of maker, model and serial number, such as
 *   "Zoom_V92_Modem_00A1", with "-if02" or "-port1" for a further port of the device, the same wherever it is
 *   plugged in; %NULL when it has no serial number of its own
 */
char *dialer_udev_get_serial_id (const char *device);

/**
 * dialer_udev_get_path_id:
 *
 * Returns: (transfer full) (nullable): a word of model and the place that it is plugged into, such as
 *   "V92_Modem-pci-0000_00_14_0-usb-0_2_1_0"; %NULL when it is not plugged in
 */
char *dialer_udev_get_path_id (const char *device);

/**
 * dialer_udev_get_physical_device:
 *
 * Returns: (transfer full) (nullable): what ModemManager calls the device that the port is part of: the sysfs
 *   path of, for one, the USB device, unless a udev rule says otherwise; %NULL when it is part of none
 */
char *dialer_udev_get_physical_device (const char *device);

/** dialer_udev_is_pending: Returns: whether it has just been plugged in, and udev is still looking at it */
gboolean dialer_udev_is_pending (const char *device);

/** dialer_udev_is_candidate: Returns: whether a ModemManager may take the port into consideration */
gboolean dialer_udev_is_candidate (const char *device);

/** dialer_udev_retrigger: has udev apply its rules to the port again; does not wait for that */
void dialer_udev_retrigger (const char *device);
