/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Another program that has our terminal while it runs. */
#include "dialctl-child.h"

#include <signal.h>
#include <sys/prctl.h>

static void
on_child_starts (gpointer unused)
{
  signal (SIGINT, SIG_DFL);
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

gboolean
dialctl_child_run (char **argv, int *wait_status, GError **error)
{
  GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN;
  void (*on_interrupt) (int) = signal (SIGINT, SIG_IGN);
  gboolean started;

  started = g_spawn_sync (NULL, argv, NULL, flags, on_child_starts, NULL, NULL, NULL, wait_status, error);
  signal (SIGINT, on_interrupt);
  return started;
}
