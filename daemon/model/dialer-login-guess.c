/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words of terminal servers and Unix hosts in the languages of their providers. */
#include "dialer-login-guess.h"

#include <string.h>

/* What a prompt ends with, when it is not one of the profile's. */
#define PROMPT_ENDS ")>}]:.|-?$%=#*\x11"

static const char *const password_words[] = {
  "password", "passwd", "passcode", "passphrase", "passwort", "kennwort", "mot de passe", "contrase", "senha",
  "parola", "wachtwoord", "losenord", "salasana", "heslo", "haslo", "jelszo", "sifre", NULL
};

/* Parts of words. */
static const char *const user_words[] = {
  "login", "logon", "signon", "sign.on", "sign on", "user", "username", "benutzer", "anmeld", "usuario", "utente",
  "utilisateur", "identifiant", "utilizador", "gebruiker", "account", "kullanici", NULL
};

/* Whole words only, for they are in many others. */
static const char *const short_user_words[] = { "name", "id", "userid", NULL };

static const char *const refusals[] = {
  "incorrect", "invalid", "denied", "failed", "failure", "not authorized", "not authorised", "bad password",
  "unknown user", "rejected", NULL
};

static gboolean
has_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i]; i++)
    if (strstr (text, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_whole_word (const char *text, const char *const *words)
{
  g_auto (GStrv) tokens = g_strsplit_set (text, " \t:.,;()[]<>-_=?*#\"'", -1);

  for (guint i = 0; tokens[i]; i++)
    if (g_strv_contains (words, tokens[i]))
      return TRUE;
  return FALSE;
}

gboolean
dialer_login_guess_is_ppp (const char *text)
{
  /* Flag, all-stations address, and the control byte, escaped or not; 0xff without its parity bit is 0x7f. */
  return strstr (text, "~\x7f}#") || strstr (text, "~\x7f\x03");
}

#define MENU_ITEM "(?:^|[\\s(\\[])([0-9a-z])\\s?[\\])>.:=-]*\\s*(?:for\\s+|start\\s+)?ppp\\b"

/* "1) PPP", "(P) PPP", "2 - ppp", "p for PPP" */
static char *
find_ppp_in_menu (const char *text)
{
  g_autoptr (GRegex) item = g_regex_new (MENU_ITEM, G_REGEX_CASELESS | G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (item, text, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static gboolean
has_prompt (const char *line, const char *prompt)
{
  g_autofree char *small = g_ascii_strdown (prompt, -1);

  return *small && strstr (line, small);
}

/* @line: the last one, in small letters, without blanks around it */
static DialerLoginGuess
guess_of_line (const char *line, const char *login_prompt, const char *password_prompt)
{
  gsize length = strlen (line);

  if (has_prompt (line, password_prompt))
    return DIALER_LOGIN_GUESS_PASSWORD;
  if (has_prompt (line, login_prompt))
    return DIALER_LOGIN_GUESS_USER;
  if (length == 0 || strchr (PROMPT_ENDS, line[length - 1]) == NULL)
    return DIALER_LOGIN_GUESS_NOTHING;
  if (has_any (line, password_words))
    return DIALER_LOGIN_GUESS_PASSWORD;
  if (has_any (line, user_words) || has_whole_word (line, short_user_words))
    return DIALER_LOGIN_GUESS_USER;
  return DIALER_LOGIN_GUESS_CHOICE;
}

gboolean
dialer_login_guess_is_password_prompt (const char *line, const char *password_prompt)
{
  g_autofree char *small = g_ascii_strdown (line, -1);

  return has_prompt (small, password_prompt) || has_any (small, password_words);
}

static const char *
find_last_line (const char *text)
{
  const char *cr = strrchr (text, '\r');
  const char *lf = strrchr (text, '\n');
  const char *end = MAX (cr, lf);

  return end ? end + 1 : text;
}

gboolean
dialer_login_guess_is_refusal (const char *text)
{
  g_autofree char *small = g_ascii_strdown (text, -1);

  return has_any (small, refusals);
}

DialerLoginGuess
dialer_login_guess (const char *text, const char *login_prompt, const char *password_prompt, char **choice)
{
  g_autofree char *small = g_ascii_strdown (text, -1);
  g_autofree char *line = g_strstrip (g_strdup (find_last_line (small)));
  DialerLoginGuess guess;

  *choice = NULL;
  if (dialer_login_guess_is_ppp (text))
    return DIALER_LOGIN_GUESS_PPP;
  guess = guess_of_line (line, login_prompt, password_prompt);
  if (guess != DIALER_LOGIN_GUESS_CHOICE)
    return guess;
  *choice = find_ppp_in_menu (text);
  if (*choice == NULL)
    *choice = g_strdup ("ppp");
  return guess;
}
