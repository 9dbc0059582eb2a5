/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Login scripts made of what was heard and typed, against what the service takes. */
#include "dialctl-learner.h"

#include <string.h>

#include "dialer-login-script.h"

#define PASSWORD "Zq9-k7w"

/* Who is heard: the peer ('<'), with what it gives back of what is typed ('>'). */
typedef struct
{
  const char *name;
  const char *user;
  const char *talk[20];
  const char *script;
  const char *typed_user;
} Example;

static const Example examples[] = {
  { "login", "joe",
    { "<hello\r\nhost login: ", ">joe\r", "<joe\r\nPassword: ", ">" PASSWORD "\r", "<\r\nEntering PPP\r\n~\x7f}#" },
    "expect 'login:'\nsend $user\nexpect 'Password:'\nsend $password\nppp" },
  { "name-is-learned", NULL,
    { "<Username: ", ">ma", "<ma", ">ry\r", "<ry\r\nPassword: ", ">" PASSWORD "\r" },
    "expect 'Username:'\nsend $user\nexpect 'Password:'\nsend $password\nppp", "mary" },
  { "other-name", "joe", { "<login: ", ">guest\r", "<guest\r\n" }, "expect 'login:'\nsend 'guest'\nppp" },
  { "menu", "joe",
    { "<login: ", ">joe\r", "<joe\r\n1) Shell\r\n2) PPP\r\nYour choice (1-2) > ", ">2\r", "<2\r\n" },
    "expect 'login:'\nsend $user\nexpect 'choice (1-2) >'\nsend '2'\nppp" },
  /* What it hides from who types is secret, whatever it asks. */
  { "not-echoed", "joe",
    { "<login: ", ">joe\r", "<joe\r\nsesame? ", ">" PASSWORD "\r", "<\r\nok> ", ">ppp\r", "<ppp\r\n" },
    "expect 'login:'\nsend $user\nexpect 'sesame?'\nsend $password\nexpect 'ok>'\nsend 'ppp'\nppp" },
  { "masked", "joe", { "<sesame? ", ">" PASSWORD "\r", "<*******\r\n" }, "expect 'sesame?'\nsend $password\nppp" },
  { "nothing-echoed", "joe",
    { "<login: ", ">joe\r", "<\r\nPassword: ", ">" PASSWORD "\r", "<\r\nservice: ", ">ppp\r", "<\r\n" },
    "expect 'login:'\nsend $user\nexpect 'Password:'\nsend $password\nexpect 'service:'\nsend 'ppp'\nppp" },
  /* Hosts that give back what they should not: whole, with a line end in it, and in a prompt. */
  { "echoed", "joe",
    { "<Password: ", ">" PASSWORD "\r", "<" PASSWORD "\r\nyou said " PASSWORD " ok? ", ">y\r", "<y\r\n" },
    "expect 'Password:'\nsend $password\nexpect 'ok?'\nsend 'y'\nppp" },
  { "echoed-in-pieces", "joe",
    { "<Password: ", ">" PASSWORD "\r", "<Zq9-\r\nk7w\r\nhe>", ">Zq9-k7w\r", "<\r\nZQ9-K7W>", ">run Zq9-k7w\r" },
    "expect 'Password:'\nsend $password\nexpect 'he>'\nsend $password\nexpect '>'\nsend ask '>'\nppp" },
  { "marked", "joe",
    { "<speak> ", "wl", ">" PASSWORD "\r", "<" PASSWORD "\r\nnumber> ", "c", ">271828\r", "<271828\r\n" },
    "expect 'speak>'\nsend $password\nexpect 'number>'\nsend ask 'number>'\nppp" },
  { "code", "joe",
    { "<login: ", ">joe\r", "<joe\r\nEnter token code: ", ">271828\r", "<271828\r\n" },
    "expect 'login:'\nsend $user\nexpect 'code:'\nsend ask 'Enter token code:'\nppp" },
  { "second-password", "joe",
    { "<Password: ", ">" PASSWORD "\r", "<\r\nEnable password: ", ">other1\r", "<\r\n" },
    "expect 'Password:'\nsend $password\nexpect 'password:'\nsend ask 'Enable password:'\nppp" },
  { "refused-once", "joe",
    { "<login: ", ">jeo\r", "<jeo\r\nPassword: ", ">wrong-one\r", "<\r\nLogin incorrect\r\nlogin: ", ">joe\r",
      "<joe\r\nPassword: ", ">" PASSWORD "\r", "<\r\n" },
    "expect 'login:'\nsend $user\nexpect 'Password:'\nsend $password\nppp" },
  { "woken-up", "joe", { ">\r", "<\r\nlogin: ", ">joe\r", "<joe\r\n" },
    "pause 1\nsend ''\nexpect 'login:'\nsend $user\nppp" },
  { "edited", "joe", { "<login: ", ">jp\x7f" "oee\b\r", "<jp\b \boee\b \b\r\n" }, "expect 'login:'\nsend $user\nppp" },
  { "begun-anew", "joe", { "<login: ", ">jim\x15joe\r" }, "expect 'login:'\nsend $user\nppp" },
  /* A text that was to be seen before its prompt. */
  { "seen-before", "joe", { "<type your login: name\r\nthe login: ", ">joe\r", "<joe\r\n" },
    "expect 'the login:'\nsend $user\nppp" },
  { "seen-twice", "joe", { "<login:\r\nlogin: ", ">joe\r", "<joe\r\n" },
    "expect 'login:'\nexpect 'login:'\nsend $user\nppp" },
  { "colours", "joe", { "<\033[1;31mlogin:\033[0m ", ">joe\r", "<joe\r\n" }, "expect 'login:'\nsend $user\nppp" },
  { "no-line-end", "joe", { "<press a key", ">x", "<x\r\n" }, "expect 'key'\nsend-raw 'x'\nppp" },
  { "odd-text", "joe", { "<c:\\>dir ", ">a\\b 'c'\x03\r", "<a\\b 'c'\x03" },
    "expect 'c:\\\\>dir'\nsend 'a\\\\b '\\''c'\\''\\003'\nppp" },
  { "words-of-ours", "joe", { "<what> ", ">ask\r", "<ask\r\nwhom> ", ">$password\r", "<$password\r\n" },
    "expect 'what>'\nsend '\\141sk'\nexpect 'whom>'\nsend '\\044password'\nppp" },
  { "all-taken-back", "joe", { "<failed> ", ">x\r", "<x\r\nfailed> ", ">y\b" }, "expect 'failed>'\nsend 'x'\nppp" },
  { "nothing", "joe", { "<~\x7f}#" }, NULL },
};

