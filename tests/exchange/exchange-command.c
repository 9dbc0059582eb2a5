/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Takes a command apart. */
#include "exchange-command.h"

#include <string.h>

#define NUMBER_MAX 100000

/* Parameters are parted by commas, but not by those within quotes. */
static char **
split_words (const char *text)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (; *text; text++)
    if (*text == '"')
      quoted = !quoted;
    else if (*text == ',' && !quoted)
      {
        g_strv_builder_add (words, word->str);
        g_string_truncate (word, 0);
      }
    else if (*text != ' ' || quoted)
      g_string_append_c (word, *text);
  g_strv_builder_add (words, word->str);
  return g_strv_builder_end (words);
}

ExchangeCommand *
exchange_command_parse (const char *text)
{
  ExchangeCommand *self = g_new0 (ExchangeCommand, 1);
  gsize length = strcspn (text, "=?");
  const char *rest = text + length;
  g_autofree char *name = g_ascii_strup (text, length);

  self->name = g_strdup (g_strstrip (name));
  self->form = *rest == '\0'                   ? EXCHANGE_FORM_ACTION
               : *rest == '?'                  ? EXCHANGE_FORM_READ
               : g_str_has_prefix (rest, "=?") ? EXCHANGE_FORM_TEST
                                               : EXCHANGE_FORM_SET;
  self->words = split_words (self->form == EXCHANGE_FORM_SET ? rest + 1 : "");
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->failure = EXCHANGE_FAILURE_NONE;
  return self;
}

void
exchange_command_free (ExchangeCommand *self)
{
  g_free (self->name);
  g_strfreev (self->words);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

gboolean
exchange_command_is (const ExchangeCommand *self, const char *name, ExchangeForm form)
{
  return self->form == form && g_str_equal (self->name, name);
}

const char *
exchange_command_get_word (const ExchangeCommand *self, guint index)
{
  return index < g_strv_length (self->words) ? self->words[index] : "";
}

int
exchange_command_get_number (const ExchangeCommand *self, guint index, int otherwise)
{
  const char *word = exchange_command_get_word (self, index);
  guint64 number;

  if (*word == '\0')
    return otherwise;
  return g_ascii_string_to_unsigned (word, 10, 0, NUMBER_MAX, &number, NULL) ? (int) number : -1;
}

void
exchange_command_tell (ExchangeCommand *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->lines, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

void
exchange_command_fail (ExchangeCommand *self, ExchangeFailure failure)
{
  self->failure = failure;
}

const char *
exchange_failure_get_text (ExchangeFailure failure)
{
  switch (failure)
    {
    case EXCHANGE_FAILURE_NONE:
      return "no error";
    case EXCHANGE_FAILURE_NOT_ALLOWED:
      return "operation not allowed";
    case EXCHANGE_FAILURE_NOT_SUPPORTED:
      return "operation not supported";
    case EXCHANGE_FAILURE_NO_SIM:
      return "SIM not inserted";
    case EXCHANGE_FAILURE_SIM_PIN:
      return "SIM PIN required";
    case EXCHANGE_FAILURE_SIM_PUK:
      return "SIM PUK required";
    case EXCHANGE_FAILURE_WRONG_PASSWORD:
      return "incorrect password";
    case EXCHANGE_FAILURE_NO_NETWORK:
      return "no network service";
    case EXCHANGE_FAILURE_NETWORK_NOT_ALLOWED:
      return "network not allowed - emergency calls only";
    case EXCHANGE_FAILURE_BAD_PARAMETERS:
      return "incorrect parameters";
    case EXCHANGE_FAILURE_NOT_SUBSCRIBED:
      return "requested service option not subscribed (#33)";
    }
  return "unknown";
}
