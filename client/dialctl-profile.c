/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Profiles in words. */
#include "dialctl-profile.h"

#include "dialctl-json.h"

GVariantBuilder *
dialctl_profile_to_json (DialerDBusProfile *profile)
{
  GVariantBuilder *object = dialctl_json_object ();

  dialctl_json_add_string (object, "id", dialer_dbus_profile_get_id (profile));
  dialctl_json_add_string (object, "name", dialer_dbus_profile_get_name (profile));
  /* 0 is somebody: the system. */
  dialctl_json_add (object, "owner", g_variant_new_uint32 (dialer_dbus_profile_get_owner (profile)));
  dialctl_json_add_path (object, "session", dialer_dbus_profile_get_session (profile));
  return object;
}

void
dialctl_profile_report (DialctlContext *context, DialerDBusProfile *profile, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (context->json)
    {
      dialctl_json_print_object (dialctl_profile_to_json (profile));
      return;
    }
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  dialctl_context_say (context, "%s", message);
}