static void
go_through (DialctlLearner *learner, const char *const *talk)
{
  for (guint i = 0; talk[i] != NULL; i++)
    {
      if (*talk[i] == '<')
        dialctl_learner_hear (learner, talk[i] + 1, strlen (talk[i] + 1));
      else if (*talk[i] == '>')
        dialctl_learner_type (learner, talk[i] + 1, strlen (talk[i] + 1));
      else
        dialctl_learner_mark (learner, *talk[i] == 'w' ? DIALCTL_LEARNER_PASSWORD : DIALCTL_LEARNER_CODE);
    }
}

static void
test_example (gconstpointer data)
{
  const Example *example = data;
  g_autoptr (DialctlLearner) learner = dialctl_learner_new (example->user);
  g_autofree char *user = NULL;
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;

  go_through (learner, example->talk);
  script = dialctl_learner_make_script (learner, &user);
  g_assert_cmpstr (script, ==, example->script);
  g_assert_cmpstr (user, ==, example->typed_user);
  if (script == NULL)
    return;
  g_assert_true (dialer_login_script_check (script, &error));
  g_assert_no_error (error);
  g_assert_null (strstr (script, PASSWORD));
}

/* A peer that never stops, and one who types without end. */
static void
test_endless (void)
{
  g_autoptr (DialctlLearner) learner = dialctl_learner_new (NULL);
  g_autofree char *script = NULL;

  for (guint i = 0; i < 100000; i++)
    dialctl_learner_hear (learner, "spam ", 5);
  dialctl_learner_hear (learner, "\r\nmore? ", 8);
  for (guint i = 0; i < 1000; i++)
    {
      dialctl_learner_type (learner, "y\r", 2);
      dialctl_learner_hear (learner, "y\r\nmore? ", 9);
    }
  script = dialctl_learner_make_script (learner, NULL);
  g_assert_true (g_str_has_prefix (script, "expect 'more?'\nsend 'y'\n"));
  g_assert_cmpuint (strlen (script), <, 4096);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *path = g_strconcat ("/client/learner/", examples[i].name, NULL);

      g_test_add_data_func (path, &examples[i], test_example);
    }
  g_test_add_func ("/client/learner/endless", test_endless);
  return g_test_run ();
}
