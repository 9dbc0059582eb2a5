/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A USB modem on Linux's own dummy_hcd and FunctionFS: cdc_acm, udev and the rest take it for a real one. */
#pragma once

#include <glib.h>

typedef struct _ExchangeUsb ExchangeUsb;
typedef void (*ExchangeUsbDtr) (gpointer owner, gboolean on);

/**
 * exchange_usb_new:
 * @name: tells it from other modems of ours
 * @options: (element-type utf8 utf8): serial, product, manufacturer, vendor-id and product-id
 * @fd: (out): the modem's side of the data; to be closed by the caller
 *
 * FunctionFS (Linux 6.1) refuses the CDC class's own descriptors, so the ids must be among those for which
 * cdc_acm does without (NO_UNION_NORMAL in its table); the default is 0572:1321, a Conexant CX93010.
 *
 * Returns: (nullable): a modem that is not plugged in, or %NULL with an error set
 */
ExchangeUsb *exchange_usb_new (const char *name, GHashTable *options, ExchangeUsbDtr dtr, gpointer owner,
                               int *fd, GError **error);
void exchange_usb_free (ExchangeUsb *self);

gboolean exchange_usb_plug (ExchangeUsb *self, GError **error);
void exchange_usb_unplug (ExchangeUsb *self);

/** exchange_usb_set_signals: tells the host by a SERIAL_STATE notification (USB CDC PSTN 6.5.4) */
void exchange_usb_set_signals (ExchangeUsb *self, gboolean dcd, gboolean ri);
