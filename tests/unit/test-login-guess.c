/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is taken for a prompt, and what is not. */
#include "dialer-login-guess.h"

static const struct
{
  const char *text;
  DialerLoginGuess guess;
  const char *choice;
} cases[] = {
  { "", DIALER_LOGIN_GUESS_NOTHING, NULL },
  { "Welcome\r\n", DIALER_LOGIN_GUESS_NOTHING, NULL },
  { "Welcome\r\nlogin: ", DIALER_LOGIN_GUESS_USER, NULL },
  { "\r\n\r\nUsername:", DIALER_LOGIN_GUESS_USER, NULL },
  { "Enter your user ID? ", DIALER_LOGIN_GUESS_USER, NULL },
  { "Your name: ", DIALER_LOGIN_GUESS_USER, NULL },
  { "Benutzername: ", DIALER_LOGIN_GUESS_USER, NULL },
  { "Usuario: ", DIALER_LOGIN_GUESS_USER, NULL },
  { "Password: ", DIALER_LOGIN_GUESS_PASSWORD, NULL },
  { "joe\r\nPassword:", DIALER_LOGIN_GUESS_PASSWORD, NULL },
  { "joe's password: ", DIALER_LOGIN_GUESS_PASSWORD, NULL },
  { "Passwort: ", DIALER_LOGIN_GUESS_PASSWORD, NULL },
  { "Mot de passe : ", DIALER_LOGIN_GUESS_PASSWORD, NULL },
  { "Last login: Mon Nov 23\r\n", DIALER_LOGIN_GUESS_NOTHING, NULL },
  { "Last login: Mon Nov 23", DIALER_LOGIN_GUESS_NOTHING, NULL }, /* the rest has not come yet */
  { "router> ", DIALER_LOGIN_GUESS_CHOICE, "ppp" },
  { "% ", DIALER_LOGIN_GUESS_CHOICE, "ppp" },
  { "1) Telnet\r\n2) PPP\r\n3) SLIP\r\nChoice: ", DIALER_LOGIN_GUESS_CHOICE, "2" },
  { "1 - PPP\r\nselect: ", DIALER_LOGIN_GUESS_CHOICE, "1" },
  { "(P) PPP\r\n(S) Shell\r\n? ", DIALER_LOGIN_GUESS_CHOICE, "P" },
  { "Type P for PPP: ", DIALER_LOGIN_GUESS_CHOICE, "P" },
  { "~\x7f}#@!}!}!", DIALER_LOGIN_GUESS_PPP, NULL },
  { "noise~\x7f\x03@!", DIALER_LOGIN_GUESS_PPP, NULL },
  { "Kartennummer eingeben", DIALER_LOGIN_GUESS_USER, NULL },   /* the profile's own words */
  { "Geheimzahl eingeben", DIALER_LOGIN_GUESS_PASSWORD, NULL },
};

static void
test_guess (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *choice = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (dialer_login_guess (cases[i].text, "Kartennummer", "geheimzahl", &choice), ==, cases[i].guess);
      g_assert_cmpstr (choice, ==, cases[i].choice);
    }
}

static void
test_refusal (void)
{
  g_assert_true (dialer_login_guess_is_refusal ("\r\nLogin incorrect\r\nlogin: "));
  g_assert_true (dialer_login_guess_is_refusal ("% Access denied"));
  g_assert_false (dialer_login_guess_is_refusal ("\r\nWelcome, joe\r\n$ "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/login-guess/guess", test_guess);
  g_test_add_func ("/login-guess/refusal", test_refusal);
  return g_test_run ();
}
