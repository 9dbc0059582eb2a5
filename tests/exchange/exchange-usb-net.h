/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A USB modem with a serial port for its commands and a network interface for its data. */
#pragma once

#include <glib.h>

typedef struct _ExchangeUsbNet ExchangeUsbNet;

/**
 * exchange_usb_net_new: as exchange_usb_new()
 *
 * It is made of the kernel's functions CDC ACM and CDC ECM, which have all their descriptors, so that it may
 * have any ids; but the serial port shows no DTR, and no other DCD than on.
 */
ExchangeUsbNet *exchange_usb_net_new (const char *name, GHashTable *options, GError **error);
void exchange_usb_net_free (ExchangeUsbNet *self);

/** exchange_usb_net_plug: @fd: (out): the modem's side of the serial port; to be closed by the caller */
gboolean exchange_usb_net_plug (ExchangeUsbNet *self, int *fd, GError **error);

/** exchange_usb_net_unplug: the descriptor that exchange_usb_net_plug() gave is useless then */
void exchange_usb_net_unplug (ExchangeUsbNet *self);

/** exchange_usb_net_get_interface: Returns: (nullable): the modem's side of the interface, once plugged in */
const char *exchange_usb_net_get_interface (ExchangeUsbNet *self);
