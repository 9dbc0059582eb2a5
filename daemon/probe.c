/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialerd-probe: tries whether a link is of use, for dialerd, of which systemd hands it a connection. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dialer-helper.h"
#include "dialer-prober.h"

int
main (void)
{
  g_autofree char *request = dialer_helper_read (STDIN_FILENO, DIALER_PROBE_MAX);
  g_autofree char *answer = request ? dialer_prober_serve (request) : NULL;

  if (answer == NULL)
    return EXIT_FAILURE;
  return send (STDIN_FILENO, answer, strlen (answer), MSG_NOSIGNAL) >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
