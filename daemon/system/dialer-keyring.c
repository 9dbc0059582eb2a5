/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What libsecret's file backend lacks.  Seen with 0.20.5 to 0.21.8:
 *  - on a full disk it replaces the keyring by an empty file, and with the next call its backup too;
 *  - it aborts the process over a keyring that was cut short;
 *  - with a wrong key it finds nothing, without an error, and adds items under that other key.
 * So it works on a copy, gets nothing unsound, and a check item proves the key.
 */
#include "dialer-keyring.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <unistd.h>

#include "dialer-error.h"
#include "dialer-keyring-file.h"
#include "dialer-keyring-items.h"
#include "dialer-scratch-folder.h"
#include "dialer-whole-file.h"

struct _DialerKeyring
{
  char *durable;
  char *scratch;
  int lock;         /* the scratch folder, locked against a second daemon */
  gboolean fresh;   /* nothing on disk yet, so no check item either */
  GError *unusable; /* why libsecret must not be called (any more) */
};

G_GNUC_PRINTF (3, 4)
static void
set_unusable (GError **error, DialerError code, const char *format, ...)
{
  g_autofree char *why = NULL;
  va_list arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, DIALER_ERROR, (int) code, "stored secrets can't be used: %s", why);
}

static void
pass_on (GError **error, const GError *cause)
{
  DialerError code = DIALER_ERROR_SECRETS_UNAVAILABLE;

  /* Those for which there is something to do. */
  if (g_error_matches (cause, DIALER_ERROR, DIALER_ERROR_SECRETS_LOCKED)
      || g_error_matches (cause, DIALER_ERROR, DIALER_ERROR_NO_SPACE))
    code = (DialerError) cause->code;
  set_unusable (error, code, "%s", cause->message);
}

static gboolean
prepare_folders (DialerKeyring *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *durable_folder = g_path_get_dirname (self->durable);
  g_autofree char *durable_name = g_path_get_basename (self->durable);
  g_autofree char *scratch_folder = g_path_get_dirname (self->scratch);

  self->lock = dialer_scratch_folder_claim (scratch_folder, &cause);
  if (self->lock < 0)
    pass_on (error, cause);
  else if (g_mkdir_with_parents (durable_folder, 0700) != 0)
    set_unusable (error, DIALER_ERROR_SECRETS_UNAVAILABLE, "%s: %s", durable_folder, g_strerror (errno));
  else
    {
      dialer_whole_file_sweep (durable_folder, durable_name);
      return TRUE;
    }
  return FALSE;
}

/* Sets self->fresh when there is nothing to copy. */
static gboolean
copy_to_scratch (DialerKeyring *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (self->durable, &bytes, &length, &cause))
    {
      self->fresh = g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT);
      if (!self->fresh)
        pass_on (error, cause);
      return self->fresh;
    }
  if (!dialer_keyring_file_is_sound (bytes, length))
    {
      set_unusable (error, DIALER_ERROR_SECRETS_DAMAGED, "%s is damaged", self->durable);
      return FALSE;
    }
  if (g_file_set_contents_full (self->scratch, bytes, length, G_FILE_SET_CONTENTS_NONE, 0600, &cause))
    return TRUE;
  pass_on (error, cause);
  return FALSE;
}

static gboolean
open_scratch (DialerKeyring *self, const char *key_file, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean key_fits = FALSE;
  gboolean opened = dialer_keyring_items_open (self->scratch, key_file, &key_fits, &cause);

  if (opened && (key_fits || self->fresh))
    return TRUE;
  if (opened)
    set_unusable (error, DIALER_ERROR_SECRETS_WRONG_KEY, "%s was made with another key than this machine has now",
                  self->durable);
  else if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_PROTOCOL))
    set_unusable (error, DIALER_ERROR_SECRETS_DAMAGED, "the key check in %s is damaged", self->durable);
  else
    pass_on (error, cause);
  return FALSE;
}

DialerKeyring *
dialer_keyring_open (const char *durable, const char *scratch, const char *key_file)
{
  DialerKeyring *self = g_new0 (DialerKeyring, 1);

  self->durable = g_strdup (durable);
  self->scratch = g_strdup (scratch);
  self->lock = -1;
  (void) (prepare_folders (self, &self->unusable)
          && copy_to_scratch (self, &self->unusable)
          && open_scratch (self, key_file, &self->unusable));
  return self;
}

void
dialer_keyring_free (DialerKeyring *self)
{
  if (self->lock >= 0)
    close (self->lock);
  g_clear_error (&self->unusable);
  g_free (self->durable);
  g_free (self->scratch);
  g_free (self);
}

gboolean
dialer_keyring_is_usable (DialerKeyring *self, GError **error)
{
  if (!self->unusable)
    return TRUE;
  if (error)
    *error = g_error_copy (self->unusable);
  return FALSE;
}

