/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sd_notify(3) from a timeout. */
#include "dialer-watchdog.h"

#include <systemd/sd-daemon.h>

static gboolean
on_time (gpointer user_data)
{
  sd_notify (0, "WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

guint
dialer_watchdog_start (void)
{
  guint64 interval_us;

  if (sd_watchdog_enabled (0, &interval_us) <= 0)
    return 0;
  /* As urgent as all else, and no less: a daemon whose callers keep it busy does not hang, and its calls go on. */
  return g_timeout_add_full (G_PRIORITY_DEFAULT, MAX (interval_us / 2 / 1000, 1), on_time, NULL, NULL);
}
