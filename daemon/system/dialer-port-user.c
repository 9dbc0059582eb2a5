/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One question a connection; each side closes its direction when it has said all. */
#include "dialer-port-user.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "dialer-helper.h"
#include "dialer-port-check.h"

#define TEXT_MAX 4096
#define NAME_SECONDS 2
#define LOOK_SECONDS 20 /* it may take long to start the helper */

static gboolean
fail (GError **error, int code)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "dialerd-port-user: %s", g_strerror (code));
  return FALSE;
}

static gboolean
write_text (int fd, const char *text)
{
  gsize length = strlen (text);

  return send (fd, text, length, MSG_NOSIGNAL) == (ssize_t) length && shutdown (fd, SHUT_WR) == 0;
}

static int
connect_to (const char *path, int seconds)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  struct timeval patience = { .tv_sec = seconds };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int saved;

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  if (fd < 0
      || (setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0
          && setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) == 0
          && connect (fd, (struct sockaddr *) &address, sizeof address) == 0))
    return fd;
  saved = errno;
  close (fd);
  errno = saved;
  return -1;
}

static gboolean
is_number (const char *text)
{
  return *text && strspn (text, "0123456789") == strlen (text) && strlen (text) < 10;
}

gboolean
dialer_port_user_ask (const char *path, const char *question, char **answer, GError **error)
{
  int fd = connect_to (path, is_number (question) ? NAME_SECONDS : LOOK_SECONDS);
  g_autofree char *text = NULL;

  *answer = NULL;
  if (fd < 0)
    return fail (error, errno);
  text = write_text (fd, question) ? dialer_helper_read (fd, TEXT_MAX) : NULL;
  close (fd);
  /* A helper that died has said nothing: an answer ends with a newline, even that nobody has it. */
  if (text == NULL || !g_str_has_suffix (text, "\n") || !g_utf8_validate (text, -1, NULL))
    return fail (error, EPROTO);
  text[strlen (text) - 1] = '\0';
  if (*text)
    *answer = g_steal_pointer (&text);
  return TRUE;
}

static int
get_asker (int fd)
{
  struct ucred asker = { 0 };
  socklen_t length = sizeof asker;

  return getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &asker, &length) == 0 ? asker.pid : 0;
}

gboolean
dialer_port_user_serve (int fd)
{
  g_autofree char *question = dialer_helper_read (fd, TEXT_MAX);
  g_autofree char *answer = NULL;
  g_autofree char *line = NULL;

  if (question == NULL)
    return FALSE;
  if (*question == '/')
    answer = dialer_port_look_for_user (question, get_asker (fd));
  else if (dialer_port_is_socket (question))
    answer = dialer_port_look_for_socket (question);
  else if (is_number (question))
    answer = dialer_port_name_process (atoi (question));
  else
    return FALSE;
  line = g_strconcat (answer ? answer : "", "\n", NULL);
  return write_text (fd, line);
}
