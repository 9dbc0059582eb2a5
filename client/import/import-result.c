/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an import makes of its sources. */
#include "import-result.h"

#include <string.h>

#include "dialctl-settings.h"

#define MASK "***"
#define NAME_MAX_CHARS 64
#define SECRET_MAX 255 /* what PAP and CHAP can carry, and the service takes */

void
import_forget_text (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
entry_free (gpointer data)
{
  ImportEntry *self = data;

  g_free (self->file);
  g_free (self->key);
  import_forget_text (self->value);
  g_free (self->setting);
  g_free (self->note);
  g_free (self);
}

static void
profile_free (gpointer data)
{
  ImportProfile *self = data;

  g_free (self->name);
  g_key_file_unref (self->settings);
  g_free (self->device);
  import_forget_text (self->password);
  import_forget_text (self->pin);
  g_free (self);
}

static void
source_free (gpointer data)
{
  g_free (((ImportSource *) data)->file);
  g_free (data);
}

Import *
import_new (ImportReader reader, gpointer reader_data)
{
  Import *self = g_new0 (Import, 1);

  self->profiles = g_ptr_array_new_with_free_func (profile_free);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->sources = g_ptr_array_new_with_free_func (source_free);
  self->reader = reader;
  self->reader_data = reader_data;
  return self;
}

void
import_free (Import *self)
{
  g_ptr_array_unref (self->profiles);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

ImportSource *
import_add_source (Import *self, const char *file)
{
  ImportSource *source = g_new0 (ImportSource, 1);

  source->file = g_strdup (file);
  g_ptr_array_add (self->sources, source);
  return source;
}

/* Better one value too many masked than one password shown. */
static gboolean
sounds_secret (const char *key)
{
  static const char *const words[] = { "passw", "passphrase", "passwd", "secret", "pincode", "private_key", "psk" };
  static const char *const whole[] = { "key", "pin", "code", NULL };
  g_autofree char *lower = g_ascii_strdown (key, -1);

  if (strstr (lower, "prompt") || strstr (lower, "ask") || strstr (lower, "store") || strstr (lower, "-pass"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]))
      return TRUE;
  return g_strv_contains (whole, lower);
}

ImportEntry *
import_add_entry (Import *self, const char *file, guint line, const char *key, const char *value)
{
  ImportEntry *entry = g_new0 (ImportEntry, 1);

  entry->file = g_strdup (file);
  entry->line = line;
  entry->key = g_strdup (key);
  entry->value = g_strdup (value != NULL ? value : "");
  entry->setting = g_strdup ("");
  entry->note = g_strdup ("");
  g_ptr_array_add (self->entries, entry);
  if (sounds_secret (key))
    import_entry_hide (entry);
  return entry;
}

ImportEntry *
import_add_unsaid (Import *self, const char *file, const char *key)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      ImportEntry *entry = self->entries->pdata[i];

      if (entry->line == 0 && g_str_equal (entry->file, file) && g_str_equal (entry->key, key))
        return entry;
    }
  return import_add_entry (self, file, 0, key, NULL);
}

void
import_entry_hide (ImportEntry *self)
{
  self->secret = TRUE;
  if (*self->value == '\0')
    return;
  import_forget_text (self->value);
  self->value = g_strdup (MASK);
}

void
import_entry_settle (ImportEntry *self, ImportFate fate, const char *setting, const char *note)
{
  if (self->settled && self->fate >= fate)
    return;
  self->settled = TRUE;
  self->fate = fate;
  g_free (self->setting);
  g_free (self->note);
  self->setting = g_strdup (setting != NULL ? setting : "");
  self->note = g_strdup (note != NULL ? note : "");
}

void
import_settle_rest (Import *self, const char *note)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      ImportEntry *entry = self->entries->pdata[i];

      if (!entry->settled)
        import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, note);
    }
}

