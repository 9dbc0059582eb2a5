/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An event a connection; the other side acts when we have closed it. */
#include "dialer-hooks.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GIOStream) connection = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_warning ("hooks: %s", error->message);
  g_io_stream_close (connection, NULL, NULL); /* a local socket: nothing to wait for */
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *event = user_data;
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  GOutputStream *stream;

  if (connection == NULL)
    {
      g_warning ("no hooks are run, dialerd-hooks.socket is not there: %s", error->message);
      return;
    }
  stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_object_set_data_full (G_OBJECT (connection), "event", event, g_free);
  g_output_stream_write_all_async (stream, event, strlen (event), G_PRIORITY_DEFAULT, NULL, on_written, connection);
  g_steal_pointer (&event);
}

void
dialer_hooks_tell (const char *socket, const char *event)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket);

  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), NULL, on_connected, g_strdup (event));
}
