/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A USB device of ours on Linux's own dummy_hcd, made by configfs of the kernel's gadget functions. */
#pragma once

#include <glib.h>

typedef struct _ExchangeGadget ExchangeGadget;

/**
 * exchange_gadget_new: in place of one that is left of an exchange that was killed
 * @name: tells it from others of ours
 * @options: (element-type utf8 utf8): serial, product, manufacturer, vendor-id and product-id
 * @functions: %NULL-terminated: the kernel's functions, as "acm"
 * @mount: (nullable): where a file system of such a function is mounted
 *
 * Returns: (nullable): one that is not plugged in, or %NULL with an error set
 */
ExchangeGadget *exchange_gadget_new (const char *name, GHashTable *options, const char *const *functions,
                                     const char *mount, GError **error);

/** exchange_gadget_free: it vanishes for good; nothing may be mounted or open of its functions any more */
void exchange_gadget_free (ExchangeGadget *self);

/** exchange_gadget_read: Returns: (transfer full) (nullable): what is in a file of a function's */
char *exchange_gadget_read (ExchangeGadget *self, const char *function, const char *file);

gboolean exchange_gadget_plug (ExchangeGadget *self, GError **error);
void exchange_gadget_unplug (ExchangeGadget *self);
