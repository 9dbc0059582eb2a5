/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Making login.script of the steps of another program. */
#include "import-login.h"

#include <string.h>

struct _ImportLogin
{
  ImportProfile *profile;
  GString *script;
  char *prompt; /* what was waited for last */
};

ImportLogin *
import_login_new (ImportProfile *profile)
{
  ImportLogin *self = g_new0 (ImportLogin, 1);

  self->profile = profile;
  self->script = g_string_new (NULL);
  self->prompt = g_strdup ("");
  return self;
}

void
import_login_free (ImportLogin *self)
{
  g_string_free (self->script, TRUE);
  g_free (self->prompt);
  g_free (self);
}

char *
import_login_quote (const char *text)
{
  static const char *const words[] = { "ask", "$user", "$password", NULL };
  g_autofree char *escaped = NULL;

  /* As chat(8) writes a character by its number, so that it is no word of ours any more. */
  if (g_strv_contains (words, text))
    escaped = g_strdup_printf ("\\%03o%s", (guchar) text[0], text + 1);
  return g_shell_quote (escaped != NULL ? escaped : text);
}

void
import_login_add (ImportLogin *self, const char *step, ...)
{
  va_list arguments;

  va_start (arguments, step);
  g_string_append_vprintf (self->script, step, arguments);
  va_end (arguments);
  g_string_append_c (self->script, '\n');
}

void
import_login_expect (ImportLogin *self, const char *text, guint timeout, const char *otherwise)
{
  g_autofree char *quoted = import_login_quote (text);

  g_free (self->prompt);
  self->prompt = g_strdup (text);
  if (*text == '\0')
    return;
  g_string_append_printf (self->script, "expect %s", quoted);
  if (timeout > 0)
    g_string_append_printf (self->script, " timeout %u", timeout);
  if (otherwise != NULL)
    g_string_append_printf (self->script, " else %s", otherwise);
  g_string_append_c (self->script, '\n');
}

static gboolean
has_word (const char *prompt, const char *const *words)
{
  g_autofree char *lower = g_ascii_strdown (prompt, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
import_login_asks_for_password (const char *prompt)
{
  static const char *const words[] = { "assw", "sword", "word:", "passphrase", "ord:", "kennwort", "mot de passe",
                                       "contrase", "senha", "parola", "wachtwoord", "losenord", "salasana", "heslo",
                                       "haslo", "jelszo", "sifre", NULL };

  return has_word (prompt, words);
}

gboolean
import_login_asks_for_user (const char *prompt)
{
  static const char *const words[] = { "ogin", "sername", "ser name", "user", "name:", "ign on", "ignon", "benutzer",
                                       "usuario", "utente", "utilisateur", "identifiant", "utilizador", "gebruiker",
                                       "kullanici", NULL };

  return has_word (prompt, words);
}

gboolean
import_login_is_prompt (const char *text)
{
  return import_login_asks_for_user (text) || import_login_asks_for_password (text);
}

static void
send_password (ImportLogin *self, ImportEntry *entry, const char *text)
{
  import_entry_hide (entry);
  if (self->profile->password == NULL || g_str_equal (self->profile->password, text))
    {
      import_profile_set_secret (self->profile, entry, "password", text);
      import_login_add (self, "send $password");
      return;
    }
  /* There is room for one password only, and a script is no place for another. */
  import_login_ask (self, "Password?");
  import_entry_settle (entry, IMPORT_APPROXIMATED, "login.script=send ask",
                       "it is another password than the one that is stored, and is asked for");
}

static void
send_user (ImportLogin *self, ImportEntry *entry, const char *text)
{
  g_autofree char *setting = g_strconcat ("ppp.user=", text, NULL);

  import_profile_set (self->profile, "ppp.user", text);
  import_login_add (self, "send $user");
  import_entry_settle (entry, IMPORT_MAPPED, setting, NULL);
}

void
import_login_send (ImportLogin *self, ImportEntry *entry, const char *text, gboolean raw, gboolean hidden)
{
  g_autofree char *user = import_profile_get (self->profile, "ppp.user");
  g_autofree char *quoted = import_login_quote (text);

  if (*text != '\0' && (hidden || import_login_asks_for_password (self->prompt)))
    send_password (self, entry, text);
  else if (*text != '\0' && import_login_asks_for_user (self->prompt) && (user == NULL || g_str_equal (user, text)))
    send_user (self, entry, text);
  else
    {
      import_login_add (self, "%s %s", raw ? "send-raw" : "send", quoted);
      import_entry_settle (entry, IMPORT_MAPPED, "login.script", NULL);
    }
}

void
import_login_ask (ImportLogin *self, const char *question)
{
  g_autofree char *quoted = g_shell_quote (*question != '\0' ? question : "Answer?");

  import_login_add (self, "send ask %s", quoted);
}

gboolean
import_login_is_empty (ImportLogin *self)
{
  return self->script->len == 0;
}

void
import_login_finish (ImportLogin *self)
{
  if (self->script->len == 0)
    return;
  import_login_add (self, "ppp");
  import_profile_set (self->profile, "login.script", g_strchomp (self->script->str));
  import_profile_set (self->profile, "login.method", "script");
}
