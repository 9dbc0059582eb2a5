/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialerd-probe: tries whether a link is of use, for dialerd, of which systemd hands it a connection. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "dialer-prober.h"

/* Returns: (transfer full) (nullable): all that standard input has to say. */
static char *
read_request (void)
{
  g_autofree char *text = g_malloc (DIALER_PROBE_MAX);
  gsize length = 0;
  ssize_t n = 0;

  while (length < DIALER_PROBE_MAX && (n = read (STDIN_FILENO, text + length, DIALER_PROBE_MAX - length)) > 0)
    length += n;
  if (n != 0 || length == DIALER_PROBE_MAX)
    return NULL;
  text[length] = '\0';
  return g_steal_pointer (&text);
}

int
main (void)
{
  g_autofree char *request = read_request ();
  g_autofree char *answer = request ? dialer_prober_serve (request) : NULL;

  if (answer == NULL)
    return EXIT_FAILURE;
  return send (STDIN_FILENO, answer, strlen (answer), MSG_NOSIGNAL) >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
