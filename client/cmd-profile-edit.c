/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl profile edit: the settings as a text in the user's editor. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "dialctl-child.h"
#include "dialctl-commands.h"
#include "dialctl-error.h"
#include "dialctl-profile.h"
#include "dialctl-prompt.h"
#include "dialctl-settings.h"

static const char *const introduction =
  "# The settings of this profile.  A key that is taken out gets its default again.\n"
  "# 'dialctl profile keys' lists all keys; dialer.profile(5) tells more.\n\n";

/* The file is the user's own (mkstemp, 0600), and stays until its text has been taken over. */
static char *
write_file (GKeyFile *settings, GError **error)
{
  g_autofree char *data = g_key_file_to_data (settings, NULL, NULL);
  g_autofree char *text = g_strconcat (introduction, data, NULL);
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("dialctl-XXXXXX.profile", &path, error);

  if (fd < 0)
    return NULL;
  close (fd);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, error))
    {
      g_unlink (path);
      return NULL;
    }
  return g_steal_pointer (&path);
}

static const char *
choose_editor (void)
{
  static const char *const variables[] = { "VISUAL", "EDITOR" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *editor = g_getenv (variables[i]);

      if (editor != NULL && *editor != '\0')
        return editor;
    }
  return "vi"; /* POSIX has it */
}

/* The variable may hold arguments too ("emacs -nw"). */
static gboolean
run_editor (const char *path, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  int wait_status;

  if (!g_shell_parse_argv (choose_editor (), NULL, &words, error))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, words[i]);
  g_ptr_array_add (argv, (char *) path);
  g_ptr_array_add (argv, NULL);

  return dialctl_child_run ((char **) argv->pdata, &wait_status, error)
         && g_spawn_check_wait_status (wait_status, error);
}

static gboolean
apply (DialerDBusProfile *profile, GKeyFile *before, const char *path, gboolean *changed, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GKeyFile) after = NULL;
  g_autoptr (GKeyFile) set = NULL;
  g_auto (GStrv) unset = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  after = dialctl_settings_from_text (text, error);
  if (after == NULL)
    return FALSE;

  *changed = dialctl_settings_compare (before, after, &set, &unset);
  if (!*changed)
    return TRUE;
  return dialer_dbus_profile_call_update_sync (profile, dialctl_settings_to_variant (set),
                                               (const char *const *) unset, DIALCTL_CALL_FLAGS,
                                               DIALCTL_NO_TIMEOUT, NULL, error);
}

/* Whether the user, told of @error, wants to go on with the text. */
static gboolean
wants_another_try (const GError *error)
{
  g_autofree char *message = dialctl_error_format (error);

  if (!isatty (STDIN_FILENO) || !isatty (STDERR_FILENO))
    return FALSE;
  g_printerr ("dialctl: %s\n", message);
  return dialctl_prompt_agrees ("Edit the text again?");
}

static gboolean
edit (DialerDBusProfile *profile, GKeyFile *before, const char *path, gboolean *changed, GError **error)
{
  while (TRUE)
    {
      g_autoptr (GError) cause = NULL;

      if (run_editor (path, &cause) && apply (profile, before, path, changed, &cause))
        return TRUE;
      if (!wants_another_try (cause))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
    }
}

/* The last line of @error is where the text is. */
static void
tell_where_text_is (GError **error, const char *path)
{
  g_autofree char *first = NULL;

  g_dbus_error_strip_remote_error (*error);
  first = g_strndup ((*error)->message, strcspn ((*error)->message, "\n"));
  g_free ((*error)->message);
  (*error)->message = g_strdup_printf ("%s\nNothing was changed; your text is kept in %s", first, path);
}

static GKeyFile *
fetch_settings (DialerDBusProfile *profile, GError **error)
{
  g_autoptr (GVariant) variant = NULL;
  GKeyFile *settings;

  if (!dialer_dbus_profile_call_get_settings_sync (profile, DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &variant,
                                                   NULL, NULL, error))
    return NULL;
  settings = dialctl_settings_from_variant (variant);
  g_key_file_remove_key (settings, "profile", "id", NULL); /* for ever the same, so not in the text */
  return settings;
}

gboolean
cmd_profile_edit (DialctlContext *context, GError **error)
{
  g_autoptr (DialerDBusProfile) profile = NULL;
  g_autoptr (GKeyFile) settings = NULL;
  g_autofree char *path = NULL;
  gboolean changed = FALSE;

  if (!dialctl_context_begin (context, error))
    return FALSE;
  profile = dialctl_bus_find_profile (context->bus, context->words[0], error);
  if (profile == NULL)
    return FALSE;
  settings = fetch_settings (profile, error);
  if (settings == NULL)
    return FALSE;
  path = write_file (settings, error);
  if (path == NULL)
    return FALSE;

  if (!edit (profile, settings, path, &changed, error))
    {
      tell_where_text_is (error, path);
      return FALSE;
    }
  g_unlink (path);
  dialctl_profile_report (context, profile, changed ? "Changed the profile %s." : "Nothing changed in %s.",
                          dialer_dbus_profile_get_name (profile));
  return TRUE;
}
