/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* OpenWrt's /etc/config/network: interfaces of proto ppp and 3g. */
#include <string.h>

#include "import-chat.h"
#include "import-common.h"
#include "import-formats.h"
#include "import-keys.h"
#include "import-pppd.h"
#include "import-words.h"

/* One "option" or "list", or, with @key NULL, the "config" line itself. */
typedef struct
{
  char *key;
  char *value;
  ImportEntry *entry;
} Option;

static void
option_free (gpointer data)
{
  Option *self = data;

  g_free (self->key);
  import_forget_text (self->value);
  g_free (self);
}

static Option *
option_new (const char *key, const char *value, ImportEntry *entry)
{
  Option *self = g_new0 (Option, 1);

  self->key = g_strdup (key);
  self->value = g_strdup (value);
  self->entry = entry;
  return self;
}

static const char *
get (GPtrArray *options, const char *key)
{
  for (guint i = options->len; i > 0; i--)
    {
      Option *option = options->pdata[i - 1];

      if (g_strcmp0 (option->key, key) == 0)
        return option->value;
    }
  return "";
}

static void
import_keepalive (ImportProfile *profile, ImportEntry *entry, const char *value)
{
  const ImportKey failures = { IMPORT_OPENWRT, "", "ppp.echo-failures", IMPORT_NUMBER, "0-255", NULL };
  const ImportKey interval = { IMPORT_OPENWRT, "", "ppp.echo-interval", IMPORT_NUMBER, "0-4294967295", NULL };
  g_auto (GStrv) words = g_strsplit_set (value, " ,", 2);

  if (words[0] == NULL || *words[0] == '\0')
    {
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is empty");
      return;
    }
  import_keys_apply (&failures, profile, entry, words[0]);
  if (words[1] != NULL)
    import_keys_apply (&interval, profile, entry, words[1]);
}

/* Seconds without traffic, after which the link goes down until a packet wants out; 0 for never. */
static void
import_demand (ImportProfile *profile, ImportEntry *entry, const char *value)
{
  const ImportKey idle = { IMPORT_OPENWRT, "", "limit.idle", IMPORT_NUMBER, "0-4294967295", NULL };

  import_keys_apply (&idle, profile, entry, value);
  if (g_ascii_strtoull (value, NULL, 10) > 0)
    import_profile_set (profile, "profile.autoconnect", "demand");
}

static void
import_dns (ImportProfile *profile, ImportEntry *entry, const char *value)
{
  g_auto (GStrv) servers = g_strsplit (value, " ", -1);

  for (guint i = 0; servers[i] != NULL; i++)
    import_common_add_dns (profile, entry, servers[i]);
}

static void
import_own (Import *import, ImportProfile *profile, Option *option)
{
  const char *key = option->key;

  if (g_str_equal (key, "proto"))
    import_entry_settle (option->entry, IMPORT_MAPPED, NULL, "a profile is for a modem");
  else if (g_str_equal (key, "device"))
    import_common_set_device (profile, option->entry, option->value);
  else if (g_str_equal (key, "pincode"))
    import_profile_set_secret (profile, option->entry, "pin", option->value);
  else if (g_str_equal (key, "password"))
    import_profile_set_secret (profile, option->entry, "password", option->value);
  else if (g_str_equal (key, "dialnumber"))
    import_common_add_number (profile, option->entry, option->value);
  else if (g_str_equal (key, "connect"))
    import_chat_read_command (import, profile, option->entry, option->value);
  else if (g_str_equal (key, "keepalive"))
    import_keepalive (profile, option->entry, option->value);
  else if (g_str_equal (key, "demand"))
    import_demand (profile, option->entry, option->value);
  else if (g_str_equal (key, "peerdns"))
    import_common_set_peer_dns (profile, option->entry, option->value);
  else if (g_str_equal (key, "dns"))
    import_dns (profile, option->entry, option->value);
  else if (g_str_equal (key, "dns_search"))
    import_keys_set (profile, option->entry, "ipv4.dns-search", option->value, NULL);
  else
    import_pppd_read_words (import, profile, option->entry, option->value);
}

