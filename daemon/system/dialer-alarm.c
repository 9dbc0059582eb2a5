/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Two timerfds: one on CLOCK_BOOTTIME, one on CLOCK_REALTIME that is never due but is cancelled when that is set. */
#include "dialer-alarm.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

/* Far, and yet no number that a kernel has ever choked on. */
#define FAR_S G_MAXINT32

struct _DialerAlarm
{
  DialerAlarmFunc func;
  gpointer user_data;
  int timer;
  int clock;
  guint timer_source; /* while it is set */
  guint clock_source;
};

gint64
dialer_alarm_get_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

DialerAlarm *
dialer_alarm_new (DialerAlarmFunc func, gpointer user_data)
{
  DialerAlarm *self = g_new0 (DialerAlarm, 1);

  self->func = func;
  self->user_data = user_data;
  self->timer = timerfd_create (CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  self->clock = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->timer < 0 || self->clock < 0)
    g_error ("timerfd_create: %s", g_strerror (errno)); /* no limit would ever be kept */
  return self;
}

void
dialer_alarm_free (DialerAlarm *self)
{
  dialer_alarm_stop (self);
  close (self->timer);
  close (self->clock);
  g_free (self);
}

void
dialer_alarm_stop (DialerAlarm *self)
{
  g_clear_handle_id (&self->timer_source, g_source_remove);
  g_clear_handle_id (&self->clock_source, g_source_remove);
}

static gboolean
on_due (int fd, GIOCondition condition, gpointer user_data)
{
  DialerAlarm *self = user_data;

  dialer_alarm_stop (self);
  self->func (self->user_data);
  return G_SOURCE_REMOVE;
}

void
dialer_alarm_set (DialerAlarm *self, gint64 after)
{
  gint64 most = (gint64) FAR_S * G_USEC_PER_SEC;
  gint64 due = CLAMP (after, 1, most); /* 0 would switch it off */
  struct itimerspec timer = { .it_value = { due / G_USEC_PER_SEC, due % G_USEC_PER_SEC * 1000 } };
  struct itimerspec never = { .it_value = { .tv_sec = g_get_real_time () / G_USEC_PER_SEC + FAR_S } };

  dialer_alarm_stop (self);
  timerfd_settime (self->timer, 0, &timer, NULL);
  timerfd_settime (self->clock, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL);
  self->timer_source = g_unix_fd_add (self->timer, G_IO_IN, on_due, self);
  self->clock_source = g_unix_fd_add (self->clock, G_IO_IN, on_due, self);
}
