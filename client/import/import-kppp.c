/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kppprc: accounts, and modems that they are dialled with. */
#include <string.h>

#include "import-common.h"
#include "import-formats.h"
#include "import-ini.h"
#include "import-keys.h"
#include "import-kppp-rules.h"
#include "import-kppp-script.h"
#include "import-pppd.h"

#define ACCOUNTS_MAX 100 /* kppp's own limit */
#define MODEMS_MAX 16

/* One account with one modem, on the way into a profile. */
typedef struct
{
  Import *import;
  GPtrArray *lines;
  ImportKpppRules *rules;
  ImportProfile *profile;
  const char *account;
  const char *modem; /* NULL if there is none */
} Pair;

/* As KConfig writes values: \s is a blank, \\ a backslash. */
static char *
unescape (const char *value)
{
  GString *text = g_string_new (NULL);

  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c != '\\' || c[1] == '\0')
        {
          g_string_append_c (text, *c);
          continue;
        }
      c++;
      if (strchr ("stnr", *c) != NULL)
        g_string_append_c (text, ' ');
      else
        {
          if (*c == ',')
            g_string_append_c (text, '\\'); /* belongs to the list */
          g_string_append_c (text, *c);
        }
    }
  return g_string_free (text, FALSE);
}

/* A list with commas between, a comma in a member as \,. */
static GStrv
split_list (const char *value)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GString) member = g_string_new (NULL);

  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '\\' && c[1] == ',')
        g_string_append_c (member, *++c);
      else if (*c == ',')
        {
          g_ptr_array_add (members, g_strdup (member->str));
          g_string_truncate (member, 0);
        }
      else
        g_string_append_c (member, *c);
    }
  if (*value != '\0')
    g_ptr_array_add (members, g_strdup (member->str));
  g_ptr_array_add (members, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&members), FALSE);
}

/* Sets @entry to the line's, and returns its value, or NULL when there is no such line. */
static char *
get (Pair *self, const char *section, const char *key, ImportEntry **entry)
{
  ImportLine *line = section != NULL ? import_ini_find (self->lines, section, key) : NULL;

  *entry = line != NULL ? line->entry : NULL;
  return line != NULL ? unescape (line->value) : NULL;
}

static void
import_plain (Pair *self, const char *section)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      ImportLine *line = self->lines->pdata[i];
      const ImportKey *key = import_keys_find (IMPORT_KPPP, line->key);
      g_autofree char *value = unescape (line->value);

      if (key == NULL || section == NULL || g_ascii_strcasecmp (line->section, section) != 0)
        continue;
      import_keys_apply (key, self->profile, line->entry, value);
    }
}

static void
import_numbers (Pair *self)
{
  ImportEntry *entry;
  g_autofree char *value = get (self, self->account, "Phonenumber", &entry);
  g_auto (GStrv) numbers = value != NULL ? g_strsplit (value, ":", -1) : NULL;
  g_autofree char *prefix = get (self, self->account, "DialPrefix", &entry);

  if (prefix != NULL && import_value_is_number (prefix))
    import_keys_set (self->profile, entry, "dial.prefix", prefix, NULL);
  else if (prefix != NULL)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, *prefix != '\0' ? "it can't be dialled" : "it is empty");

  import_forget_text (get (self, self->account, "Phonenumber", &entry));
  for (guint i = 0; numbers != NULL && numbers[i] != NULL; i++)
    import_common_add_number (self->profile, entry, numbers[i]);
  if (numbers != NULL && numbers[0] != NULL && numbers[1] != NULL)
    import_keys_set (self->profile, entry, "dial.order", "rotate", NULL);
}

