/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialerd-dns: sets name servers where systemd-resolved does not, on a socket that systemd hands it. */
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "dialer-helper.h"
#include "dialer-resolv-conf.h"

#define IDLE_MS 60000
#define PATIENCE_SECONDS 2
#define REQUEST_MAX 8192
#define LEVEL_WARNING "<4>" /* sd-daemon(3) */

static void
serve (int fd)
{
  const DialerResolvConf places = {
    .file = "/etc/resolv.conf",
    .state = g_getenv ("RUNTIME_DIRECTORY"),
    .resolvconf = "/sbin/resolvconf",
  };
  struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
  g_autofree char *request = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  request = dialer_helper_read (fd, REQUEST_MAX);
  if (request == NULL)
    return;
  if (!dialer_resolv_conf_serve (&places, request, &error))
    g_printerr (LEVEL_WARNING "%s\n", error->message);
  answer = g_strdup_printf ("%s\n", error ? error->message : "ok");
  send (fd, answer, strlen (answer), MSG_NOSIGNAL);
}

/* One request at a time, until nobody has asked for some seconds; the next one starts us anew. */
int
main (void)
{
  struct pollfd listening = { .fd = STDIN_FILENO, .events = POLLIN };

  if (g_getenv ("RUNTIME_DIRECTORY") == NULL)
    return EXIT_FAILURE;
  while (poll (&listening, 1, IDLE_MS) > 0)
    {
      int fd = accept4 (listening.fd, NULL, NULL, SOCK_CLOEXEC);

      if (fd < 0)
        return EXIT_FAILURE;
      serve (fd);
      close (fd);
    }
  return EXIT_SUCCESS;
}