static void
set_lookup_error (GError **error, const char *name, const GError *cause)
{
  if (!cause)
    g_set_error (error, DIALER_ERROR, DIALER_ERROR_NOT_FOUND, "no %s is stored for this profile", name);
  else if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_PROTOCOL))
    set_unusable (error, DIALER_ERROR_SECRETS_UNAVAILABLE, "the %s stored for this profile is damaged; set it again",
                  name);
  else
    pass_on (error, cause);
}

char *
dialer_keyring_lookup (DialerKeyring *self, const char *profile, const char *name, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *secret;

  if (!dialer_keyring_is_usable (self, error))
    return NULL;
  secret = dialer_keyring_items_lookup (profile, name, &cause);
  if (!secret)
    set_lookup_error (error, name, cause);
  return secret;
}

/* If libsecret can't write its own copy, what it has in memory is unknown, and it may even abort when it
 * reads the copy back.  It must not be called again; the durable file is as it was. */
static gboolean
give_up (DialerKeyring *self, const GError *cause, GError **error)
{
  set_unusable (&self->unusable, DIALER_ERROR_SECRETS_UNAVAILABLE,
                "the working copy %s can't be written (%s); make room, then restart dialerd", self->scratch,
                cause->message);
  return dialer_keyring_is_usable (self, error);
}

static gboolean
change_scratch (DialerKeyring *self, const char *profile, const char *name, const char *secret,
                gboolean damaged, GError **error)
{
  g_autoptr (GError) cause = NULL;

  /* libsecret stores nothing over a damaged item, but it removes one. */
  if ((!self->fresh || dialer_keyring_items_mark (&cause))
      && (!damaged || dialer_keyring_items_change (profile, name, NULL, &cause))
      && dialer_keyring_items_change (profile, name, secret, &cause))
    return TRUE;
  return give_up (self, cause, error);
}

static gboolean
write_durable (DialerKeyring *self, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (self->scratch, &bytes, &length, &cause))
    pass_on (error, cause);
  else if (!dialer_keyring_file_is_sound (bytes, length))
    set_unusable (error, DIALER_ERROR_SECRETS_UNAVAILABLE, "libsecret wrote a damaged file, which was not kept");
  else if (!dialer_whole_file_write (self->durable, bytes, length, &cause))
    pass_on (error, cause);
  else
    return TRUE;
  return FALSE;
}

/* Nobody may be told of a secret that would be gone after the next start. */
static void
undo (DialerKeyring *self, const char *profile, const char *name, const char *old)
{
  g_autoptr (GError) cause = NULL;

  if (!dialer_keyring_items_change (profile, name, old, &cause))
    give_up (self, cause, NULL);
}

gboolean
dialer_keyring_change (DialerKeyring *self, const char *profile, const char *name, const char *secret,
                       GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean damaged, done = FALSE;
  char *old;

  if (!dialer_keyring_is_usable (self, error))
    return FALSE;
  old = dialer_keyring_items_lookup (profile, name, &cause);
  damaged = g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_PROTOCOL);

  if (!old && !damaged && (cause || !secret))
    set_lookup_error (error, name, cause);
  else if (change_scratch (self, profile, name, secret, damaged, error))
    {
      done = write_durable (self, error);
      if (done)
        self->fresh = FALSE;
      else
        undo (self, profile, name, old);
    }
  secret_password_free (old);
  return done;
}

GStrv
dialer_keyring_list (DialerKeyring *self, const char *profile, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GStrv names;

  if (!dialer_keyring_is_usable (self, error))
    return NULL;
  names = dialer_keyring_items_list (profile, &cause);
  if (!names && g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_PROTOCOL))
    set_unusable (error, DIALER_ERROR_SECRETS_UNAVAILABLE, "a secret stored for this profile is damaged; set it again");
  else if (!names)
    pass_on (error, cause);
  return names;
}

/* Whether nothing but another keyring or key can help, so that a new one is no loss. */
static gboolean
is_lost (const DialerKeyring *self)
{
  return g_error_matches (self->unusable, DIALER_ERROR, DIALER_ERROR_SECRETS_LOCKED)
         || g_error_matches (self->unusable, DIALER_ERROR, DIALER_ERROR_SECRETS_WRONG_KEY)
         || g_error_matches (self->unusable, DIALER_ERROR, DIALER_ERROR_SECRETS_DAMAGED);
}

char *
dialer_keyring_set_aside (DialerKeyring *self, GError **error)
{
  if (is_lost (self) && self->fresh)
    return g_strdup ("");
  if (is_lost (self))
    return dialer_whole_file_set_aside (self->durable, error);
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "a new file of secrets would not help: %s",
               self->unusable ? self->unusable->message : "there is nothing wrong with that in use");
  return NULL;
}
