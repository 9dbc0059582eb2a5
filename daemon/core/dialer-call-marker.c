/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-call-marker.h"

DialerCallMark *
dialer_call_marker_make (const DialerCallRecord *record, DialerState state, DialerLine *line, DialerLink *link)
{
  DialerCallMark *mark = dialer_call_mark_new (record->modem);

  mark->call = g_strdup (record->id);
  mark->profile = g_strdup (record->profile);
  mark->profile_id = g_strdup (record->profile_id);
  mark->state = state;
  dialer_line_describe (line, mark);
  if (link)
    dialer_link_describe (link, mark);
  return mark;
}
