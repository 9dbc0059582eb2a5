/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Has one option more than Profile.Dial: for how long the call is supposed to last. */
#include "dialer-bus-preview.h"

#include "dialer-bus-error.h"
#include "dialer-dial-options.h"
#include "dialer-error.h"

#define USUAL_MINUTES 10
#define MOST_MINUTES (7 * 24 * 60)

/* Returns: (transfer full) (nullable): the options that are those of Profile.Dial too. */
static GVariant *
take_minutes (GVariant *options, guint *minutes, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (options);

  *minutes = USUAL_MINUTES;
  if (g_variant_dict_lookup (&dict, "minutes", "u", minutes))
    g_variant_dict_remove (&dict, "minutes");
  if (*minutes >= 1 && *minutes <= MOST_MINUTES)
    return g_variant_ref_sink (g_variant_dict_end (&dict));
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "minutes: %u: give 1 to %u", *minutes, MOST_MINUTES);
  return NULL;
}

void
dialer_bus_preview_answer (DialerManager *manager, DialerProfile *profile, GDBusMethodInvocation *invocation,
                           guint uid)
{
  g_autoptr (GVariant) all = g_variant_get_child_value (g_dbus_method_invocation_get_parameters (invocation), 0);
  g_autoptr (GError) error = NULL;
  guint minutes;
  g_autoptr (GVariant) options = take_minutes (all, &minutes, &error);
  g_auto (DialerDialOptions) parsed = { 0 };
  g_auto (GStrv) commands = NULL;
  GVariant *details = NULL;

  if (options && dialer_dial_options_parse (&parsed, options, NULL, uid, &error))
    commands = dialer_manager_preview (manager, profile, &parsed.request, minutes, &details, &error);
  if (commands)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as@a{sv})", commands, details));
  else
    dialer_bus_return_error (invocation, error);
}
