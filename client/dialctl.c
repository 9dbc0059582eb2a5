/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl: the table of commands, the options of all of them, and the exit status. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialctl-commands.h"
#include "dialctl-error.h"
#include "dialctl-remote.h"
#include "dialer-config.h"

static const DialctlCommand commands[] = {
  { "status", "", "tell what is going on", cmd_status },
  { "dial", "NAME [KEY=VALUE…]", "make a call, and return when it is online", cmd_dial },
  { "learn", "NAME [KEY=VALUE…]", "log in by hand once, and keep it as the login script", cmd_learn },
  { "hangup", "[NAME…]", "end sessions", cmd_hangup },
  { "extend", "NAME [SECONDS]", "keep a call that a limit is about to end", cmd_extend },
  { "lease", "NAME [COMMAND…]", "be online while a command runs, or until Ctrl-C", cmd_lease },
  { "monitor", "", "tell every change, a line each", cmd_monitor },
  { "agent", "", "answer for the secrets of your profiles, in this terminal", cmd_agent },
  { "history", "[NAME…]", "list the calls there were, and add them up", cmd_history },
  { "log", "[NAME]", "show what was said in a call: modem, login, PPP", cmd_log },
  { "report", "[FILE]", "write what a bug report needs, with names and numbers replaced", cmd_report },
  { "profile list", "", "list the profiles: whom to call", cmd_profile_list },
  { "profile show", "NAME", "show the settings of a profile", cmd_profile_show },
  { "profile add", "NAME [KEY=VALUE…]", "make a profile", cmd_profile_add },
  { "profile set", "NAME KEY=VALUE…", "change settings", cmd_profile_set },
  { "profile unset", "NAME KEY…", "give settings their defaults again", cmd_profile_unset },
  { "profile copy", "NAME NEW", "make a profile like another one", cmd_profile_copy },
  { "profile rename", "NAME NEW", "give a profile another name", cmd_profile_rename },
  { "profile remove", "NAME…", "forget profiles and their secrets", cmd_profile_remove },
  { "profile edit", "NAME", "change settings in an editor", cmd_profile_edit },
  { "profile keys", "", "list all keys that a profile may have", cmd_profile_keys },
  { "secret set", "NAME [password|pin]", "store a secret, which is asked for or read from standard input",
    cmd_secret_set },
  { "secret clear", "NAME [password|pin]", "forget a stored secret", cmd_secret_clear },
  { "secret list", "[NAME]", "list which secrets are stored", cmd_secret_list },
  { "secret reset", "", "begin anew when stored secrets can't be used", cmd_secret_reset },
  { "modem list", "", "list the modems", cmd_modem_list },
  { "modem show", "ID", "show what is known of a modem", cmd_modem_show },
  { "modem add", "DEVICE [KEY=VALUE…]", "add a modem on a serial device", cmd_modem_add },
  { "modem remove", "ID", "forget a modem", cmd_modem_remove },
  { "modem scan", "[DEVICE…]", "look for modems on serial ports", cmd_modem_scan },
  { "modem test", "ID", "find out whether a modem is fit for calls; nothing is dialled", cmd_modem_test },
  { "import", "FORMAT FILE…", "make profiles of the files of wvdial, kppp, pppd and others", cmd_import },
  { "export", "NAME…", "print profiles, for another machine or another program", cmd_export },
};

typedef struct
{
  gboolean json;
  gboolean no_color;
  gboolean version;
  char *host;
} GlobalOptions;

static GOptionContext *
new_global_options (GlobalOptions *options)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "Print one JSON object (with monitor: one a line)",
      NULL },
    { "no-color", 0, 0, G_OPTION_ARG_NONE, &options->no_color, "Do not use colours", NULL },
    { "host", 'H', 0, G_OPTION_ARG_FILENAME, &options->host, "Do it on another host, over ssh",
      "[USER@]HOST" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version", NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new ("[COMMAND [ARGUMENT…]]");

  g_option_context_add_main_entries (context, entries, NULL);
  return context;
}

static void
append_command (GString *text, const DialctlCommand *command)
{
  g_autofree char *usage = g_strconcat (command->name, " ", command->arguments, NULL);
  guint width = (guint) g_utf8_strlen (usage, -1);

  g_string_append_printf (text, "\n  %s%*s%s", usage, (int) (width < 34 ? 34 - width : 1), "", command->help);
}

/* Help on the commands of @family, or on all. */
static void
print_help (const char *family)
{
  GlobalOptions unused = { FALSE, FALSE, FALSE, NULL };
  g_autoptr (GOptionContext) options = new_global_options (&unused);
  g_autoptr (GString) summary = g_string_new ("Make and watch dial-up calls.\n\nCommands:");
  g_autofree char *help = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (family == NULL || g_str_has_prefix (commands[i].name, family))
        append_command (summary, &commands[i]);
    }
  g_option_context_set_summary (options, summary->str);
  g_option_context_set_description (options,
                                    "Without a command: status.  'dialctl COMMAND --help' tells more of one; "
                                    "dialctl(1) tells all.\n");
  help = g_option_context_get_help (options, TRUE, NULL);
  fputs (help, stdout);
}

