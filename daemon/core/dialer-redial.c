/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Here the policy gets its clock, its dice and its time zone. */
#include "dialer-redial.h"

#include "dialer-alarm.h"
#include "dialer-redial-policy.h"

struct _DialerRedial
{
  DialerHistory *history;
  DialerSettings *settings;
  GStrv numbers;
  DialerRedialProgress progress;
  DialerRedialFunc func;
  gpointer user_data;

  guint number;
  char *modem;
  gint64 due; /* on the alarm's clock */
  gboolean waiting;
  DialerAlarm *alarm;
};

static void
on_alarm (gpointer user_data)
{
  DialerRedial *self = user_data;
  gboolean due = dialer_redial_is_due (self);

  if (due)
    self->waiting = FALSE;
  else
    dialer_redial_wait (self);
  self->func (due, self->user_data);
}

DialerRedial *
dialer_redial_new (DialerHistory *history, DialerSettings *settings, const char *const *numbers, DialerRedialFunc func,
                   gpointer user_data)
{
  DialerRedial *self = g_new0 (DialerRedial, 1);

  self->history = history;
  self->settings = dialer_settings_ref (settings);
  self->numbers = g_strdupv ((GStrv) numbers);
  self->progress.tried = g_new0 (gboolean, g_strv_length (self->numbers) + 1);
  self->func = func;
  self->user_data = user_data;
  self->alarm = dialer_alarm_new (on_alarm, self);
  return self;
}

void
dialer_redial_free (DialerRedial *self)
{
  dialer_alarm_free (self->alarm);
  dialer_settings_unref (self->settings);
  g_strfreev (self->numbers);
  g_free (self->progress.tried);
  g_free (self->modem);
  g_free (self);
}

static DialerRedialCase
get_case (DialerRedial *self, const char *const *modems, GTimeZone *zone)
{
  return (DialerRedialCase){
    .settings = self->settings,
    .numbers = (const char *const *) self->numbers,
    .n_numbers = MAX (g_strv_length (self->numbers), 1),
    .modems = modems,
    .history = dialer_history_get_attempts (self->history),
    .now = g_get_real_time (),
    .zone = zone,
    .dice = g_random_int (),
  };
}

static void
take (DialerRedial *self, const DialerRedialCase *what, const DialerRedialStep *step)
{
  self->number = step->number;
  g_free (self->modem);
  self->modem = g_strdup (step->modem);
  self->due = dialer_alarm_get_time () + step->at - what->now;
}

void
dialer_redial_begin (DialerRedial *self, const char *const *modems)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DialerRedialCase what = get_case (self, modems, zone);
  DialerRedialStep step = dialer_redial_policy_begin (&what, &self->progress);

  take (self, &what, &step);
}

gboolean
dialer_redial_go_on (DialerRedial *self, const DialerAttempt *last, const char *const *modems, DialerReason *refusal)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DialerRedialCase what = get_case (self, modems, zone);
  DialerRedialStep step = dialer_redial_policy_go_on (&what, &self->progress, last);

  *refusal = step.refusal;
  if (step.dials)
    take (self, &what, &step);
  return step.dials;
}

guint
dialer_redial_get_number (DialerRedial *self)
{
  return self->number;
}

const char *
dialer_redial_get_modem (DialerRedial *self)
{
  return self->modem;
}

gboolean
dialer_redial_is_due (DialerRedial *self)
{
  return self->due <= dialer_alarm_get_time ();
}

void
dialer_redial_wait (DialerRedial *self)
{
  self->waiting = TRUE;
  dialer_alarm_set (self->alarm, self->due - dialer_alarm_get_time ());
}

void
dialer_redial_stop (DialerRedial *self)
{
  self->waiting = FALSE;
  dialer_alarm_stop (self->alarm);
}

gint64
dialer_redial_get_time (DialerRedial *self)
{
  gint64 left = self->due - dialer_alarm_get_time ();

  return self->waiting ? (g_get_real_time () + left + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC : 0;
}

gint64
dialer_redial_get_rest (DialerHistory *history, DialerSettings *settings, const DialerCallRecord *record,
                        DialerReason reason)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *numbers[] = { record->number, NULL }, *modems[] = { record->modem, NULL };
  gint64 now = g_get_real_time (), end;
  DialerRedialCase what = {
    .settings = settings,
    .numbers = numbers,
    .n_numbers = 1,
    .modems = modems,
    .history = dialer_history_get_attempts (history),
    .now = now,
    .zone = zone,
    .dice = g_random_int (),
  };
  DialerAttempt last = { .number = record->number, .modem = record->modem, .ended = now, .reason = reason };

  end = dialer_redial_policy_get_rest (&what, &last);
  return end == G_MAXINT64 ? end : MAX (end - now, 0);
}
