/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The kernel does it all; what is to be found out is the names that it gave. */
#include "exchange-usb-net.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <unistd.h>

#include "exchange-gadget.h"

struct _ExchangeUsbNet
{
  ExchangeGadget *gadget;
  char *interface;
};

ExchangeUsbNet *
exchange_usb_net_new (const char *name, GHashTable *options, GError **error)
{
  /* The interface first: ModemManager does not wait long for it once it has a port that answers. */
  static const char *const functions[] = { "ecm", "acm", NULL };
  ExchangeGadget *gadget = exchange_gadget_new (name, options, functions, NULL, error);
  ExchangeUsbNet *self;

  if (gadget == NULL)
    return NULL;
  self = g_new0 (ExchangeUsbNet, 1);
  self->gadget = gadget;
  return self;
}

void
exchange_usb_net_free (ExchangeUsbNet *self)
{
  exchange_gadget_free (self->gadget);
  g_free (self->interface);
  g_free (self);
}

static int
open_port (ExchangeUsbNet *self)
{
  g_autofree char *number = exchange_gadget_read (self->gadget, "acm", "port_num");
  g_autofree char *path = g_strconcat ("/dev/ttyGS", number, NULL);

  return open (path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}

gboolean
exchange_usb_net_plug (ExchangeUsbNet *self, int *fd, GError **error)
{
  if (!exchange_gadget_plug (self->gadget, error))
    return FALSE;
  if (self->interface == NULL) /* it stays the same, and is not to be read from another network namespace */
    self->interface = exchange_gadget_read (self->gadget, "ecm", "ifname");
  *fd = open_port (self);
  if (*fd >= 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "the port of a USB modem: %s",
               g_strerror (errno));
  return FALSE;
}

void
exchange_usb_net_unplug (ExchangeUsbNet *self)
{
  exchange_gadget_unplug (self->gadget);
}

const char *
exchange_usb_net_get_interface (ExchangeUsbNet *self)
{
  return self->interface;
}
