/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A timer that counts the time in which the machine sleeps, and tells when its clock was set. */
#pragma once

#include <glib.h>

typedef struct _DialerAlarm DialerAlarm;

/**
 * DialerAlarmFunc:
 *
 * The time is over, or somebody has set the machine's clock: who cares looks at both anew.  It may free the alarm.
 */
typedef void (*DialerAlarmFunc) (gpointer user_data);

/** dialer_alarm_new: Returns: (transfer full): an alarm that is not set, and calls from the main loop */
DialerAlarm *dialer_alarm_new (DialerAlarmFunc func, gpointer user_data);
void dialer_alarm_free (DialerAlarm *self);

/**
 * dialer_alarm_set:
 * @after: microseconds from now; it does not wake a machine that sleeps, but comes as soon as it wakes up
 */
void dialer_alarm_set (DialerAlarm *self, gint64 after);

/** dialer_alarm_stop: it does not ring before it is set again */
void dialer_alarm_stop (DialerAlarm *self);

/** dialer_alarm_get_time: Returns: microseconds on the clock that alarms go by (CLOCK_BOOTTIME) */
gint64 dialer_alarm_get_time (void);
