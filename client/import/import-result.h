/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What an import makes of its sources: profiles, and for every line of a source what became of it. */
#pragma once

#include <glib.h>

/**
 * ImportFate:
 *
 * What became of a line, or of a word of one.
 */
typedef enum
{
  IMPORT_LEFT_OUT,
  IMPORT_APPROXIMATED,
  IMPORT_MAPPED,
} ImportFate;

/**
 * ImportEntry:
 * @file: the source
 * @line: counted from 1; 0 for what the source leaves unsaid
 * @key: the other program's word
 * @value: what stands with it, masked if it is secret; "" for none
 * @setting: what it has become, such as "dial.numbers=5551234"; "" if it needs no setting here
 * @note: how it was approximated, or why it was left out; "" if there is nothing to say
 * @settled: whether somebody has decided on it
 */
typedef struct
{
  char *file;
  guint line;
  char *key;
  char *value;
  gboolean secret;
  ImportFate fate;
  char *setting;
  char *note;
  gboolean settled;
} ImportEntry;

/**
 * ImportProfile:
 * @settings: as dialctl-settings.h has them
 * @device: (nullable): where the other program looks for the modem
 * @device_entry: (nullable): the line that says so
 * @password: (nullable): never to be printed
 * @pin: (nullable): likewise
 */
typedef struct
{
  char *name;
  GKeyFile *settings;
  char *device;
  ImportEntry *device_entry;
  char *password;
  char *pin;
} ImportProfile;

/** ImportSource: A file: its name, how many lines it has, and how many of them are empty or comments. */
typedef struct
{
  char *file;
  guint n_lines;
  guint n_empty;
} ImportSource;

/**
 * ImportReader:
 * @path: of a file that a source speaks of
 *
 * Returns: (transfer full) (nullable): its text, or %NULL when it can't be had
 */
typedef char *(*ImportReader) (const char *path, gpointer user_data);

/** ImportFile: A source as it was read. */
typedef struct
{
  const char *name;
  const char *text;
} ImportFile;

/**
 * Import:
 * @profiles: (element-type ImportProfile)
 * @entries: (element-type ImportEntry): in the order of the lines
 * @sources: (element-type ImportSource)
 * @reader: (nullable): how other files are read
 */
typedef struct
{
  GPtrArray *profiles;
  GPtrArray *entries;
  GPtrArray *sources;
  ImportReader reader;
  gpointer reader_data;
} Import;

Import *import_new (ImportReader reader, gpointer reader_data);
void import_free (Import *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

/** import_add_source: Returns: (transfer none): the record of a new source, without lines yet */
ImportSource *import_add_source (Import *self, const char *file);

/**
 * import_add_entry:
 * @value: (nullable): masked here if @key sounds as if it were a secret's
 *
 * Returns: (transfer none): a new entry, left out until import_entry_settle() says otherwise
 */
ImportEntry *import_add_entry (Import *self, const char *file, guint line, const char *key, const char *value);

/**
 * import_add_unsaid:
 *
 * Returns: (transfer none): the entry, of line 0, for what @file leaves unsaid; one for each @key
 */
ImportEntry *import_add_unsaid (Import *self, const char *file, const char *key);

/** import_entry_hide: Masks the value of an entry that has turned out to be a secret. */
void import_entry_hide (ImportEntry *self);

/**
 * import_entry_settle:
 * @setting: (nullable): what it has become
 * @note: (nullable): what there is to say
 *
 * The best fate counts when a line serves several profiles.
 */
void import_entry_settle (ImportEntry *self, ImportFate fate, const char *setting, const char *note);

/**
 * import_settle_rest:
 *
 * Gives @note to all entries that nobody has decided on.
 */
void import_settle_rest (Import *self, const char *note);

/**
 * import_add_profile:
 * @name: as the other program has it; made fit for a profile
 *
 * Returns: (transfer none): a new profile, whose name no other one has
 */
ImportProfile *import_add_profile (Import *self, const char *name);

/** import_profile_set: Sets a value that import_value_check() would let pass. */
void import_profile_set (ImportProfile *self, const char *path, const char *value);

/** import_profile_get: Returns: (transfer full) (nullable): a value, or %NULL */
char *import_profile_get (ImportProfile *self, const char *path);

/** import_profile_append: Appends to a list, with what separates members escaped. */
void import_profile_append (ImportProfile *self, const char *path, const char *member);

/**
 * import_profile_set_secret:
 * @name: "password" or "pin"
 *
 * Keeps @value for the secret store and settles @entry, whose value is masked.
 */
void import_profile_set_secret (ImportProfile *self, ImportEntry *entry, const char *name, const char *value);

/** import_read: Returns: (transfer full) (nullable): the text of another file */
char *import_read (Import *self, const char *path);

/** import_forget_text: Wipes and frees a text that may hold passwords. */
void import_forget_text (char *text);

/**
 * import_decode:
 * @data: a file, @length bytes
 * @latin: (out): whether it was no UTF-8, and was read as Latin 1
 *
 * Returns: (transfer full) (nullable): UTF-8 without byte order mark and carriage returns, or %NULL with a
 *   #GOptionError set, whose message names the line that is no text
 */
char *import_decode (const char *data, gsize length, gboolean *latin, GError **error);
