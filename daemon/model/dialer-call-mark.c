/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A key file, as those of profiles and modems are. */
#include "dialer-call-mark.h"

#include <string.h>

#include "dialer-error.h"
#include "dialer-setting.h"

#define GROUP "call"

DialerCallMark *
dialer_call_mark_new (const char *modem)
{
  DialerCallMark *self = g_new0 (DialerCallMark, 1);

  self->modem = g_strdup (modem);
  self->line = dialer_settings_new ();
  return self;
}

void
dialer_call_mark_free (DialerCallMark *self)
{
  g_free (self->call);
  g_free (self->profile);
  g_free (self->profile_id);
  g_free (self->modem);
  g_free (self->device);
  g_free (self->pppd);
  dialer_settings_unref (self->line);
  g_free (self);
}

void
dialer_call_mark_take_line (DialerCallMark *self, DialerSettings *settings)
{
  guint n;
  const DialerSetting *all = dialer_setting_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = dialer_setting_make_path (&all[i]);

      if (g_str_equal (all[i].group, "line"))
        dialer_settings_set (self->line, path, dialer_settings_get (settings, path), NULL);
    }
}

static void
set_text (GKeyFile *file, const char *key, const char *text)
{
  if (text)
    g_key_file_set_string (file, GROUP, key, text);
}

char *
dialer_call_mark_serialize (const DialerCallMark *self)
{
  g_autofree char *line = dialer_settings_serialize (self->line);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_key_file_load_from_data (file, line, -1, G_KEY_FILE_NONE, NULL);
  set_text (file, "id", self->call);
  set_text (file, "profile", self->profile);
  set_text (file, "profile-id", self->profile_id);
  set_text (file, "device", self->device);
  set_text (file, "state", dialer_state_to_string (self->state));
  g_key_file_set_boolean (file, GROUP, "dialed", self->dialed);
  set_text (file, "pppd", self->pppd);
  return g_key_file_to_data (file, NULL, NULL);
}

static char *
get_text (GKeyFile *file, const char *key)
{
  return g_key_file_get_string (file, GROUP, key, NULL);
}

DialerCallMark *
dialer_call_mark_parse (const char *modem, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (DialerCallMark) self = dialer_call_mark_new (modem);
  g_autofree char *state = NULL;
  /* Settings keep a group that they do not know, so one text serves both. */
  DialerSettings *line = dialer_settings_parse (text, strlen (text), error);

  if (line == NULL)
    return NULL;
  dialer_settings_unref (self->line);
  self->line = line;
  if (!g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, error))
    return NULL;
  self->call = get_text (file, "id");
  self->profile = get_text (file, "profile");
  self->profile_id = get_text (file, "profile-id");
  self->device = get_text (file, "device");
  self->pppd = get_text (file, "pppd");
  self->dialed = g_key_file_get_boolean (file, GROUP, "dialed", NULL);
  state = get_text (file, "state");
  self->state = dialer_state_from_string (state ? state : "");
  if (self->call && self->profile && self->device && *self->device == '/')
    return g_steal_pointer (&self);
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "no call, profile or device");
  return NULL;
}
