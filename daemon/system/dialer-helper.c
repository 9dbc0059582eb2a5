/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One question a connection; each side closes its direction when it has said all. */
#include "dialer-helper.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <unistd.h>

#define ANSWER_MAX 1024

char *
dialer_helper_read (int fd, gsize max)
{
  g_autofree char *text = g_malloc (max);
  gsize length = 0;
  ssize_t n = 0;

  while (length < max && ((n = read (fd, text + length, max - length)) > 0 || (n < 0 && errno == EINTR)))
    length += n > 0 ? n : 0;
  if (n != 0 || length == max || memchr (text, '\0', length))
    return NULL;
  text[length] = '\0';
  return g_steal_pointer (&text);
}

typedef struct
{
  char *request;
  char answer[ANSWER_MAX];
  GIOStream *connection;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->connection);
  g_free (question->request);
  g_free (question);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  gsize length = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  question->answer[MIN (length, ANSWER_MAX - 1)] = '\0';
  g_task_return_pointer (task, g_strdup (g_strchomp (question->answer)), g_free);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (question->connection));
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error)
      || !g_socket_shutdown (socket, FALSE, TRUE, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_input_stream_read_all_async (g_io_stream_get_input_stream (question->connection), question->answer,
                                 ANSWER_MAX - 1, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_answered,
                                 g_object_ref (task));
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  GSocketConnection *connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  question->connection = G_IO_STREAM (connection);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (question->connection), question->request,
                                   strlen (question->request), G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   on_asked, g_object_ref (task));
}

void
dialer_helper_ask_async (const char *socket, char *request, guint timeout_s, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket);
  Question *question = g_new0 (Question, 1);

  question->request = request;
  g_task_set_task_data (task, question, question_free);
  g_socket_client_set_timeout (client, timeout_s);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), cancellable, on_connected,
                                 g_object_ref (task));
}

char *
dialer_helper_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
