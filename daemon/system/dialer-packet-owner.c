/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* In a thread, for the tables may be long, and the helper may have to be started. */
#include "dialer-packet-owner.h"

#include "dialer-port-user.h"
#include "dialer-socket-table.h"

static guint64
find_socket (const DialerPacket *packet)
{
  const char *name;
  guint64 inode = 0;

  for (guint i = 0; inode == 0 && (name = dialer_socket_table_get_name (packet, i)); i++)
    {
      g_autofree char *path = g_build_filename ("/proc/net", name, NULL);
      g_autofree char *text = NULL;

      if (g_file_get_contents (path, &text, NULL, NULL))
        inode = dialer_socket_table_find (text, packet);
    }
  return inode;
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  guint64 inode = find_socket (data);
  g_autofree char *question = g_strdup_printf ("socket:[%" G_GUINT64_FORMAT "]", inode);
  char *owner = NULL;

  if (inode)
    dialer_port_user_ask (DIALER_PORT_USER_SOCKET, question, &owner, NULL);
  g_task_return_pointer (task, owner, g_free);
}

void
dialer_packet_owner_find_async (const DialerPacket *packet, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_memdup2 (packet, sizeof *packet), g_free);
  g_task_run_in_thread (task, find_in_thread);
}

char *
dialer_packet_owner_find_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
