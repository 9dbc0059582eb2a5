/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lives from a Dial to its answer. */
#include "dialer-dial-wait.h"

#include "dialer-bus-error.h"
#include "dialer-caller.h"
#include "dialer-error.h"

typedef struct
{
  DialerSession *session;
  gboolean begun;
  GVariant *answer;
  GDBusMethodInvocation *invocation;
  GCancellable *caller;
} Wait;

static void
wait_free (Wait *wait)
{
  g_signal_handlers_disconnect_by_data (wait->session, wait);
  g_signal_handlers_disconnect_by_data (wait->caller, wait);
  g_object_unref (wait->caller);
  g_variant_unref (wait->answer);
  g_object_unref (wait->session);
  g_free (wait);
}

static void
on_changed (DialerSession *session, gpointer user_data)
{
  Wait *wait = user_data;

  if (dialer_session_get_state (session) != DIALER_STATE_ONLINE)
    return;
  g_dbus_method_invocation_return_value (wait->invocation, wait->answer);
  wait_free (wait);
}

static void
on_ended (DialerSession *session, gpointer user_data)
{
  Wait *wait = user_data;
  DialerCallRecord *record = dialer_session_get_record (session);
  DialerReason reason = dialer_session_get_reason (session);
  const char *detail = record->reason == reason ? record->detail : NULL;
  g_autoptr (GError) error = NULL;

  error = g_error_new (DIALER_ERROR, dialer_reason_get_error_code (reason), "%s: %s%s%s%s", record->profile,
                       dialer_reason_get_sentence (reason), detail ? " (" : "", detail ? detail : "",
                       detail ? ")" : "");
  dialer_bus_return_error (wait->invocation, error);
  wait_free (wait);
}

static void
on_caller_left (GCancellable *caller, gpointer user_data)
{
  Wait *wait = user_data;
  g_autoptr (DialerSession) session = g_object_ref (wait->session);
  gboolean begun = wait->begun;
  GDBusMethodInvocation *invocation = wait->invocation;

  wait_free (wait);
  g_object_unref (invocation); /* nobody is left to answer */
  if (begun)
    dialer_session_end (session, DIALER_REASON_OWNER_GONE);
}

void
dialer_dial_wait (DialerSession *session, gboolean begun, GVariant *answer, GDBusMethodInvocation *invocation)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->session = g_object_ref (session);
  wait->begun = begun;
  wait->answer = g_variant_ref_sink (answer);
  wait->invocation = invocation;
  wait->caller = dialer_caller_watch (invocation);
  g_signal_connect (wait->caller, "cancelled", G_CALLBACK (on_caller_left), wait);
  /* After the session's own object on the bus, so that its last properties and signals come before this answer. */
  g_signal_connect_after (session, "changed", G_CALLBACK (on_changed), wait);
  g_signal_connect_after (session, "ended", G_CALLBACK (on_ended), wait);
  if (dialer_session_get_state (session) == DIALER_STATE_ENDED)
    on_ended (session, wait);
  else
    on_changed (session, wait);
}
