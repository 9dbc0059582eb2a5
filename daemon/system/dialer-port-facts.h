/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a serial port is, as udev and the kernel tell it; the port is not opened. */
#pragma once

#include <glib.h>

/**
 * DialerPortFacts:
 * @device: such as "/dev/ttyUSB0"
 * @driver: of the kernel, such as "ftdi_sio", or ""
 * @product: for people, such as "FTDI USB-Serial Cable", or ""
 * @place: where it is plugged in, as udev's ID_PATH, or ""
 * @objection: why it is no modem, as udev's rules or database say; %NULL when they say nothing
 * @is_named: the hardware database, or a rule, names it a modem (DIALER_MODEM=1)
 * @is_usb: it is on USB, by itself or behind a converter chip, where much is that is no modem
 * @has_hardware: there is a port behind the name; PCs have names for more than they have
 *
 * A value that does not change.
 */
typedef struct
{
  char *device;
  char *driver;
  char *product;
  char *place;
  char *objection;
  gboolean is_named;
  gboolean is_usb;
  gboolean has_hardware;
} DialerPortFacts;

/** dialer_port_facts_read: Returns: (transfer full): what is known of @device, which may be nothing */
DialerPortFacts *dialer_port_facts_read (const char *device);
void dialer_port_facts_free (DialerPortFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DialerPortFacts, dialer_port_facts_free)
