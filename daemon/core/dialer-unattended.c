/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-unattended.h"

static DialerDialRequest
make_request (DialerProfile *profile, DialerCause cause)
{
  return (DialerDialRequest){ .user = dialer_profile_get_owner (profile), .quiet = TRUE, .cause = cause };
}

char *
dialer_unattended_find_refusal (DialerManager *manager, DialerProfile *profile, DialerCause cause)
{
  DialerDialRequest request = make_request (profile, cause);

  return dialer_manager_find_refusal (manager, profile, &request);
}

gboolean
dialer_unattended_dial (DialerManager *manager, DialerProfile *profile, DialerCause cause, DialerTrigger *trigger)
{
  DialerDialRequest request = make_request (profile, cause);
  g_autofree char *why = trigger ? dialer_trigger_describe (trigger) : NULL;
  g_autoptr (DialerSession) session = NULL;
  g_autoptr (GError) error = NULL;

  if (!dialer_manager_has_modem (manager, profile, &request))
    return FALSE;
  request.why = why;
  request.trigger = trigger;
  if (why)
    g_message ("%s: dials for %s", dialer_profile_get_name (profile), why);
  session = dialer_manager_dial (manager, profile, &request, &error);
  if (session == NULL)
    g_warning ("%s can't be dialled (%s): %s", dialer_profile_get_name (profile), dialer_cause_to_string (cause),
               error->message);
  return TRUE;
}
