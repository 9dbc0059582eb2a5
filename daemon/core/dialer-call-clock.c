/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-call-clock.h"

#include "dialer-alarm.h"

struct _DialerCallClock
{
  DialerCallRecord *record;
  DialerCallClockFunc func;
  gpointer user_data;
  gint64 lead;        /* microseconds by which the wall's clock, as the record has it, is ahead of the alarm's */
  DialerAlarm *alarm; /* it is set for never: the clock being set is what it tells */
};

static gint64
get_lead (void)
{
  return g_get_real_time () - dialer_alarm_get_time ();
}

static void
move (gint64 *time, gint64 seconds)
{
  if (*time)
    *time += seconds;
}

gint64
dialer_call_clock_read (DialerCallClock *self)
{
  gint64 seconds = (get_lead () - self->lead) / G_USEC_PER_SEC;

  if (self->record->ended == 0)
    {
      move (&self->record->started, seconds);
      move (&self->record->connected, seconds);
      move (&self->record->online, seconds);
    }
  self->lead += seconds * G_USEC_PER_SEC;
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
on_clock_set (gpointer user_data)
{
  DialerCallClock *self = user_data;

  dialer_call_clock_read (self);
  dialer_alarm_set (self->alarm, G_MAXINT64);
  self->func (self->user_data);
}

DialerCallClock *
dialer_call_clock_new (DialerCallRecord *record, DialerCallClockFunc func, gpointer user_data)
{
  DialerCallClock *self = g_new0 (DialerCallClock, 1);

  self->record = dialer_call_record_ref (record);
  self->func = func;
  self->user_data = user_data;
  self->lead = get_lead ();
  self->alarm = dialer_alarm_new (on_clock_set, self);
  dialer_alarm_set (self->alarm, G_MAXINT64);
  return self;
}

void
dialer_call_clock_free (DialerCallClock *self)
{
  dialer_alarm_free (self->alarm);
  dialer_call_record_unref (self->record);
  g_free (self);
}
