/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* pppd's options. */
#include "import-pppd.h"

#include <string.h>

#include "import-chat.h"
#include "import-common.h"
#include "import-keys.h"
#include "import-words.h"

#define DEPTH_MAX 8  /* of files in files, should they name each other */
#define FILES_MAX 64 /* of all of them */

/* Words on their way into a profile. */
typedef struct
{
  Import *import;
  ImportProfile *profile;
  const char *file;
  ImportEntry *entry; /* for words that are no file's; NULL once the first has taken it */
  guint depth;
} Reader;

static void read_path (Reader *self, ImportEntry *entry, const char *path);

static guint
count_arguments (const ImportKey *key)
{
  switch (key->kind)
    {
    case IMPORT_TEXT:
    case IMPORT_NUMBER:
      return 1;
    case IMPORT_OPTION:
    case IMPORT_OWN:
    case IMPORT_NOTHING:
      return key->hint != NULL && g_str_equal (key->hint, "1") ? 1 : 0;
    case IMPORT_FLAG:
    case IMPORT_FLAG_NOT:
    case IMPORT_SPEED:
    case IMPORT_ADDRESS:
    case IMPORT_COMMAND:
    case IMPORT_CHOICE:
    case IMPORT_FIXED:
    case IMPORT_IMPLIED:
      break;
    }
  return 0;
}

static ImportEntry *
add_entry (Reader *self, guint line, const char *key, const char *value)
{
  ImportEntry *entry = self->entry;

  self->entry = NULL;
  if (entry == NULL)
    return import_add_entry (self->import, self->file, line, key, value);
  if (g_str_equal (key, "password"))
    import_entry_hide (entry);
  return entry;
}

/* What may still be used, once a method is refused. */
static void
refuse (ImportProfile *profile, ImportEntry *entry, const char *word)
{
  static const char *const methods[][2] = { { "pap", "pap" }, { "chap", "chap" }, { "mschap", "mschap" },
                                            { "mschap-v2", "mschapv2" }, { "eap", "eap" } };
  const char *method = g_str_has_prefix (word, "refuse-") ? word + strlen ("refuse-") : word + 1;
  g_autofree char *before = import_profile_get (profile, "ppp.auth");
  g_auto (GStrv) allowed = g_strsplit (before != NULL ? before : "pap;chap;mschap;mschapv2;eap", ";", -1);
  g_autoptr (GString) left = g_string_new (NULL);

  for (guint i = 0; allowed[i] != NULL; i++)
    {
      gboolean refused = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (methods); j++)
        refused |= g_str_equal (methods[j][0], method) && g_str_equal (methods[j][1], allowed[i]);
      if (!refused)
        g_string_append_printf (left, "%s%s", left->len > 0 ? ";" : "", allowed[i]);
    }
  if (left->len > 0)
    import_keys_set (profile, entry, "ppp.auth", left->str, NULL);
  else
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "no method would be left");
}

static void
set_asyncmap (ImportProfile *profile, ImportEntry *entry, const char *value)
{
  const char *digits = g_ascii_strncasecmp (value, "0x", 2) == 0 ? value + 2 : value;
  guint64 map;
  g_autofree char *text = NULL;

  if (!g_ascii_string_to_unsigned (digits, 16, 0, G_MAXUINT32, &map, NULL))
    {
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is no hexadecimal number of 32 bits");
      return;
    }
  text = g_strdup_printf ("%" G_GINT64_MODIFIER "x", map);
  import_keys_set (profile, entry, "ppp.asyncmap", text, NULL);
}

static void
set_name (ImportProfile *profile, ImportEntry *entry, const char *value)
{
  g_autofree char *user = import_profile_get (profile, "ppp.user");

  if (user != NULL)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "user goes before name");
  else if (import_value_is_quotes (value))
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is empty");
  else
    import_keys_set (profile, entry, "ppp.user", value, NULL);
}

static void
call (Reader *self, ImportEntry *entry, const char *name)
{
  g_autofree char *folder = g_path_get_dirname (self->file);
  g_autofree char *beside = g_build_filename (folder, name, NULL);
  g_autofree char *peer = g_build_filename ("/etc/ppp/peers", name, NULL);
  g_autofree char *text = import_read (self->import, beside);

  /* No more than pppd allows: nothing outside the folder of peers. */
  if (*name == '\0' || *name == '/' || strstr (name, "..") != NULL)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is not the name of a peer");
  else
    read_path (self, entry, text != NULL ? beside : peer);
  import_forget_text (g_steal_pointer (&text));
}