static void
import_script (Pair *self)
{
  ImportEntry *commands_at, *arguments_at;
  g_autofree char *commands = get (self, self->account, "ScriptCommands", &commands_at);
  g_autofree char *arguments = get (self, self->account, "ScriptArguments", &arguments_at);
  g_auto (GStrv) command_list = split_list (commands != NULL ? commands : "");
  g_auto (GStrv) argument_list = split_list (arguments != NULL ? arguments : "");

  if (arguments_at != NULL)
    {
      /* There may be a password in it; its steps have entries of their own. */
      import_entry_hide (arguments_at);
      import_entry_settle (arguments_at, IMPORT_MAPPED, command_list[0] != NULL ? "login.script" : NULL, NULL);
    }
  if (commands_at == NULL)
    return;
  import_entry_settle (commands_at, IMPORT_MAPPED, command_list[0] != NULL ? "login.script" : NULL,
                       command_list[0] != NULL ? "see its steps" : "there are no steps");
  import_kppp_read_script (self->import, self->profile, commands_at, command_list, argument_list);
}

static void
import_authentication (Pair *self)
{
  ImportEntry *entry;
  g_autofree char *value = get (self, self->account, "Authentication", &entry);

  if (value == NULL || g_str_equal (value, "0"))
    {
      import_script (self);
      if (entry != NULL)
        import_entry_settle (entry, IMPORT_MAPPED, "login.method=script", NULL);
      return;
    }
  if (g_str_equal (value, "1"))
    import_keys_set (self->profile, entry, "ppp.auth", "pap", NULL);
  else if (g_str_equal (value, "3"))
    import_keys_set (self->profile, entry, "ppp.auth", "chap", NULL);
  else if (g_str_equal (value, "4"))
    import_keys_set (self->profile, entry, "ppp.auth", "pap;chap", NULL);
  else if (g_str_equal (value, "2"))
    import_keys_set (self->profile, entry, "login.method", "auto",
                     "prompts are answered; there is no terminal to type in");
  else
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "that value is not known");
}

/* A script that no authentication asks for, or none at all. */
static void
settle_script (Pair *self)
{
  static const char *const keys[] = { "ScriptCommands", "ScriptArguments" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      ImportLine *line = import_ini_find (self->lines, self->account, keys[i]);

      if (line == NULL || line->entry->settled)
        continue;
      import_entry_hide (line->entry);
      import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "Authentication does without a script");
    }
}

static void
import_password (Pair *self)
{
  ImportEntry *store_at, *entry;
  g_autofree char *store = get (self, self->account, "StorePassword", &store_at);
  g_autofree char *password = get (self, self->account, "Password", &entry);
  gboolean asked = store != NULL && !import_value_is_yes (store);

  if (store_at != NULL)
    import_keys_set (self->profile, store_at, "secret.password", asked ? "ask" : "stored", NULL);
  if (entry != NULL && asked)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "StorePassword has it asked for");
  else if (entry != NULL && self->profile->password != NULL && *password != '\0'
           && !g_str_equal (self->profile->password, password))
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "the login script has another one");
  else if (entry != NULL && *password != '\0')
    import_profile_set_secret (self->profile, entry, "password", password);
  else if (entry != NULL)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is empty");
  import_forget_text (g_steal_pointer (&password));
}

static void
import_addresses (Pair *self)
{
  ImportEntry *entry;
  g_autofree char *address = get (self, self->account, "IPAddr", &entry);
  g_autofree char *peer = NULL, *dns = NULL, *automatic = NULL;
  g_auto (GStrv) servers = NULL;

  if (address != NULL)
    import_common_set_address (self->profile, entry, "ipv4.address", address);
  peer = get (self, self->account, "Gateway", &entry);
  if (peer != NULL)
    import_common_set_address (self->profile, entry, "ipv4.peer", peer);
  dns = get (self, self->account, "DNS", &entry);
  servers = split_list (dns != NULL ? dns : "");
  if (dns != NULL && servers[0] == NULL)
    import_common_add_dns (self->profile, entry, "");
  for (guint i = 0; servers[i] != NULL; i++)
    import_common_add_dns (self->profile, entry, servers[i]);
  automatic = get (self, self->account, "AutoDNS", &entry);
  if (automatic != NULL)
    import_common_set_peer_dns (self->profile, entry, automatic);
}

