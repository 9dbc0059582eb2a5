/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A profile holds its settings and the record of its last call. */
#include "dialer-profile.h"

#include "dialer-error.h"
#include "dialer-ppp-words.h"

struct _DialerProfile
{
  GObject parent_instance;

  DialerSettings *settings;
  DialerCallRecord *last_call;
  gboolean changing;
  GHashTable *refused_secrets; /* names of those that agents have handed over, and that were refused */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (DialerProfile, dialer_profile, G_TYPE_OBJECT)

static void
dialer_profile_finalize (GObject *object)
{
  DialerProfile *self = DIALER_PROFILE (object);

  g_clear_pointer (&self->settings, dialer_settings_unref);
  g_clear_pointer (&self->last_call, dialer_call_record_unref);
  g_hash_table_unref (self->refused_secrets);
  G_OBJECT_CLASS (dialer_profile_parent_class)->finalize (object);
}

static void
dialer_profile_class_init (DialerProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dialer_profile_finalize;

  signals[CHANGED] = g_signal_new ("changed", DIALER_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
dialer_profile_init (DialerProfile *self)
{
  self->refused_secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

DialerProfile *
dialer_profile_new (DialerSettings *settings)
{
  DialerProfile *self = g_object_new (DIALER_TYPE_PROFILE, NULL);

  self->settings = dialer_settings_ref (settings);
  return self;
}

gboolean
dialer_profile_check_rights (DialerSettings *settings, gboolean privileged, GError **error)
{
  const char *path = dialer_settings_find_privileged (settings);
  const char *words = dialer_settings_get_own (settings, "ppp.options");

  if (privileged)
    return TRUE;
  if (path == NULL)
    return words == NULL || dialer_ppp_words_check_harmless (words, error);
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_AUTHORIZED,
               "%s can run programs as root: only an administrator may set it", path);
  return FALSE;
}

const char *
dialer_profile_get_id (DialerProfile *self)
{
  return dialer_settings_get (self->settings, "profile.id");
}

const char *
dialer_profile_get_name (DialerProfile *self)
{
  return dialer_settings_get (self->settings, "profile.name");
}

guint
dialer_profile_get_owner (DialerProfile *self)
{
  return dialer_settings_get_uint (self->settings, "profile.owner");
}

DialerSettings *
dialer_profile_get_settings (DialerProfile *self)
{
  return self->settings;
}

void
dialer_profile_set_settings (DialerProfile *self, DialerSettings *settings)
{
  dialer_settings_ref (settings);
  dialer_settings_unref (self->settings);
  self->settings = settings;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
dialer_profile_begin_change (DialerProfile *self)
{
  if (self->changing)
    return FALSE;
  self->changing = TRUE;
  return TRUE;
}

void
dialer_profile_end_change (DialerProfile *self)
{
  self->changing = FALSE;
}

gboolean
dialer_profile_is_secret_refused (DialerProfile *self, const char *name)
{
  return g_hash_table_contains (self->refused_secrets, name);
}

void
dialer_profile_note_secret (DialerProfile *self, const char *name, gboolean refused)
{
  if (refused)
    g_hash_table_add (self->refused_secrets, g_strdup (name));
  else
    g_hash_table_remove (self->refused_secrets, name);
}

DialerCallRecord *
dialer_profile_get_last_call (DialerProfile *self)
{
  return self->last_call;
}

void
dialer_profile_set_last_call (DialerProfile *self, DialerCallRecord *record)
{
  dialer_call_record_ref (record);
  g_clear_pointer (&self->last_call, dialer_call_record_unref);
  self->last_call = record;
}
