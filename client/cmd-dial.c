/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl dial: makes a call, shows how it gets on, and returns when it is online. */
#include <stdio.h>

#include "dialctl-commands.h"
#include "dialctl-dialing.h"
#include "dialctl-failure.h"
#include "dialctl-json.h"
#include "dialctl-modem.h"
#include "dialctl-preview.h"
#include "dialctl-prompt.h"
#include "dialctl-session.h"
#include "dialctl-settings.h"
#include "dialctl-stepper.h"
#include "dialctl-text.h"
#include "dialer-error.h"

typedef struct
{
  char *number;
  char *modem;
  gboolean no_wait;
  gboolean preview;
  gboolean over_budget;
  int minutes; /* 0 when not given */
  gboolean step;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->number);
  g_free (self->modem);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (DialctlContext *context, Options *self, GKeyFile **settings, GError **error)
{
  const GOptionEntry entries[] = {
    { "number", 'n', 0, G_OPTION_ARG_FILENAME, &self->number, "Dial this, not the profile's numbers", "N" },
    { "modem", 'm', 0, G_OPTION_ARG_FILENAME, &self->modem, "Use this modem", "ID" },
    { "no-wait", 0, 0, G_OPTION_ARG_NONE, &self->no_wait, "Return at once; the call goes on", NULL },
    { "over-budget", 0, 0, G_OPTION_ARG_NONE, &self->over_budget, "Dial although a budget is used up", NULL },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &self->preview, "Only show what the call would be, and cost", NULL },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &self->minutes, "With --preview: what so long a call costs (10)", "N" },
    { "step", 0, 0, G_OPTION_ARG_NONE, &self->step, "Go through the login step by step", NULL },
    { NULL },
  };

  if (!dialctl_context_parse (context, entries, error))
    return FALSE;
  if (self->preview && self->no_wait)
    return dialctl_context_set_usage_error (context, error,
                                            "--preview does not dial, so --no-wait means nothing");
  if (self->minutes != 0 && !self->preview)
    return dialctl_context_set_usage_error (context, error, "--minutes is for --preview");
  if (self->minutes < 0)
    return dialctl_context_set_usage_error (context, error, "--minutes needs a number above 0");
  if (self->step && (self->preview || self->no_wait))
    return dialctl_context_set_usage_error (context, error,
                                            "--step waits for the login, so it can't go with --preview or --no-wait");
  if (self->step && !dialctl_prompt_is_possible ())
    return dialctl_context_set_usage_error (context, error,
                                            "--step needs a terminal as standard input, to ask at");
  *settings = dialctl_settings_from_words (context->words + 1, error);
  return *settings != NULL;
}

/* The a{sv} of Profile.Dial and Profile.Preview. */
static GVariant *
build_options (const Options *self, GKeyFile *settings, gboolean has_settings)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (self->number != NULL)
    g_variant_builder_add (&builder, "{sv}", "number", g_variant_new_string (self->number));
  if (self->modem != NULL)
    g_variant_builder_add (&builder, "{sv}", "modem", g_variant_new_string (self->modem));
  if (self->no_wait)
    g_variant_builder_add (&builder, "{sv}", "wait", g_variant_new_boolean (FALSE));
  if (self->minutes > 0)
    g_variant_builder_add (&builder, "{sv}", "minutes", g_variant_new_uint32 ((guint32) self->minutes));
  if (has_settings)
    g_variant_builder_add (&builder, "{sv}", "settings", dialctl_settings_to_variant (settings));
  return g_variant_builder_end (&builder);
}

static gboolean
dial_without_waiting (DialctlContext *context, DialerDBusProfile *profile, GVariant *options, gboolean over_budget,
                      GError **error)
{
  gboolean done;
  g_autofree char *path = NULL;
  g_autoptr (DialerDBusSession) session = NULL;

  if (over_budget)
    done = dialer_dbus_profile_call_dial_over_budget_sync (profile, options, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT,
                                                           NULL, &path, NULL, NULL, error);
  else
    done = dialer_dbus_profile_call_dial_sync (profile, options, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL, &path,
                                               NULL, NULL, error);
  if (!done)
    return FALSE;
  session = dialctl_bus_read_session (context->bus, path, error);
  if (session == NULL)
    return FALSE;

  if (context->json)
    dialctl_json_print_object (dialctl_session_to_json (context->bus, session));
  dialctl_context_say (context, "Dialling %s; 'dialctl status' tells how it gets on.",
                       dialer_dbus_profile_get_name (profile));
  return TRUE;
}

