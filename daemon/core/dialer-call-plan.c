/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-call-plan.h"

#include "dialer-cellular-line.h"
#include "dialer-serial-line.h"

static void
note_trigger (DialerCallRecord *record, const DialerTrigger *trigger)
{
  record->packet_protocol = g_strdup (trigger->protocol);
  record->packet_destination = g_strdup (trigger->destination);
  record->packet_port = trigger->port;
  record->packet_process = g_strdup (trigger->process);
}

DialerCallRecord *
dialer_call_plan_make_record (const DialerCallPlan *plan)
{
  DialerCallRecord *record = dialer_call_record_new (plan->profile_name, plan->user);

  record->profile_id = g_strdup (plan->profile_id);
  record->owner = plan->owner;
  record->cause = plan->cause;
  record->why = g_strdup (plan->why);
  if (plan->trigger)
    note_trigger (record, plan->trigger);
  record->started = g_get_real_time () / G_USEC_PER_SEC;
  record->modem = g_strdup (plan->modem_id);
  record->number = g_strdup (plan->number);
  return record;
}

DialerLine *
dialer_call_plan_make_line (const DialerCallPlan *plan, const DialerTools *tools, DialerCallRecord *record)
{
  DialerLine *line;

  if (plan->device == NULL)
    return NULL;
  if (plan->kind == DIALER_MODEM_CELLULAR)
    return dialer_cellular_line_new (tools, plan->settings, record, plan->secrets, plan->device);
  line = dialer_serial_line_new (tools, plan->settings, plan->secrets, record, plan->device, plan->dial_command);
  /* One login is by hand: what comes after it, such as a reconnection, goes by itself. */
  if (plan->terminal && dialer_terminal_is_open (plan->terminal))
    dialer_serial_line_set_terminal (DIALER_SERIAL_LINE (line), plan->terminal);
  return line;
}
