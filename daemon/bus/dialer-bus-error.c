/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Answers a method with an error of our domain. */
#include "dialer-bus-error.h"

#include "dialer-error.h"

void
dialer_bus_return_error (GDBusMethodInvocation *invocation, const GError *error)
{
  int code = error->domain == DIALER_ERROR ? error->code : DIALER_ERROR_FAILED;

  g_info ("%s refused to %s: %s", g_dbus_method_invocation_get_method_name (invocation),
          g_dbus_method_invocation_get_sender (invocation), error->message);
  g_dbus_method_invocation_return_error_literal (invocation, DIALER_ERROR, code, error->message);
}
