/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One line there, words parted by the ASCII unit separator; back a digit, the status, and text to the end. */
#include "exchange-control.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

#define SEPARATOR "\x1f"

struct _ExchangeControl
{
  ExchangeBoard *board;
  GSocketService *service;
  char *path;
};

static void
on_answered (gpointer owner, guint status, const char *text)
{
  GSocketConnection *connection = owner;
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autofree char *reply = g_strdup_printf ("%u%s", status, text);

  /* A socket's buffer takes it whole; if the client has gone, nobody misses it. */
  g_output_stream_write_all (out, reply, strlen (reply), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_object_unref (connection);
}

static void
on_line_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GSocketConnection *connection = user_data;
  ExchangeControl *self = g_object_get_data (G_OBJECT (connection), "control");
  GDataInputStream *in = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish (in, result, NULL, NULL);
  g_auto (GStrv) words = g_strsplit (line ? line : "", SEPARATOR, -1);

  exchange_board_run (self->board, (const char *const *) words, on_answered, connection);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  g_autoptr (GDataInputStream) in
    = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));

  g_object_set_data (G_OBJECT (connection), "control", user_data);
  g_data_input_stream_read_line_async (in, G_PRIORITY_DEFAULT, NULL, on_line_read, g_object_ref (connection));
  return TRUE;
}

ExchangeControl *
exchange_control_new (ExchangeBoard *board, const char *path, GError **error)
{
  ExchangeControl *self = g_new0 (ExchangeControl, 1);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);

  self->board = board;
  self->path = g_strdup (path);
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  if (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                     G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    return self;
  exchange_control_free (self);
  return NULL;
}

void
exchange_control_free (ExchangeControl *self)
{
  g_socket_service_stop (self->service);
  g_object_unref (self->service);
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}

static char *
read_all (GInputStream *in, GError **error)
{
  g_autoptr (GOutputStream) text = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (text, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (text)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (text)));
}

static char *
exchange_words (const char *path, const char *line, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketConnection) connection
    = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, error);
  GOutputStream *out;

  if (connection == NULL)
    return NULL;
  out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  if (!g_output_stream_write_all (out, line, strlen (line), NULL, NULL, error))
    return NULL;
  return read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), error);
}

int
exchange_control_ask (const char *path, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *joined = g_strjoinv (SEPARATOR, (char **) words);
  g_autofree char *line = g_strconcat (joined, "\n", NULL);
  g_autofree char *reply = exchange_words (path, line, &error);

  if (reply == NULL || !g_ascii_isdigit (*reply))
    {
      g_printerr ("dialer-exchange: %s\n", error ? error->message : "the exchange ended without an answer");
      return EXCHANGE_STATUS_FAILED;
    }
  if (*reply == '0')
    g_print ("%s", reply + 1);
  else
    g_printerr ("dialer-exchange: %s", reply + 1);
  return *reply - '0';
}
