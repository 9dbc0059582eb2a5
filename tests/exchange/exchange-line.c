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
};

static void
on_received (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeLine *self = owner;

  if (length)
    self->events->received (self->owner, bytes, length);
  else
    g_clear_pointer (&self->stream, exchange_stream_free);
}

static void
on_dtr (gpointer owner, gboolean on)
{
  ExchangeLine *self = owner;

  self->events->dtr (self->owner, on);
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

static gboolean
open_pty (ExchangeLine *self, GError **error)
{
  int master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);

  if (master < 0 || grantpt (master) < 0 || unlockpt (master) < 0)
    return fail ("a pty", error);
  self->slave = open (ptsname (master), O_RDWR | O_NOCTTY | O_CLOEXEC);
  make_raw (self->slave);
  g_unlink (self->place);
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
  self->stream = exchange_stream_new (dup (g_socket_get_fd (g_socket_connection_get_socket (connection))), on_received,
                                      self);
  return TRUE;
}

static gboolean
open_socket (ExchangeLine *self, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->place);

  g_unlink (self->place);
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

ExchangeLine *
exchange_line_new (const char *type, const char *place, GHashTable *options, const ExchangeLineEvents *events,
                   gpointer owner, GError **error)
{
  ExchangeLine *self = g_new0 (ExchangeLine, 1);
  gboolean ok = FALSE;

  self->type = g_strdup (type);
  self->place = g_strdup (place);
  self->events = events;
  self->owner = owner;
  self->slave = -1;
  if (g_str_equal (type, "pty"))
    ok = open_pty (self, error);
  else if (g_str_equal (type, "device"))
    ok = open_device (self, error);
  else if (g_str_equal (type, "socket"))
    ok = open_socket (self, error);
  else if (g_str_equal (type, "usb"))
    ok = open_usb (self, options, error);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: there are pty, device, socket and usb", type);
  if (ok)
    return self;
  exchange_line_free (self);
  return NULL;
}

static gboolean
has_file (ExchangeLine *self)
{
  return g_str_equal (self->type, "pty") || g_str_equal (self->type, "socket");
}

void
exchange_line_free (ExchangeLine *self)
{
  if (self->service)
    g_socket_service_stop (self->service);
  g_clear_object (&self->service);
  g_clear_pointer (&self->stream, exchange_stream_free);
  g_clear_pointer (&self->usb, exchange_usb_free);
  if (self->slave >= 0)
    close (self->slave);
  if (has_file (self))
    g_unlink (self->place);
  g_free (self->type);
  g_free (self->place);
  g_free (self);
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
    {
      exchange_usb_unplug (self->usb);
      return;
    }
  g_clear_pointer (&self->stream, exchange_stream_free);
  if (self->slave >= 0)
    close (self->slave);
  self->slave = -1;
  if (has_file (self))
    g_unlink (self->place);
}

gboolean
exchange_line_plug (ExchangeLine *self, GError **error)
{
  if (self->usb)
    return exchange_usb_plug (self->usb, error);
  if (self->stream)
    return TRUE;
  return g_str_equal (self->type, "pty") ? open_pty (self, error) : open_device (self, error);
}