static void
print_online (DialctlContext *context, DialerDBusSession *session, double seconds)
{
  g_autofree char *addresses = dialctl_session_describe_addresses (session);
  g_autofree char *dns = dialctl_session_describe_dns (session);
  g_autofree char *speed = dialctl_session_describe_speed (session);
  g_autofree char *cost = dialctl_text_format_money (dialer_dbus_session_get_cost (session),
                                                     dialer_dbus_session_get_currency (session));
  const char *interface = dialer_dbus_session_get_interface (session);

  if (context->json)
    {
      dialctl_json_print_object (dialctl_session_to_json (context->bus, session));
      return;
    }
  dialctl_context_say (context, "online: %s %s%s%s%s%s, %.1f s%s%s", interface != NULL ? interface : "",
                       addresses, *dns != '\0' ? ", DNS " : "", dns, *speed != '\0' ? ", " : "", speed,
                       seconds, dialer_dbus_session_get_cost (session) > 0 ? ", so far " : "",
                       dialer_dbus_session_get_cost (session) > 0 ? cost : "");
}

static gboolean
dial_and_wait (DialctlContext *context, DialerDBusProfile *profile, GVariant *options, gboolean over_budget,
               const DialctlHand *hand, GError **error)
{
  gint64 begin_us = g_get_monotonic_time ();
  gint64 begin = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (DialctlDialing) dialing = dialctl_dialing_new (context, profile, context->json);
  g_autoptr (DialerDBusSession) session = NULL;
  g_autofree char *path = NULL;

  dialctl_dialing_set_hand (dialing, hand);
  path = dialctl_dialing_run (dialing, options, over_budget, error);
  if (path == NULL)
    {
      if (!dialctl_dialing_was_interrupted (dialing))
        dialctl_failure_explain (context, profile, begin, error);
      return FALSE;
    }

  /* Read anew, for the reply may have come before the news of the last properties. */
  session = dialctl_bus_read_session (context->bus, path, error);
  if (session == NULL)
    return FALSE;
  print_online (context, session, (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC);
  return TRUE;
}

static gboolean
dial_step_by_step (DialctlContext *context, DialerDBusProfile *profile, GVariant *options, gboolean over_budget,
                   GError **error)
{
  g_autoptr (DialctlStepper) stepper = dialctl_stepper_new (error);

  return stepper != NULL
         && dial_and_wait (context, profile, options, over_budget, dialctl_stepper_get_hand (stepper), error);
}

gboolean
cmd_dial (DialctlContext *context, GError **error)
{
  g_auto (Options) options = { NULL };
  g_autoptr (GKeyFile) settings = NULL;
  g_autoptr (DialerDBusProfile) profile = NULL;
  g_autoptr (GVariant) variant = NULL;

  if (!parse (context, &options, &settings, error) || !dialctl_context_load (context, error))
    return FALSE;
  if (!dialctl_bus_resolve_modem (context->bus, &options.modem, error)
      || !dialctl_modem_resolve_setting (context, settings, error))
    return FALSE;
  profile = dialctl_bus_guess_profile (context->bus, context->words[0], error);
  if (profile == NULL)
    return FALSE;

  variant = g_variant_ref_sink (build_options (&options, settings, context->words[1] != NULL));
  if (options.preview)
    return dialctl_preview_run (context, profile, variant, error);
  if (options.no_wait)
    return dial_without_waiting (context, profile, variant, options.over_budget, error);
  if (options.step)
    return dial_step_by_step (context, profile, variant, options.over_budget, error);
  return dial_and_wait (context, profile, variant, options.over_budget, NULL, error);
}