static const DialctlCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }
  return NULL;
}

static gboolean
is_family (const char *word)
{
  g_autofree char *prefix = g_strconcat (word, " ", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_has_prefix (commands[i].name, prefix))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_help (const char *word)
{
  return g_strcmp0 (word, "--help") == 0 || g_strcmp0 (word, "-h") == 0;
}

/* Returns how many of @words name @command, which is %NULL when none does. */
static guint
choose_command (char **words, const DialctlCommand **command)
{
  g_autofree char *two_words = words[0] != NULL ? g_strjoin (" ", words[0], words[1], NULL) : NULL;

  if (words[0] == NULL)
    {
      *command = find_command ("status");
      return 0;
    }
  *command = find_command (two_words);
  if (*command != NULL)
    return words[1] != NULL ? 2 : 1;
  *command = find_command (words[0]);
  return 1;
}

static gboolean
set_unknown_command (char **words, GError **error)
{
  if (is_family (words[0]))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                 words[1] == NULL ? "'%s' needs one more word\nTry 'dialctl %s --help'."
                                  : "there is no such command of '%s'\nTry 'dialctl %s --help'.",
                 words[0], words[0]);
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "there is no %s '%s'\nTry 'dialctl --help'.",
                 *words[0] == '-' ? "option" : "command", words[0]);
  return FALSE;
}

static gboolean
run_command (char **words, const GlobalOptions *options, int *exit_status, GError **error)
{
  g_auto (DialctlContext) context = { NULL };
  guint n_words = choose_command (words, &context.command);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  if (context.command == NULL && (is_help (words[0]) || (is_family (words[0]) && is_help (words[1]))))
    {
      print_help (is_help (words[0]) ? NULL : words[0]);
      return TRUE;
    }
  if (context.command == NULL)
    return set_unknown_command (words, error);

  dialctl_context_init (&context, options->json, options->no_color);
  g_ptr_array_add (rest, g_strdup ("dialctl"));
  for (char **word = words + n_words; *word != NULL; word++)
    g_ptr_array_add (rest, g_strdup (*word));
  g_ptr_array_add (rest, NULL);
  context.words = (GStrv) g_ptr_array_free (g_steal_pointer (&rest), FALSE);
  if (!context.command->run (&context, error))
    return FALSE;
  *exit_status = context.exit_status;
  return TRUE;
}

static gboolean
run_remotely (char **words, const GlobalOptions *options, int *exit_status, GError **error)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();

  if (options->json)
    g_ptr_array_add (arguments, (char *) "--json");
  if (options->no_color)
    g_ptr_array_add (arguments, (char *) "--no-color");
  for (char **word = words; *word != NULL; word++)
    g_ptr_array_add (arguments, *word);
  g_ptr_array_add (arguments, NULL);
  return dialctl_remote_run (options->host, (char **) arguments->pdata, exit_status, error);
}

/* D-Bus and JSON know UTF-8 only. */
static gboolean
check_encoding (char **words, GError **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!g_utf8_validate (words[i], -1, NULL))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "argument %u is not valid UTF-8\nUse a UTF-8 locale; see 'locale'.", i);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
run (GStrv *words, GlobalOptions *options, int *exit_status, GError **error)
{
  g_autoptr (GOptionContext) context = new_global_options (options);
  g_autoptr (GError) cause = NULL;

  if (!check_encoding (*words, error))
    return FALSE;

  /* They may stand anywhere; what is not known here belongs to the command. */
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse_strv (context, words, &cause))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "%s\nTry 'dialctl --help'.", cause->message);
      return FALSE;
    }
  if (options->version)
    {
      puts ("dialctl " DIALER_VERSION);
      return TRUE;
    }
  if (options->host != NULL)
    return run_remotely (*words + 1, options, exit_status, error);
  return run_command (*words + 1, options, exit_status, error);
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  GlobalOptions options = { FALSE, FALSE, FALSE, NULL };
  int exit_status = DIALCTL_EXIT_DONE;

  setlocale (LC_ALL, "");
  words = g_strdupv (argv);
  if (!run (&words, &options, &exit_status, &error))
    {
      g_autofree char *message = dialctl_error_format (error);

      fflush (stdout);
      fprintf (stderr, "dialctl: %s\n", message);
      exit_status = (int) dialctl_error_get_exit (error);
    }
  g_free (options.host);

  if (fflush (stdout) != 0 && exit_status == DIALCTL_EXIT_DONE)
    {
      fprintf (stderr, "dialctl: standard output can't be written\nSee whether its disk is full.\n");
      exit_status = DIALCTL_EXIT_FAILED;
    }
  return exit_status;
}
