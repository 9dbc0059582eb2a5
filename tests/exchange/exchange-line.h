/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The serial line between a modem of ours and the computer under test. */
#pragma once

#include <glib.h>

typedef struct _ExchangeLine ExchangeLine;

typedef struct
{
  void (*received) (gpointer owner, const guint8 *bytes, gsize length);
  void (*dtr) (gpointer owner, gboolean on); /* only lines that have it */
} ExchangeLineEvents;

/**
 * exchange_line_new:
 * @type: "pty" (@place: where a link to it is made), "device" (a character device), "socket" (a unix socket
 *   to listen on) or "usb" (@place: a name; needs root, configfs and dummy_hcd)
 * @options: (element-type utf8 utf8): of a USB modem those of exchange_usb_new(), and bearer:
 *   other than "ppp" it has a network interface too
 *
 * Returns: (nullable): the line, or %NULL with an error set
 */
ExchangeLine *exchange_line_new (const char *type, const char *place, GHashTable *options,
                                 const ExchangeLineEvents *events, gpointer owner, GError **error);
void exchange_line_free (ExchangeLine *self);

/** exchange_line_get_interface: Returns: (nullable): the modem's side of its network interface */
const char *exchange_line_get_interface (ExchangeLine *self);

void exchange_line_write (ExchangeLine *self, const void *bytes, gsize length);

/** exchange_line_set_signals: DCD and RI (ITU-T V.24 circuits 109 and 125), where the line has them */
void exchange_line_set_signals (ExchangeLine *self, gboolean dcd, gboolean ri);

/** exchange_line_unplug: the device vanishes from the computer; exchange_line_plug() brings it back */
void exchange_line_unplug (ExchangeLine *self);
gboolean exchange_line_plug (ExchangeLine *self, GError **error);