static void
import_option (Import *import, ImportProfile *profile, Option *option)
{
  const ImportKey *key = option->key != NULL ? import_keys_find (IMPORT_OPENWRT, option->key) : NULL;

  if (option->key == NULL)
    return;
  if (key == NULL)
    import_entry_settle (option->entry, IMPORT_LEFT_OUT, NULL, "it has no counterpart here");
  else if (*option->value == '\0')
    import_entry_settle (option->entry, IMPORT_LEFT_OUT, NULL, "it is empty");
  else if (key->kind == IMPORT_OWN)
    import_own (import, profile, option);
  else
    import_keys_apply (key, profile, option->entry, option->value);
}

/* The options of one "config" that has ended. */
static void
import_section (Import *import, const char *file, const char *type, const char *name, GPtrArray *options)
{
  const char *proto = get (options, "proto");
  gboolean cellular = g_str_equal (proto, "3g");
  gboolean ours = g_str_equal (type, "interface") && (cellular || g_str_equal (proto, "ppp"));
  g_autofree char *setting = NULL;
  ImportProfile *profile;

  if (!ours)
    {
      for (guint i = 0; i < options->len; i++)
        import_entry_settle (((Option *) options->pdata[i])->entry, IMPORT_LEFT_OUT, NULL,
                             "it belongs to no interface of proto ppp or 3g");
      return;
    }
  profile = import_add_profile (import, *name != '\0' ? name : "ppp");
  setting = g_strconcat ("profile.name=", profile->name, NULL);
  for (guint i = 0; i < options->len; i++)
    {
      Option *option = options->pdata[i];

      if (option->key == NULL)
        import_entry_settle (option->entry, IMPORT_MAPPED, setting, NULL);
      import_option (import, profile, option);
    }
  if (cellular && *get (options, "dialnumber") == '\0')
    import_profile_set (profile, "cellular.number", "*99***1#");
  import_common_finish (import, profile, file);
}

/* The words of one line, such as: option username 'me'. */
static guint
take_line (GPtrArray *words, guint first, const char **line)
{
  guint n = 0;

  line[0] = line[1] = line[2] = "";
  do
    {
      if (n < 3)
        line[n] = ((ImportWord *) words->pdata[first + n])->text;
      n++;
    }
  while (first + n < words->len && !((ImportWord *) words->pdata[first + n])->first);
  return n;
}

static gboolean
read_file (Import *import, const ImportFile *file)
{
  g_autoptr (GPtrArray) words = import_words_read (import, file, FALSE);
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (option_free);
  const char *type = "", *name = "";
  gboolean found = FALSE;
  const char *line[3];

  for (guint i = 0; i < words->len; i += take_line (words, i, line))
    {
      guint number = ((ImportWord *) words->pdata[i])->line;

      (void) take_line (words, i, line);
      if (g_str_equal (line[0], "config"))
        {
          if (found)
            import_section (import, file->name, type, name, options);
          g_ptr_array_set_size (options, 0);
          type = line[1];
          name = line[2];
          found = TRUE;
          g_ptr_array_add (options,
                           option_new (NULL, "", import_add_entry (import, file->name, number, "config", name)));
        }
      else if (g_str_equal (line[0], "option") || g_str_equal (line[0], "list"))
        g_ptr_array_add (options, option_new (line[1], line[2],
                                              import_add_entry (import, file->name, number, line[1], line[2])));
      else
        import_entry_settle (import_add_entry (import, file->name, number, "(other text)", NULL), IMPORT_LEFT_OUT, NULL,
                             "it is neither config nor option nor list");
    }
  if (found)
    import_section (import, file->name, type, name, options);
  return found;
}

gboolean
import_openwrt (Import *import, const ImportFile *files, guint n_files, GError **error)
{
  gboolean found = FALSE;

  for (guint i = 0; i < n_files; i++)
    found |= read_file (import, &files[i]);
  import_settle_rest (import, "it stands in no section");
  if (!found)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "line 1: there is no 'config interface'\nGive OpenWrt's file, /etc/config/network.");
  return found;
}
