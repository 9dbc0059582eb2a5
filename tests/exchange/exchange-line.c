/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Ptys, devices, sockets and USB modems behind one face. */
#include "exchange-line.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "exchange-stream.h"
#include "exchange-usb-net.h"
#include "exchange-usb.h"

struct _ExchangeLine
{
  char *type;
  char *place;
  const ExchangeLineEvents *events;
  gpointer owner;
  ExchangeStream *stream;
  int slave;               /* of a pty: held open, so that the computer's close is no error here */
  GSocketService *service; /* of a socket */
  ExchangeUsb *usb;
  ExchangeUsbNet *usb_net; /* instead of @usb */
};

static void
on_dtr (gpointer owner, gboolean on)
{
  ExchangeLine *self = owner;

  self->events->dtr (self->owner, on);
}

static void
on_received (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeLine *self = owner;

  if (length)
    {
      self->events->received (self->owner, bytes, length);
      return;
    }
  g_clear_pointer (&self->stream, exchange_stream_free);
  if (self->service)
    on_dtr (self, FALSE);
}

static void
make_raw (int fd)
{
  struct termios raw;

  if (tcgetattr (fd, &raw) < 0)
    return;
  cfmakeraw (&raw);
  tcsetattr (fd, TCSANOW, &raw);
}

static gboolean
fail (const char *place, GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", place, g_strerror (code));
  return FALSE;
}

/* One that a killed exchange has left is in the way; anything but a link or a socket is not ours. */
static void
remove_place (ExchangeLine *self)
{
  GStatBuf status;

  if (g_lstat (self->place, &status) == 0 && (S_ISLNK (status.st_mode) || S_ISSOCK (status.st_mode)))
    g_unlink (self->place);
}

static gboolean
open_pty (ExchangeLine *self, GError **error)
{
  int master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);

  if (master < 0 || grantpt (master) < 0 || unlockpt (master) < 0)
    return fail ("a pty", error);
  self->slave = open (ptsname (master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  make_raw (self->slave);
  remove_place (self);
  if (self->slave < 0 || symlink (ptsname (master), self->place) < 0)
    {
      close (master);
      return fail (self->place, error);
    }
  self->stream = exchange_stream_new (master, on_received, self);
  return TRUE;
}

static gboolean
open_device (ExchangeLine *self, GError **error)
{
  int fd = open (self->place, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return fail (self->place, error);
  make_raw (fd);
  self->stream = exchange_stream_new (fd, on_received, self);
  return TRUE;
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  ExchangeLine *self = user_data;

  g_clear_pointer (&self->stream, exchange_stream_free);
  self->stream = exchange_stream_new (dup (g_socket_get_fd (g_socket_connection_get_socket (connection))),
                                      on_received, self);
  on_dtr (self, TRUE); /* as a server of serial lines does: DTR is whether it has a client */
  return TRUE;
}

static gboolean
open_socket (ExchangeLine *self, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->place);

  remove_place (self);
  self->service = g_socket_service_new ();
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    return FALSE;
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  return TRUE;
}

static gboolean
open_usb (ExchangeLine *self, GHashTable *options, GError **error)
{
  int fd;

  self->usb = exchange_usb_new (self->place, options, on_dtr, self, &fd, error);
  if (self->usb == NULL)
    return FALSE;
  self->stream = exchange_stream_new (fd, on_received, self);
  return exchange_usb_plug (self->usb, error);
}

static gboolean
plug_usb_net (ExchangeLine *self, GError **error)
{
  int fd;

  if (self->stream)
    return TRUE;
  if (!exchange_usb_net_plug (self->usb_net, &fd, error))
    return FALSE;
  make_raw (fd);
  self->stream = exchange_stream_new (fd, on_received, self);
  return TRUE;
}

static gboolean
open_usb_net (ExchangeLine *self, GHashTable *options, GError **error)
{
  self->usb_net = exchange_usb_net_new (self->place, options, error);
  return self->usb_net && plug_usb_net (self, error);
}

static gboolean
open_line (ExchangeLine *self, GHashTable *options, GError **error)
{
  const char *bearer = options ? g_hash_table_lookup (options, "bearer") : NULL;
  gboolean has_interface = bearer && !g_str_equal (bearer, "ppp");

  if (has_interface && g_str_equal (self->type, "usb"))
    return open_usb_net (self, options, error);
  if (g_str_equal (self->type, "pty"))
    return open_pty (self, error);
  if (g_str_equal (self->type, "device"))
    return open_device (self, error);
  if (g_str_equal (self->type, "socket"))
    return open_socket (self, error);
  if (g_str_equal (self->type, "usb"))
    return open_usb (self, options, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: there are pty, device, socket and usb",
               self->type);
  return FALSE;
}

static void
close_line (ExchangeLine *self)
{
  if (self->service)
    g_socket_service_stop (self->service);
  g_clear_object (&self->service);
  g_clear_pointer (&self->stream, exchange_stream_free);
  if (self->slave >= 0)
    close (self->slave);
  self->slave = -1;
  if (g_str_equal (self->type, "pty") || g_str_equal (self->type, "socket"))
    remove_place (self);
}

ExchangeLine *
exchange_line_new (const char *type, const char *place, GHashTable *options, const ExchangeLineEvents *events,
                   gpointer owner, GError **error)
{
  ExchangeLine *self = g_new0 (ExchangeLine, 1);

  self->type = g_strdup (type);
  self->place = g_strdup (place);
  self->events = events;
  self->owner = owner;
  self->slave = -1;
  if (open_line (self, options, error))
    return self;
  exchange_line_free (self);
  return NULL;
}

void
exchange_line_free (ExchangeLine *self)
{
  close_line (self);
  g_clear_pointer (&self->usb, exchange_usb_free);
  g_clear_pointer (&self->usb_net, exchange_usb_net_free);
  g_free (self->type);
  g_free (self->place);
  g_free (self);
}

const char *
exchange_line_get_interface (ExchangeLine *self)
{
  return self->usb_net ? exchange_usb_net_get_interface (self->usb_net) : NULL;
}

void
exchange_line_write (ExchangeLine *self, const void *bytes, gsize length)
{
  if (self->stream)
    exchange_stream_write (self->stream, bytes, length);
}

void
exchange_line_set_signals (ExchangeLine *self, gboolean dcd, gboolean ri)
{
  if (self->usb)
    exchange_usb_set_signals (self->usb, dcd, ri);
}

void
exchange_line_unplug (ExchangeLine *self)
{
  if (self->usb)
    exchange_usb_unplug (self->usb);
  else
    close_line (self);
  if (self->usb_net)
    exchange_usb_net_unplug (self->usb_net);
}

gboolean
exchange_line_plug (ExchangeLine *self, GError **error)
{
  if (self->usb)
    return exchange_usb_plug (self->usb, error);
  if (self->usb_net)
    return plug_usb_net (self, error);
  if (self->stream || self->service)
    return TRUE;
  return open_line (self, NULL, error);
}