static gboolean
has_profile (Import *self, const char *name)
{
  for (guint i = 0; i < self->profiles->len; i++)
    if (g_str_equal (((ImportProfile *) self->profiles->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

/* As profile.name may be: at most 64 characters, no control characters, no slash. */
static char *
make_name (const char *wish)
{
  g_autofree char *valid = g_utf8_make_valid (wish, -1);
  g_autoptr (GString) name = g_string_new (NULL);
  glong n_chars = 0;

  for (const char *p = valid; *p != '\0' && n_chars < NAME_MAX_CHARS - 4; p = g_utf8_next_char (p), n_chars++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (name, c == '/' || g_unichar_iscntrl (c) ? '-' : c);
    }
  g_strstrip (name->str);
  return g_strdup (*name->str != '\0' ? name->str : "imported");
}

ImportProfile *
import_add_profile (Import *self, const char *name)
{
  ImportProfile *profile = g_new0 (ImportProfile, 1);
  g_autofree char *base = make_name (name);

  profile->settings = g_key_file_new ();
  profile->name = g_strdup (base);
  for (guint i = 2; has_profile (self, profile->name); i++)
    {
      g_free (profile->name);
      profile->name = g_strdup_printf ("%s %u", base, i);
    }
  g_ptr_array_add (self->profiles, profile);
  return profile;
}

void
import_profile_set (ImportProfile *self, const char *path, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  g_autofree char *trimmed = g_strstrip (g_strdup (value)); /* as the service does */

  dialctl_settings_set (self->settings, parts[0], parts[1], trimmed);
}

char *
import_profile_get (ImportProfile *self, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);

  return dialctl_settings_get (self->settings, parts[0], parts[1]);
}

void
import_profile_append (ImportProfile *self, const char *path, const char *member)
{
  g_autofree char *before = import_profile_get (self, path);
  g_autoptr (GString) value = g_string_new (before);

  if (value->len > 0)
    g_string_append_c (value, ';');
  for (const char *c = member; *c != '\0'; c++)
    {
      if (*c == ';' || *c == '\\')
        g_string_append_c (value, '\\');
      g_string_append_c (value, *c);
    }
  import_profile_set (self, path, value->str);
}

void
import_profile_set_secret (ImportProfile *self, ImportEntry *entry, const char *name, const char *value)
{
  gboolean pin = g_str_equal (name, "pin");
  char **place = pin ? &self->pin : &self->password;

  import_entry_hide (entry);
  if (*value == '\0')
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is empty");
  else if (strlen (value) > SECRET_MAX)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "a secret has 255 bytes at most");
  else
    {
      import_forget_text (*place);
      *place = g_strdup (value);
      import_entry_settle (entry, IMPORT_MAPPED, pin ? "secret pin" : "secret password", NULL);
    }
}

char *
import_read (Import *self, const char *path)
{
  return self->reader != NULL ? self->reader (path, self->reader_data) : NULL;
}

static char *
to_utf8 (const char *data, gsize length, gboolean *latin)
{
  gboolean little = length >= 2 && (guchar) data[0] == 0xff && (guchar) data[1] == 0xfe;

  *latin = FALSE;
  if (little)
    return g_convert (data + 2, (gssize) length - 2, "UTF-8", "UTF-16LE", NULL, NULL, NULL);
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  if (g_utf8_validate (data, (gssize) length, NULL))
    return g_strndup (data, length);
  *latin = TRUE;
  return g_convert (data, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

/* Returns: the line of the first byte that no text has, or 0. */
static guint
find_binary (const char *data, gsize length)
{
  guint line = 1;

  if (length >= 2 && (guchar) data[0] == 0xff && (guchar) data[1] == 0xfe)
    return 0;
  for (gsize i = 0; i < length; i++)
    {
      if (data[i] == '\0')
        return line;
      line += data[i] == '\n';
    }
  return 0;
}

/* Line ends of DOS go, and other control characters become blanks: no setting may have them. */
static void
tidy (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      if (*from == '\r' && (from[1] == '\n' || from[1] == '\0'))
        continue;
      *to++ = *from != '\n' && g_ascii_iscntrl (*from) ? ' ' : *from;
    }
  *to = '\0';
}

char *
import_decode (const char *data, gsize length, gboolean *latin, GError **error)
{
  guint line = find_binary (data, length);
  char *text = line == 0 ? to_utf8 (data, length, latin) : NULL;

  if (text == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "line %u is no text\nGive the file that the other program reads, as it is.", MAX (line, 1));
      return NULL;
    }
  tidy (text);
  return text;
}
