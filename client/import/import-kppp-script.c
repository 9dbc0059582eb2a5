/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* kppp's login scripts: two lists of the same length, of commands and of what goes with them. */
#include "import-kppp-script.h"

#include <string.h>

#include "import-login.h"

#define NO_VARIABLES "a script has no variables"
#define BUILT_IN "hanging up and answering are built in"

/* A script that is being read. */
typedef struct
{
  ImportLogin *login;
  guint timeout; /* 0 until the script sets one */
  guint n_loops;
  GArray *loops; /* of guint: those that are open */
} Script;

typedef void (*Step) (Script *self, ImportEntry *entry, const char *argument);

/* "3", or "3 sec" as old versions wrote it; 0 for neither. */
static guint
read_seconds (const char *argument)
{
  return (guint) MIN (g_ascii_strtoull (argument, NULL, 10), 600);
}

static void
settle (ImportEntry *entry)
{
  import_entry_settle (entry, IMPORT_MAPPED, "login.script", NULL);
}

static void
do_expect (Script *self, ImportEntry *entry, const char *argument)
{
  import_login_expect (self->login, argument, self->timeout, NULL);
  settle (entry);
}

/* kppp means to put the name or the password in for %USERNAME% and %PASSWORD%, but sends the words themselves. */
static void
do_send (Script *self, ImportEntry *entry, const char *argument)
{
  gboolean user = g_str_equal (argument, "%USERNAME%");

  if (user || g_str_equal (argument, "%PASSWORD%"))
    {
      import_login_add (self->login, user ? "send $user" : "send $password");
      import_entry_settle (entry, IMPORT_APPROXIMATED, user ? "login.script=send $user" : "login.script=send $password",
                           "kppp itself sends this word as it stands");
    }
  else
    import_login_send (self->login, entry, argument, FALSE, FALSE);
}

static void
do_send_hidden (Script *self, ImportEntry *entry, const char *argument)
{
  import_login_send (self->login, entry, argument, FALSE, TRUE);
}

static void
do_pause (Script *self, ImportEntry *entry, const char *argument)
{
  import_login_add (self->login, "pause %u", read_seconds (argument));
  settle (entry);
}

static void
do_timeout (Script *self, ImportEntry *entry, const char *argument)
{
  self->timeout = read_seconds (argument);
  settle (entry);
}

/* The prompt is kppp's own, and sent nowhere. */
static void
do_id (Script *self, ImportEntry *entry, const char *argument)
{
  import_login_add (self->login, "send $user");
  settle (entry);
}

static void
do_password (Script *self, ImportEntry *entry, const char *argument)
{
  import_login_add (self->login, "send $password");
  settle (entry);
}

static void
do_ask (Script *self, ImportEntry *entry, const char *argument)
{
  import_login_ask (self->login, argument);
  if (strstr (argument, "##") != NULL)
    import_entry_settle (entry, IMPORT_APPROXIMATED, "login.script=send ask", "## stays as it is: " NO_VARIABLES);
  else
    settle (entry);
}

static void
do_begin_loop (Script *self, ImportEntry *entry, const char *argument)
{
  guint loop = ++self->n_loops;

  g_array_append_val (self->loops, loop);
  import_login_add (self->login, "label loop%u", loop);
  import_login_expect (self->login, argument, self->timeout, NULL);
  settle (entry);
}

static void
do_end_loop (Script *self, ImportEntry *entry, const char *argument)
{
  g_autofree char *label = NULL;

  if (self->loops->len == 0)
    {
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "there is no LoopStart before it");
      return;
    }
  label = g_strdup_printf ("loop%u", g_array_index (self->loops, guint, self->loops->len - 1));
  g_array_set_size (self->loops, self->loops->len - 1);
  if (*argument == '\0')
    import_login_add (self->login, "goto %s", label);
  else
    import_login_expect (self->login, argument, self->timeout, label);
  import_entry_settle (entry, IMPORT_APPROXIMATED, "login.script=goto",
                       "it goes round when the time for this text is over, not when the first text comes again");
}

static const struct
{
  const char *command;
  Step step;       /* NULL: there is none like it */
  const char *why; /* then */
} steps[] = {
  { "Expect", do_expect, NULL },
  { "Send", do_send, NULL },
  { "SendNoEcho", do_send_hidden, NULL },
  { "Pause", do_pause, NULL },
  { "Timeout", do_timeout, NULL },
  { "ID", do_id, NULL },
  { "Password", do_password, NULL },
  { "Prompt", do_ask, NULL },
  { "PWPrompt", do_ask, NULL },
  { "LoopStart", do_begin_loop, NULL },
  { "LoopEnd", do_end_loop, NULL },
  { "Hangup", NULL, BUILT_IN },
  { "Answer", NULL, BUILT_IN },
  { "Scan", NULL, NO_VARIABLES },
  { "Save", NULL, NO_VARIABLES },
  { "Mode", NULL, "the parity of prompts is ignored" },
};

static void
read_step (Script *self, ImportEntry *entry, const char *command, const char *argument)
{
  /* Old versions wrote the unit behind the command, as in "Pause (sec)". */
  gsize length = strcspn (command, " (");

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (strlen (steps[i].command) != length || g_ascii_strncasecmp (steps[i].command, command, length) != 0)
        continue;
      if (steps[i].step != NULL)
        steps[i].step (self, entry, argument);
      else
        import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, steps[i].why);
      return;
    }
  import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "kppp has no such command");
}

void
import_kppp_read_script (Import *import, ImportProfile *profile, ImportEntry *at, GStrv commands, GStrv arguments)
{
  g_autoptr (ImportLogin) login = import_login_new (profile);
  g_autoptr (GArray) loops = g_array_new (FALSE, FALSE, sizeof (guint));
  Script script = { login, 0, 0, loops };
  guint n_arguments = g_strv_length (arguments);

  for (guint i = 0; commands[i] != NULL; i++)
    {
      const char *argument = i < n_arguments ? arguments[i] : "";

      if (*commands[i] == '\0')
        continue;
      read_step (&script, import_add_entry (import, at->file, at->line, commands[i], argument), commands[i], argument);
    }
  import_login_finish (login);
}
