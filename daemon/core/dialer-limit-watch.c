/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One alarm, set to the next moment in which something could have come about. */
#include "dialer-limit-watch.h"

#include "dialer-alarm.h"
#include "dialer-ppp-unit.h"
#include "dialer-traffic.h"

struct _DialerLimitWatch
{
  DialerLimits limits;
  DialerCallRecord *record;
  const DialerLimitWatchFuncs *funcs;
  gpointer user_data;
  gint64 connected;   /* since when the line is paid for, on the alarm's clock */
  gint64 online;      /* since when the call is, 0 while it is not */
  gint64 time_before; /* online, in earlier calls */
  gint64 grace_end;
  gboolean held;
  guint64 bytes_before;
  guint64 bytes;      /* of this call */
  gint64 last_change; /* of these, as far as is known */
  guint warned;       /* bits as in DialerLimitsVerdict */
  DialerAlarm *alarm;
};

/* What passes without PPP is seen by the counters alone. */
static void
read_counters (DialerLimitWatch *self, gint64 now)
{
  guint64 bytes;

  dialer_traffic_update (self->record);
  bytes = self->record->rx_bytes + self->record->tx_bytes;
  if (bytes != self->bytes)
    self->last_change = now;
  self->bytes = bytes;
}

static DialerLimitsSituation
look (DialerLimitWatch *self, GTimeZone *zone)
{
  gint64 now = dialer_alarm_get_time (), idle;
  DialerLimitsSituation situation = { .zone = zone, .speed = self->record->connect_speed };
  gboolean exact = self->limits.idle && self->record->interface
                   && dialer_ppp_unit_read_idle (self->record->interface, &idle);

  read_counters (self, now);
  situation.connecting = self->online == 0;
  situation.connected = now - self->connected;
  situation.call_online = self->online ? now - self->online : 0;
  situation.idle_is_sampled = !exact;
  situation.idle = MIN (exact ? idle : now - self->last_change, situation.call_online);
  if (self->held)
    situation.idle = 0;
  situation.online = self->time_before + situation.call_online;
  situation.call_bytes = self->bytes;
  situation.bytes = self->bytes_before + self->bytes;
  situation.time = g_get_real_time () / G_USEC_PER_SEC;
  situation.grace = MAX (self->grace_end - now, 0);
  return situation;
}

static void
judge (gpointer user_data)
{
  DialerLimitWatch *self = user_data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DialerLimitsSituation situation = look (self, zone);
  DialerLimitsVerdict verdict = dialer_limits_judge (&self->limits, &situation);
  guint news = verdict.near & ~self->warned;

  if (verdict.reason != DIALER_REASON_NONE)
    {
      self->funcs->reached (verdict.reason, self->user_data);
      return;
    }
  self->warned = verdict.near;
  /* Before anybody hears of it, who may end the call. */
  if (verdict.look_again != DIALER_LIMITS_NEVER)
    dialer_alarm_set (self->alarm, verdict.look_again);
  for (guint limit = 0; limit < DIALER_N_LIMITS; limit++)
    if (news & (1u << limit))
      self->funcs->near (limit, verdict.left[limit], self->user_data);
}

DialerLimitWatch *
dialer_limit_watch_new (DialerSettings *settings, const DialerBudgetVerdict *budgets, DialerCallRecord *record,
                        guint64 seconds, guint64 bytes, const DialerLimitWatchFuncs *funcs, gpointer user_data)
{
  DialerLimitWatch *self = g_new0 (DialerLimitWatch, 1);
  gint64 now = dialer_alarm_get_time ();

  dialer_limits_init (&self->limits, settings);
  if (budgets)
    dialer_limits_set_budgets (&self->limits, budgets);
  if (dialer_limits_are_none (&self->limits))
    {
      g_free (self);
      return NULL;
    }
  self->record = dialer_call_record_ref (record);
  self->funcs = funcs;
  self->user_data = user_data;
  self->connected = self->last_change = now;
  self->time_before = (gint64) seconds * G_USEC_PER_SEC;
  self->bytes_before = bytes;
  self->alarm = dialer_alarm_new (judge, self);
  dialer_alarm_set (self->alarm, 0); /* at once, but not before the caller has it */
  return self;
}

void
dialer_limit_watch_free (DialerLimitWatch *self)
{
  dialer_alarm_free (self->alarm);
  dialer_limits_clear (&self->limits);
  dialer_call_record_unref (self->record);
  g_free (self);
}

void
dialer_limit_watch_go_online (DialerLimitWatch *self)
{
  if (self->online)
    return;
  self->online = self->last_change = dialer_alarm_get_time ();
  dialer_alarm_set (self->alarm, 0);
}

void
dialer_limit_watch_lift_budgets (DialerLimitWatch *self)
{
  dialer_limits_lift_budgets (&self->limits);
  self->warned = 0;
  dialer_alarm_set (self->alarm, 0);
}

void
dialer_limit_watch_extend (DialerLimitWatch *self, guint seconds)
{
  self->grace_end = MAX (self->grace_end, dialer_alarm_get_time () + (gint64) seconds * G_USEC_PER_SEC);
  dialer_alarm_set (self->alarm, 0);
}

void
dialer_limit_watch_hold (DialerLimitWatch *self, gboolean held)
{
  if (self->held == held)
    return;
  self->held = held;
  dialer_alarm_set (self->alarm, 0);
}

char *
dialer_limit_watch_find_closed (DialerSettings *settings)
{
  g_autoptr (DialerWindows) windows = dialer_windows_parse (dialer_settings_get (settings, "limit.windows"));
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GDateTime) opens = NULL;

  if (windows == NULL || dialer_windows_contains (windows, now, zone))
    return NULL;
  opens = g_date_time_new_from_unix_local (dialer_windows_get_change (windows, now, zone));
  return g_date_time_format (opens, "from %A, %F %R on");
}