static void
import_arguments (Pair *self)
{
  ImportEntry *entry;
  g_autofree char *value = get (self, self->account, "pppdArguments", &entry);
  g_auto (GStrv) words = split_list (value != NULL ? value : "");
  g_autofree char *text = g_strjoinv (" ", words);

  if (entry != NULL)
    import_pppd_read_words (self->import, self->profile, entry, text);
}

static void
import_cost (Pair *self)
{
  ImportEntry *enabled_at, *file_at;
  g_autofree char *enabled = get (self, self->account, "AccountingEnabled", &enabled_at);
  g_autofree char *file = get (self, self->account, "AccountingFile", &file_at);
  gboolean wanted = enabled != NULL && import_value_is_yes (enabled) && file != NULL && *file != '\0';
  const char *tariff = wanted ? import_kppp_rules_find (self->rules, file) : NULL;

  if (enabled_at != NULL && wanted)
    import_entry_settle (enabled_at, IMPORT_MAPPED, NULL, "see AccountingFile");
  else if (enabled_at != NULL)
    import_entry_settle (enabled_at, IMPORT_LEFT_OUT, NULL, "there is no tariff then");
  if (tariff != NULL)
    {
      import_profile_set (self->profile, "cost.tariff", tariff);
      import_entry_settle (file_at, IMPORT_MAPPED, "cost.tariff", "see the lines of that file");
    }
  else if (file_at != NULL)
    import_entry_settle (file_at, IMPORT_LEFT_OUT, NULL,
                         wanted ? "there is no such file: give it too, it is in kppp's folder Rules"
                                : "accounting is off, or has no file");
}

static void
import_modem (Pair *self)
{
  static const char *const inits[] = { "InitString", "InitString1" };
  ImportEntry *entry;
  g_autofree char *device = get (self, self->modem, "Device", &entry);
  g_autofree char *carrier = NULL, *flow = NULL;

  if (entry != NULL)
    import_common_set_device (self->profile, entry, device);
  for (guint i = 0; i < G_N_ELEMENTS (inits); i++)
    {
      g_autofree char *init = get (self, self->modem, inits[i], &entry);

      if (entry != NULL)
        import_common_add_init (self->profile, entry, init);
    }
  flow = get (self, self->modem, "FlowControl", &entry);
  if (entry != NULL)
    import_common_set_flow_control (self->profile, entry, flow);
  carrier = get (self, self->modem, "UseCDLine", &entry);
  if (entry != NULL)
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "kppp does not heed it either; see line.carrier-detect");
}

static void
settle_section (Pair *self, const char *section, const char *setting)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      ImportLine *line = self->lines->pdata[i];

      if (section != NULL && *line->key == '\0' && g_ascii_strcasecmp (line->section, section) == 0)
        import_entry_settle (line->entry, IMPORT_MAPPED, setting, NULL);
    }
}

static void
import_pair (Import *import, const char *file, GPtrArray *lines, ImportKpppRules *rules, const char *account,
             const char *modem, gboolean plain_name)
{
  Pair self = { import, lines, rules, NULL, account, modem };
  ImportEntry *account_at, *modem_at;
  g_autofree char *account_name = get (&self, account, "Name", &account_at);
  g_autofree char *modem_name = get (&self, modem, "Name", &modem_at);
  const char *base = account_name != NULL && *account_name != '\0' ? account_name : account;
  g_autofree char *name = plain_name ? g_strdup (base)
                                     : g_strdup_printf ("%s (%s)", base, modem_name != NULL ? modem_name : modem);
  g_autofree char *setting = NULL;

  self.profile = import_add_profile (import, name);
  setting = g_strconcat ("profile.name=", self.profile->name, NULL);
  if (account_at != NULL)
    import_entry_settle (account_at, IMPORT_MAPPED, setting, NULL);
  if (modem_at != NULL)
    import_entry_settle (modem_at, IMPORT_MAPPED, NULL, "the modem's settings go to each account");
  settle_section (&self, account, setting);
  settle_section (&self, modem, NULL);
  import_plain (&self, "General");
  import_plain (&self, modem);
  import_plain (&self, account);
  import_numbers (&self);
  import_authentication (&self);
  settle_script (&self);
  import_password (&self);
  import_addresses (&self);
  import_arguments (&self);
  import_cost (&self);
  import_modem (&self);
  import_common_finish (import, self.profile, file);
}

