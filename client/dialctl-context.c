/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a command is given to work with. */
#include "dialctl-context.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dialctl-text.h"

void
dialctl_context_init (DialctlContext *self, gboolean json, gboolean no_color)
{
  const char *term = g_getenv ("TERM");
  const char *wish = g_getenv ("NO_COLOR"); /* https://no-color.org */

  self->json = json;
  self->terminal = isatty (STDOUT_FILENO) && term != NULL && !g_str_equal (term, "dumb");
  self->color = self->terminal && !no_color && (wish == NULL || *wish == '\0');
}

void
dialctl_context_clear (DialctlContext *self)
{
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->bus, dialctl_bus_free);
}

gboolean
dialctl_context_set_usage_error (DialctlContext *self, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "%s\nTry 'dialctl %s --help'.", message,
               self->command->name);
  return FALSE;
}

/* The help text is the only place that says how many words a command takes, so that it can't be wrong. */
static gboolean
check_number_of_words (DialctlContext *self, GError **error)
{
  g_auto (GStrv) arguments = g_strsplit (self->command->arguments, " ", -1);
  guint n_words = g_strv_length (self->words);
  guint n_arguments = g_strv_length (arguments);
  guint needed = 0;

  while (needed < n_arguments && arguments[needed][0] != '[')
    needed++;

  if (n_words < needed)
    return dialctl_context_set_usage_error (self, error, "%s is missing", arguments[n_words]);
  /* The surplus word is not repeated: it may be a password in the wrong place. */
  if (n_words > n_arguments && strstr (self->command->arguments, "…") == NULL)
    return dialctl_context_set_usage_error (self, error, "too many arguments");
  return TRUE;
}

gboolean
dialctl_context_parse (DialctlContext *self, const GOptionEntry *entries, GError **error)
{
  g_autoptr (GOptionContext) options = g_option_context_new (self->command->arguments);
  g_autofree char *program = g_strconcat ("dialctl ", self->command->name, NULL);
  g_autofree char *summary = g_strdup_printf ("%c%s.", g_ascii_toupper (self->command->help[0]),
                                              self->command->help + 1);
  g_autoptr (GError) cause = NULL;
  g_autofree char *first = NULL;

  g_set_prgname (program); /* which is what the help shows */
  g_option_context_set_summary (options, summary);
  g_option_context_set_description (options, "Options of every command: see 'dialctl --help'.\n");
  if (entries != NULL)
    g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse_strv (options, &self->words, &cause))
    return dialctl_context_set_usage_error (self, error, "%s", cause->message);

  /* The first word is the program's name. */
  first = self->words[0];
  memmove (self->words, self->words + 1, g_strv_length (self->words) * sizeof (char *));
  return check_number_of_words (self, error);
}

gboolean
dialctl_context_connect (DialctlContext *self, GError **error)
{
  self->bus = dialctl_bus_new (error);
  return self->bus != NULL;
}

gboolean
dialctl_context_load (DialctlContext *self, GError **error)
{
  return dialctl_context_connect (self, error) && dialctl_bus_load (self->bus, error);
}

gboolean
dialctl_context_begin (DialctlContext *self, GError **error)
{
  return dialctl_context_parse (self, NULL, error) && dialctl_context_connect (self, error);
}

void
dialctl_context_say (DialctlContext *self, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *printable = NULL;
  va_list arguments;

  if (self->json)
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  printable = dialctl_text_make_printable (message);
  puts (printable);
}
