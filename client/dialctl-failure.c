/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Why a call that was waited for has failed. */
#include "dialctl-failure.h"

#include <string.h>

#include "dialctl-call.h"
#include "dialctl-json.h"
#include "dialer-error.h"

/* The record of the call that has just failed, or %NULL when there was none, for the dialling was refused. */
static GVariant *
get_failed_call (DialerDBusProfile *profile, const GError *error, gint64 begin)
{
  g_autoptr (GVariant) call = NULL;

  if (error->domain != DIALER_ERROR || g_error_matches (error, DIALER_ERROR, DIALER_ERROR_BUSY))
    return NULL;
  if (!dialer_dbus_profile_call_get_last_call_sync (profile, G_DBUS_CALL_FLAGS_NONE, -1, &call, NULL, NULL))
    return NULL;
  if ((gint64) dialctl_call_get_number (call, "started") < begin)
    return NULL;
  return g_steal_pointer (&call);
}

void
dialctl_failure_explain (DialctlContext *context, DialerDBusProfile *profile, gint64 begin, GError **error)
{
  g_autoptr (GVariant) call = get_failed_call (profile, *error, begin);
  g_autofree char *text = NULL;

  if (call == NULL)
    return;
  if (context->json)
    dialctl_json_print_object (dialctl_call_to_json (call));
  /* A session that was hung up between two calls has not ended as its last call did. */
  if (strstr ((*error)->message, dialctl_call_get_string (call, "sentence")) == NULL)
    return;
  text = dialctl_call_describe_failure (call);
  if (*text == '\0')
    return;
  g_free ((*error)->message);
  (*error)->message = g_strdup_printf ("%s: %s", dialer_dbus_profile_get_name (profile), text);
}
