/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of the stand-in daemon share. */
#include "stand-in.h"

#include <stdio.h>

#include "dialer-error.h"

void
stand_in_tell (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
  fflush (stdout);
}

void
stand_in_tell_variant (const char *what, GVariant *value)
{
  g_autofree char *text = g_variant_print (value, FALSE);

  stand_in_tell ("%s %s", what, text);
}

void
stand_in_export (StandIn *self, const char *path, gpointer interface)
{
  g_autoptr (GDBusObjectSkeleton) object = g_dbus_object_skeleton_new (path);

  g_dbus_object_skeleton_add_interface (object, interface);
  g_dbus_object_manager_server_export (self->objects, object);
}

/* Profiles keep their settings, a{sa{sv}}, and the last call, a{sv}, as data of their objects. */
void
stand_in_keep (gpointer object, const char *key, GVariant *value)
{
  g_object_set_data_full (G_OBJECT (object), key, g_variant_ref_sink (value),
                          (GDestroyNotify) g_variant_unref);
}

GVariant *
stand_in_recall (gpointer object, const char *key)
{
  return g_object_get_data (G_OBJECT (object), key);
}

char *
stand_in_get_setting (GVariant *settings, const char *group, const char *key)
{
  g_autoptr (GVariant) keys = g_variant_lookup_value (settings, group, G_VARIANT_TYPE_VARDICT);
  char *value = NULL;

  if (keys != NULL)
    (void) g_variant_lookup (keys, key, "s", &value);
  return value;
}

gboolean
stand_in_refuse_bad (GVariant *settings, GDBusMethodInvocation *invocation)
{
  g_autofree char *speed = stand_in_get_setting (settings, "line", "speed");

  if (speed == NULL || g_ascii_strtoull (speed, NULL, 10) > 0)
    return FALSE;
  g_dbus_method_invocation_return_error (invocation, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                                         "line.speed=%s: a whole number of bit/s is needed", speed);
  return TRUE;
}

char *
stand_in_get_path (gpointer interface)
{
  return g_strdup (g_dbus_interface_skeleton_get_object_path (G_DBUS_INTERFACE_SKELETON (interface)));
}
