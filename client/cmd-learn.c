/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl learn: the user logs in himself, and what he did becomes the profile's login script. */
#include <string.h>

#include "dialctl-commands.h"
#include "dialctl-dialing.h"
#include "dialctl-failure.h"
#include "dialctl-json.h"
#include "dialctl-modem.h"
#include "dialctl-prompt.h"
#include "dialctl-settings.h"
#include "dialctl-typist.h"
#include "dialer-error.h"

typedef struct
{
  DialerDBusProfile *profile;
  DialctlLearner *learner;
  char *script;
  char *user; /* to be ppp.user; NULL if it has one */
} Lesson;

static void
lesson_clear (Lesson *self)
{
  g_clear_object (&self->profile);
  g_clear_pointer (&self->learner, dialctl_learner_free);
  g_free (self->script);
  g_free (self->user);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lesson, lesson_clear)

/* Returns: the settings of this call only. */
static GKeyFile *
parse (DialctlContext *context, gboolean *dry_run, GError **error)
{
  const GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, dry_run, "Only show the script, and store nothing", NULL },
    { NULL },
  };

  if (!dialctl_context_parse (context, entries, error))
    return NULL;
  if (!dialctl_prompt_is_possible ())
    {
      (void) dialctl_context_set_usage_error (context, error,
                                              "a login is learned from what you type: standard input is no terminal");
      return NULL;
    }
  return dialctl_settings_from_words (context->words + 1, error);
}

/* Nobody should have to store a password to be shown a login: without one, that of PPP goes without it too. */
static gboolean
do_without_password (DialerDBusProfile *profile, GKeyFile *stored, GKeyFile *settings, GError **error)
{
  g_autofree char *wish = dialctl_settings_get (settings, "secret", "password");
  g_autofree char *place = dialctl_settings_get (stored, "secret", "password");
  g_auto (GStrv) names = NULL;

  if (wish != NULL || (place != NULL && !g_str_equal (place, "stored")))
    return TRUE;
  if (!dialer_dbus_profile_call_list_secrets_sync (profile, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &names, NULL,
                                                   error))
    return FALSE;
  if (!g_strv_contains ((const char *const *) names, "password"))
    dialctl_settings_set (settings, "secret", "password", "none");
  return TRUE;
}

/* Makes of the profile and @settings, which are for this call only, what it takes to learn. */
static gboolean
prepare (DialctlContext *context, Lesson *self, GKeyFile *settings, GError **error)
{
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GKeyFile) stored = NULL;
  g_autofree char *user = dialctl_settings_get (settings, "ppp", "user");

  self->profile = dialctl_bus_find_profile (context->bus, context->words[0], error);
  if (self->profile == NULL
      || !dialer_dbus_profile_call_get_settings_sync (self->profile, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &variant,
                                                      NULL, NULL, error))
    return FALSE;
  stored = dialctl_settings_from_variant (variant);
  if (user == NULL)
    user = dialctl_settings_get (stored, "ppp", "user");
  self->learner = dialctl_learner_new (user);
  return do_without_password (self->profile, stored, settings, error);
}

/* The call has shown what it was for, and costs. */
static void
hang_up (DialctlContext *context, const char *path)
{
  g_autoptr (DialerDBusSession) session = dialctl_bus_read_session (context->bus, path, NULL);
  g_autoptr (GError) error = NULL;

  if (session == NULL)
    return;
  if (dialer_dbus_session_call_hangup_sync (session, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL, &error))
    {
      dialctl_context_say (context, "It got online, and is hung up again.");
      return;
    }
  g_dbus_error_strip_remote_error (error);
  g_printerr ("dialctl: it got online, but could not be hung up: %s\n", error->message);
}

