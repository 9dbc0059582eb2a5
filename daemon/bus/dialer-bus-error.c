/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Answers a method with an error of our domain. */
#include "dialer-bus-error.h"

#include "dialer-error.h"

/* What was asked for may be in it, and as long as the bus lets it be. */
#define MESSAGE_MAX 1000

void
dialer_bus_return_error (GDBusMethodInvocation *invocation, const GError *error)
{
  int code = error->domain == DIALER_ERROR ? error->code : DIALER_ERROR_FAILED;
  g_autofree char *start = g_strndup (error->message, MESSAGE_MAX);
  g_autofree char *message = g_utf8_make_valid (start, -1);

  g_info ("%s refused to %s: %s", g_dbus_method_invocation_get_method_name (invocation),
          g_dbus_method_invocation_get_sender (invocation), message);
  g_dbus_method_invocation_return_error_literal (invocation, DIALER_ERROR, code, message);
}
