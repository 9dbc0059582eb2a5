/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A timer whose signal goes to this thread only; the kernel's wait in close() ends with any signal. */
#include "dialer-port-close.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

#define PATIENCE_NS (100 * 1000 * 1000)

static void
do_nothing (int signal)
{
}

/* Again and again: the first may come before the wait has begun. */
static bool
start_timer (timer_t *timer)
{
  struct sigaction action = { .sa_handler = do_nothing };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGALRM };
  struct itimerspec times = { .it_value.tv_nsec = PATIENCE_NS, .it_interval.tv_nsec = PATIENCE_NS };

  event.sigev_notify_thread_id = gettid ();
  if (sigaction (SIGALRM, &action, NULL) < 0 || timer_create (CLOCK_MONOTONIC, &event, timer) < 0)
    return false;
  if (timer_settime (*timer, 0, &times, NULL) == 0)
    return true;
  timer_delete (*timer);
  return false;
}

void
dialer_port_close (int fd)
{
  int unsent = 0;
  timer_t timer;
  bool bounded = ioctl (fd, TIOCOUTQ, &unsent) == 0 && unsent > 0 && start_timer (&timer);

  close (fd);
  if (bounded)
    timer_delete (timer);
}