/* Returns: whether the login got as far as PPP; what came of that is told. */
static gboolean
dial (DialctlContext *context, Lesson *self, GKeyFile *settings, GError **error)
{
  gint64 begin = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (DialctlTypist) typist = dialctl_typist_new (self->learner, error);
  g_autoptr (DialctlDialing) dialing = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *path = NULL;
  GVariantDict options;

  if (typist == NULL)
    return FALSE;
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert_value (&options, "settings", dialctl_settings_to_variant (settings));
  dialing = dialctl_dialing_new (context, self->profile, context->json);
  dialctl_dialing_set_hand (dialing, dialctl_typist_get_hand (typist));
  path = dialctl_dialing_run (dialing, g_variant_dict_end (&options), FALSE, &cause);
  if (path != NULL)
    {
      hang_up (context, path);
      return TRUE;
    }
  if (!dialctl_dialing_was_interrupted (dialing) && dialctl_typist_has_logged_in (typist))
    {
      g_dbus_error_strip_remote_error (cause);
      g_printerr ("dialctl: PPP began, but it did not get online: %s\n", cause->message);
      return TRUE;
    }
  if (!dialctl_dialing_was_interrupted (dialing))
    dialctl_failure_explain (context, self->profile, begin, &cause);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
wants_it (Lesson *self)
{
  g_autofree char *question
    = g_strdup_printf ("Store this as the login script of %s?", dialer_dbus_profile_get_name (self->profile));

  return dialctl_prompt_agrees (question);
}

static gboolean
store (Lesson *self, GError **error)
{
  static const char *const none[] = { NULL };
  g_autoptr (GKeyFile) settings = g_key_file_new ();

  dialctl_settings_set (settings, "login", "method", "script");
  dialctl_settings_set (settings, "login", "script", self->script);
  if (self->user != NULL)
    dialctl_settings_set (settings, "ppp", "user", self->user);
  return dialer_dbus_profile_call_update_sync (self->profile, dialctl_settings_to_variant (settings), none,
                                               DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, NULL, error);
}

static void
show (DialctlContext *context, Lesson *self)
{
  g_auto (GStrv) lines = g_strsplit (self->script, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    dialctl_context_say (context, "%s", lines[i]);
}

static void
report (DialctlContext *context, Lesson *self, gboolean stored)
{
  const char *name = dialer_dbus_profile_get_name (self->profile);

  if (context->json)
    {
      GVariantBuilder *object = dialctl_json_object ();

      dialctl_json_add_string (object, "profile", name);
      dialctl_json_add_string (object, "script", self->script);
      dialctl_json_add_string (object, "user", self->user);
      dialctl_json_add (object, "stored", g_variant_new_boolean (stored));
      dialctl_json_print_object (object);
    }
  if (!stored)
    {
      dialctl_context_say (context, "Nothing is stored.");
      return;
    }
  dialctl_context_say (context, "Stored the login script of %s.", name);
  if (strstr (self->script, "send $password") != NULL)
    dialctl_context_say (context, "The password is not: if there is none yet, 'dialctl secret set %s' stores it.",
                         name);
}

gboolean
cmd_learn (DialctlContext *context, GError **error)
{
  g_auto (Lesson) lesson = { NULL };
  g_autoptr (GKeyFile) settings = NULL;
  gboolean dry_run = FALSE;
  gboolean storing;

  settings = parse (context, &dry_run, error);
  if (settings == NULL || !dialctl_context_load (context, error)
      || !dialctl_modem_resolve_setting (context, settings, error)
      || !prepare (context, &lesson, settings, error) || !dial (context, &lesson, settings, error))
    return FALSE;

  lesson.script = dialctl_learner_make_script (lesson.learner, &lesson.user);
  if (lesson.script == NULL)
    {
      g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_FAILED,
                           "nothing was typed before PPP began, so there is no script\n"
                           "This peer may need none: see login.method in dialer.profile(5).");
      return FALSE;
    }
  show (context, &lesson);
  storing = !dry_run && wants_it (&lesson);
  if (storing && !store (&lesson, error))
    return FALSE;
  report (context, &lesson, storing);
  return TRUE;
}
