/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The price is worked out anew each time; the alarm only tells that it is worth it. */
#include "dialer-cost-meter.h"

#include "dialer-alarm.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
/* Who watches a call by the second asks. */
#define SHORTEST_S 10

struct _DialerCostMeter
{
  DialerTariff *tariff;
  DialerCallRecord *record;
  DialerCostMeterFunc func;
  gpointer user_data;
  gint64 begun; /* on the alarm's clock */
  DialerAlarm *alarm;
};

/* A begun second is one. */
static gint64
get_seconds (DialerCostMeter *self)
{
  return (dialer_alarm_get_time () - self->begun + SECOND - 1) / SECOND;
}

static void
arm (DialerCostMeter *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 paid = dialer_tariff_get_seconds (self->tariff, self->record->connected, self->record->cost, zone);

  if (paid != DIALER_TARIFF_FOR_EVER)
    dialer_alarm_set (self->alarm, MAX (paid - get_seconds (self) + 1, SHORTEST_S) * SECOND);
}

static void
on_alarm (gpointer user_data)
{
  DialerCostMeter *self = user_data;
  gint64 before = self->record->cost;

  dialer_cost_meter_update (self);
  arm (self);
  if (self->record->cost != before)
    self->func (self->user_data);
}

DialerCostMeter *
dialer_cost_meter_new (DialerTariff *tariff, DialerCallRecord *record, DialerCostMeterFunc func, gpointer user_data)
{
  DialerCostMeter *self = g_new0 (DialerCostMeter, 1);
  gint64 past = g_get_real_time () / SECOND - record->connected;

  self->tariff = dialer_tariff_ref (tariff);
  self->record = dialer_call_record_ref (record);
  self->func = func;
  self->user_data = user_data;
  self->begun = dialer_alarm_get_time () - MAX (past, 0) * SECOND;
  self->alarm = dialer_alarm_new (on_alarm, self);
  g_free (record->currency);
  record->currency = g_strdup (dialer_tariff_get_currency (tariff));
  dialer_cost_meter_update (self);
  arm (self);
  return self;
}

void
dialer_cost_meter_free (DialerCostMeter *self)
{
  dialer_alarm_free (self->alarm);
  dialer_call_record_unref (self->record);
  dialer_tariff_unref (self->tariff);
  g_free (self);
}

void
dialer_cost_meter_update (DialerCostMeter *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  self->record->cost = dialer_tariff_compute (self->tariff, self->record->connected, get_seconds (self), zone);
}
