/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialerd-port-user: answers dialerd's questions about other processes, on a socket that systemd hands it. */
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "dialer-port-user.h"

#define IDLE_MS 10000
#define PATIENCE_SECONDS 2

static void
serve (int fd)
{
  struct timeval patience = { .tv_sec = PATIENCE_SECONDS };

  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  dialer_port_user_serve (fd);
  close (fd);
}

/* Until nobody has asked for some seconds; the next one starts us anew. */
int
main (void)
{
  struct pollfd listening = { .fd = STDIN_FILENO, .events = POLLIN };

  while (poll (&listening, 1, IDLE_MS) > 0)
    {
      int fd = accept4 (listening.fd, NULL, NULL, SOCK_CLOEXEC);

      if (fd < 0)
        return EXIT_FAILURE;
      serve (fd);
    }
  return EXIT_SUCCESS;
}