/* Rows that the table leaves to us. */
static void
apply_own (Reader *self, ImportEntry *entry, const char *word, const char *value)
{
  if (g_str_equal (word, "connect"))
    import_chat_read_command (self->import, self->profile, entry, value);
  else if (g_str_equal (word, "init"))
    import_chat_read_command (self->import, self->profile, entry, value);
  else if (g_str_equal (word, "call"))
    call (self, entry, value);
  else if (g_str_equal (word, "file"))
    read_path (self, entry, value);
  else if (g_str_equal (word, "name"))
    set_name (self->profile, entry, value);
  else if (g_str_equal (word, "password"))
    import_profile_set_secret (self->profile, entry, "password", value);
  else if (g_str_equal (word, "asyncmap"))
    set_asyncmap (self->profile, entry, value);
  else if (g_str_equal (word, "replacedefaultroute"))
    import_keys_set (self->profile, entry, "ipv4.metric", "0",
                     "no default route is replaced: this one goes before the others");
  else if (g_str_equal (word, "ipv6"))
    import_keys_set (self->profile, entry, "ipv6.method", "auto", "the interface identifiers are negotiated");
  else if (g_str_equal (word, "mppe"))
    import_keys_set (self->profile, entry, "ppp.mppe", strstr (value, "required") != NULL ? "require" : "allow",
                     "128 bits, stateless");
  else
    refuse (self->profile, entry, word);
}

/* LOCAL:REMOTE, either of which may be left out. */
static gboolean
read_addresses (Reader *self, const ImportWord *word)
{
  g_auto (GStrv) sides = g_strsplit (word->text, ":", 2);
  const char *why;

  if (g_strv_length (sides) != 2)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *address = import_value_convert (IMPORT_ADDRESS, NULL, sides[i], &why);

      if (address == NULL && *sides[i] != '\0')
        return FALSE;
    }
  if (*sides[0] == '\0' || g_str_equal (sides[0], "0.0.0.0"))
    import_entry_settle (add_entry (self, word->line, word->text, NULL), IMPORT_APPROXIMATED, NULL,
                         "the peer gives both addresses, as it always may");
  else
    {
      ImportEntry *entry = add_entry (self, word->line, word->text, NULL);

      import_common_set_address (self->profile, entry, "ipv4.address", sides[0]);
      if (*sides[1] != '\0')
        import_common_set_address (self->profile, entry, "ipv4.peer", sides[1]);
    }
  return TRUE;
}

/* A word that is no option's name: a device, a speed, addresses. */
static void
read_value (Reader *self, const ImportWord *word)
{
  const char *text = word->text;
  const char *why;
  gboolean device = g_str_has_prefix (text, "/dev/") || g_str_has_prefix (text, "tty")
                    || g_str_has_prefix (text, "modem") || g_str_has_prefix (text, "rfcomm");

  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    {
      g_autofree char *speed = import_value_convert (IMPORT_SPEED, NULL, text, &why);
      ImportEntry *entry = add_entry (self, word->line, "speed", text);

      if (speed != NULL)
        import_keys_set (self->profile, entry, "line.speed", speed, NULL);
      else
        import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, why);
    }
  else if (device)
    import_common_set_device (self->profile, add_entry (self, word->line, "device", text), text);
  else if (!read_addresses (self, word))
    /* It may be anything, a password in a wrong place too. */
    import_entry_settle (add_entry (self, word->line, "(unknown word)", NULL), IMPORT_LEFT_OUT, NULL,
                         "pppd has no such option, or it takes no part in a call");
}

static void
read_words (Reader *self, GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const ImportWord *word = words->pdata[i];
      const ImportKey *key = import_keys_find (IMPORT_PPPD, word->text);
      const char *value = "";
      ImportEntry *entry;

      if (key == NULL)
        {
          read_value (self, word);
          continue;
        }
      if (count_arguments (key) > 0 && i + 1 < words->len)
        value = ((ImportWord *) words->pdata[++i])->text;
      entry = add_entry (self, word->line, word->text, value);
      if (key->kind == IMPORT_OWN)
        apply_own (self, entry, key->name, value);
      else
        import_keys_apply (key, self->profile, entry, value);
    }
}