/* The modem that accounts are dialled with unless another is chosen. */
static const char *
find_default_modem (GPtrArray *lines, GPtrArray *modems)
{
  ImportLine *chosen = import_ini_find (lines, "General", "DefaultModem");

  for (guint i = 0; chosen != NULL && i < modems->len; i++)
    {
      ImportLine *name = import_ini_find (lines, modems->pdata[i], "Name");

      if (name != NULL && g_str_equal (name->value, chosen->value))
        {
          import_entry_settle (chosen->entry, IMPORT_MAPPED, NULL, "its profiles have the accounts' own names");
          return modems->pdata[i];
        }
    }
  return modems->len > 0 ? modems->pdata[0] : NULL;
}

static GPtrArray *
list_sections (GStrv sections, const char *pattern, guint max)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; sections[i] != NULL && found->len < max; i++)
    if (g_regex_match_simple (pattern, sections[i], 0, 0))
      g_ptr_array_add (found, sections[i]);
  return found;
}

static void
settle_others (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      ImportLine *line = lines->pdata[i];
      const ImportKey *key = import_keys_find (IMPORT_KPPP, line->key);

      if (line->entry->settled)
        continue;
      if (g_ascii_strcasecmp (line->section, "General") == 0 && *line->key == '\0')
        import_entry_settle (line->entry, IMPORT_MAPPED, NULL, "see its lines");
      else if (*line->key == '\0' && g_regex_match_simple ("^(Account|Modem)[0-9]", line->section, 0, 0))
        import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL, "100 accounts and 16 modems are read, no more");
      else
        import_entry_settle (line->entry, IMPORT_LEFT_OUT, NULL,
                             key != NULL && key->note != NULL ? key->note : "it is a matter of kppp's window");
    }
}

gboolean
import_kppp (Import *import, const ImportFile *files, guint n_files, GError **error)
{
  g_autoptr (GPtrArray) lines = import_ini_new_lines ();
  g_autoptr (ImportKpppRules) rules = import_kppp_rules_new (import, files, n_files);
  g_auto (GStrv) sections = NULL;
  g_autoptr (GPtrArray) accounts = NULL, modems = NULL;
  const char *default_modem;

  for (guint i = 0; i < n_files; i++)
    if (!import_kppp_rules_is_rules (files[i].name))
      import_ini_read (import, &files[i], "#;", lines);
  sections = import_ini_list_sections (lines);
  accounts = list_sections (sections, "^Account[0-9]+$", ACCOUNTS_MAX);
  modems = list_sections (sections, "^Modem[0-9]*$", MODEMS_MAX);
  default_modem = find_default_modem (lines, modems);
  for (guint i = 0; i < accounts->len; i++)
    {
      import_pair (import, files[0].name, lines, rules, accounts->pdata[i], default_modem, TRUE);
      for (guint j = 0; j < modems->len; j++)
        if (modems->pdata[j] != default_modem)
          import_pair (import, files[0].name, lines, rules, accounts->pdata[i], modems->pdata[j], FALSE);
    }
  import_kppp_rules_read_rest (rules);
  settle_others (lines);
  if (accounts->len == 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "line 1: there is no section [Account0]\nGive kppp's own file, such as ~/.kde/share/config/kppprc.");
  return accounts->len > 0;
}
