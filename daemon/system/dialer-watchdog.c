/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sd_notify(3) from a timeout. */
#include "dialer-watchdog.h"

#include <systemd/sd-daemon.h>

#define IDLE_US (10 * G_TIME_SPAN_MINUTE)

struct _DialerWatchdog
{
  guint64 urgent_us; /* 0 if systemd does not watch us */
  guint64 interval_us;
  guint timer;
};

static gboolean
on_time (gpointer user_data)
{
  sd_notify (0, "WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

static void
set_interval (DialerWatchdog *self, guint64 interval_us)
{
  self->interval_us = interval_us;
  sd_notifyf (0, "WATCHDOG=1\nWATCHDOG_USEC=%" G_GUINT64_FORMAT, interval_us);
  g_clear_handle_id (&self->timer, g_source_remove);
  /* As urgent as all else, and no less: a daemon whose callers keep it busy does not hang, and its calls go on. */
  self->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, MAX (interval_us / 2 / 1000, 1), on_time, NULL, NULL);
}

DialerWatchdog *
dialer_watchdog_new (void)
{
  DialerWatchdog *self = g_new0 (DialerWatchdog, 1);

  if (sd_watchdog_enabled (0, &self->urgent_us) <= 0)
    self->urgent_us = 0;
  dialer_watchdog_set_urgent (self, TRUE);
  return self;
}

void
dialer_watchdog_free (DialerWatchdog *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_free (self);
}

void
dialer_watchdog_set_urgent (DialerWatchdog *self, gboolean urgent)
{
  guint64 interval_us = urgent ? self->urgent_us : MAX (self->urgent_us, IDLE_US);

  if (self->urgent_us && interval_us != self->interval_us)
    set_interval (self, interval_us);
}