static void
read_text (Reader *self, const char *name, const char *text)
{
  ImportFile file = { name, text };
  g_autoptr (GPtrArray) words = import_words_read (self->import, &file, FALSE);
  Reader reader = { self->import, self->profile, name, NULL, self->depth + 1 };

  read_words (&reader, words);
}

static void
read_path (Reader *self, ImportEntry *entry, const char *path)
{
  gboolean allowed = self->depth < DEPTH_MAX && self->import->sources->len < FILES_MAX;
  g_autofree char *text = allowed ? import_read (self->import, path) : NULL;

  if (text == NULL)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "that file can't be read, or is part of itself");
  else
    {
      import_entry_settle (entry, IMPORT_MAPPED, NULL, "see its lines");
      read_text (self, path, text);
    }
  import_forget_text (g_steal_pointer (&text));
}

void
import_pppd_read_file (Import *import, ImportProfile *profile, const ImportFile *file)
{
  Reader reader = { import, profile, file->name, NULL, 0 };

  read_text (&reader, file->name, file->text);
}

void
import_pppd_read_words (Import *import, ImportProfile *profile, ImportEntry *entry, const char *text)
{
  g_autoptr (GPtrArray) words = import_words_split (text, entry->line, FALSE);
  Reader reader = { import, profile, entry->file, entry, 1 };

  if (words->len == 0)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is empty");
  read_words (&reader, words);
}

/* How well a line fits, 0 for not at all: exact names go before *, and the client's before the server's. */
static guint
rate (const char *client, const char *server, const char *user, const char *remote)
{
  guint fit = 0;

  if (g_str_equal (client, user))
    fit += 2;
  else if (!g_str_equal (client, "*"))
    return 0;
  if (remote != NULL && g_str_equal (server, remote))
    fit += 1;
  else if (!g_str_equal (server, "*") && remote != NULL)
    return 0;
  return fit + 1;
}

/* A line of secrets: client, server, secret, addresses. */
typedef struct
{
  const char *client;
  const char *server;
  const char *secret;
  ImportEntry *entry;
  guint fit;
} SecretLine;

static void
take_secret (ImportProfile *profile, const SecretLine *best)
{
  if (best->secret[0] == '@')
    import_entry_settle (best->entry, IMPORT_LEFT_OUT, NULL,
                         "the password is in another file; store it with dialctl secret set");
  else
    import_profile_set_secret (profile, best->entry, "password", best->secret);
}

static void
read_secrets (Import *import, ImportProfile *profile, const char *path, const char *user)
{
  g_autofree char *text = import_read (import, path);
  ImportFile file = { path, text };
  g_autofree char *remote = import_profile_get (profile, "ppp.remote-name");
  g_autoptr (GPtrArray) words = text != NULL ? import_words_read (import, &file, FALSE) : NULL;
  SecretLine best = { NULL, NULL, NULL, NULL, 0 };

  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      ImportWord **word = (ImportWord **) &words->pdata[i];
      gboolean whole = i + 2 < words->len && !word[1]->first && !word[2]->first;
      SecretLine line = { word[0]->text, whole ? word[1]->text : "", whole ? word[2]->text : "", NULL, 0 };

      if (!word[0]->first)
        continue;
      line.entry = import_add_entry (import, path, word[0]->line, word[0]->text, whole ? line.secret : NULL);
      import_entry_hide (line.entry);
      line.fit = whole ? rate (line.client, line.server, user, remote) : 0;
      if (line.fit > best.fit)
        best = line;
    }
  if (best.fit > 0)
    take_secret (profile, &best);
  import_forget_text (g_steal_pointer (&text));
}

void
import_pppd_read_secrets (Import *import, ImportProfile *profile)
{
  static const char *const paths[] = { "/etc/ppp/pap-secrets", "/etc/ppp/chap-secrets" };
  g_autofree char *user = import_profile_get (profile, "ppp.user");

  for (guint i = 0; i < G_N_ELEMENTS (paths) && user != NULL && profile->password == NULL; i++)
    read_secrets (import, profile, paths[i], user);
}

char *
import_pppd_quote (const char *word)
{
  GString *text = g_string_new ("\"");

  for (const char *c = word; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
  return g_string_free (text, FALSE);
}
