/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl extend: keeps a call that a limit of its profile is about to end. */
#include "dialctl-commands.h"
#include "dialctl-error.h"
#include "dialctl-json.h"

#define USUAL_SECONDS 600
#define MOST_SECONDS 86400

static gboolean
parse_seconds (const char *word, guint *seconds, GError **error)
{
  guint64 number = USUAL_SECONDS;

  if (word != NULL && !g_ascii_string_to_unsigned (word, 10, 1, MOST_SECONDS, &number, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "'%s' is no number of seconds\nGive 1 to %d.", word, MOST_SECONDS);
      return FALSE;
    }
  *seconds = (guint) number;
  return TRUE;
}

static gboolean
extend (DialctlContext *context, DialerDBusProfile *profile, DialerDBusSession *session, guint seconds, GError **error)
{
  if (!dialer_dbus_session_call_extend_sync (session, seconds, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL, error))
    return FALSE;
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add_string (object, "profile", dialer_dbus_profile_get_name (profile));
      dialctl_json_add_number (object, "seconds", seconds);
      dialctl_json_print_object (object);
    }
  dialctl_context_say (context, "No limit ends the call of %s in the next %u s.",
                       dialer_dbus_profile_get_name (profile), seconds);
  return TRUE;
}

static gboolean
lift_budgets (DialctlContext *context, DialerDBusProfile *profile, DialerDBusSession *session, GError **error)
{
  if (!dialer_dbus_session_call_lift_budgets_sync (session, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL, error))
    return FALSE;
  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add_string (object, "profile", dialer_dbus_profile_get_name (profile));
      dialctl_json_add (object, "over_budget", g_variant_new_boolean (TRUE));
      dialctl_json_print_object (object);
    }
  dialctl_context_say (context, "No budget ends this session of %s.", dialer_dbus_profile_get_name (profile));
  return TRUE;
}

gboolean
cmd_extend (DialctlContext *context, GError **error)
{
  gboolean over_budget = FALSE;
  const GOptionEntry entries[] = {
    { "over-budget", 0, 0, G_OPTION_ARG_NONE, &over_budget, "Lift the budgets of the profile for this session", NULL },
    { NULL },
  };
  g_autoptr (DialerDBusProfile) profile = NULL;
  g_autoptr (DialerDBusSession) session = NULL;
  guint seconds;

  if (!dialctl_context_parse (context, entries, error))
    return FALSE;
  if (over_budget && context->words[1] != NULL)
    return dialctl_context_set_usage_error (context, error, "--over-budget is for the whole session");
  if (!parse_seconds (context->words[0] != NULL ? context->words[1] : NULL, &seconds, error)
      || !dialctl_context_connect (context, error))
    return FALSE;
  profile = dialctl_bus_guess_profile (context->bus, context->words[0], error);
  if (profile == NULL)
    return FALSE;
  session = dialctl_bus_find_session (context->bus, profile, error);
  if (session == NULL)
    return FALSE;
  if (!(over_budget ? lift_budgets (context, profile, session, error)
                    : extend (context, profile, session, seconds, error)))
    {
      dialctl_error_prefix (error, dialer_dbus_profile_get_name (profile));
      return FALSE;
    }
  return TRUE;
}
