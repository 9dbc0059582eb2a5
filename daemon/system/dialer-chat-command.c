/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Telling a reply from everything else that a modem says. */
#include "dialer-chat-command.h"

#include <string.h>

#define EXTENDED "+#$^*!-%" /* such commands have a name: V.250 5.4.1, and the customs of the field */
#define PREFIXES "&\\)"     /* such have one letter behind: &D2, \N3, )M1 */

struct _DialerChatCommand
{
  char *text;
  DialerChatKind kind;
  gboolean voice; /* dials, and stays in command state: its OK is a result */
  gboolean changes_form;
  gsize echo_taken; /* bytes of text that have come back */
  GString *reply;
};

/* Returns: the command behind @c, which begins with EXTENDED: it ends with a semicolon (V.250 5.4.4). */
static const char *
skip_extended (const char *c)
{
  while (*c && *c != ';')
    c++;
  return c;
}

static void
understand_basic (DialerChatCommand *self, char letter)
{
  if (strchr ("DAO", letter))
    self->kind = DIALER_CHAT_DIAL;
  if (strchr ("VZ", letter))
    self->changes_form = TRUE;
}

static void
understand (DialerChatCommand *self)
{
  const char *c = self->text;

  if (g_str_equal (c, "+++"))
    self->kind = DIALER_CHAT_ESCAPE;
  if (g_ascii_strncasecmp (c, "AT", 2) != 0)
    return;
  for (c += 2; *c && self->kind == DIALER_CHAT_PLAIN; c++)
    {
      if (strchr (EXTENDED, *c))
        c = skip_extended (c) - 1;
      else if (strchr (PREFIXES, *c) && c[1])
        self->changes_form |= g_ascii_toupper (*++c) == 'F';
      else if (g_ascii_isalpha (*c))
        understand_basic (self, g_ascii_toupper (*c));
    }
  self->voice = self->kind == DIALER_CHAT_DIAL && g_str_has_suffix (self->text, ";");
}

DialerChatCommand *
dialer_chat_command_new (const char *text)
{
  DialerChatCommand *self = g_new0 (DialerChatCommand, 1);

  self->text = g_strstrip (g_strdup (text));
  self->reply = g_string_new (NULL);
  understand (self);
  return self;
}

void
dialer_chat_command_free (DialerChatCommand *self)
{
  g_free (self->text);
  g_string_free (self->reply, TRUE);
  g_free (self);
}

const char *
dialer_chat_command_get_text (const DialerChatCommand *self)
{
  return self->text;
}

DialerChatKind
dialer_chat_command_get_kind (const DialerChatCommand *self)
{
  return self->kind;
}

gboolean
dialer_chat_command_changes_form (const DialerChatCommand *self)
{
  return self->changes_form;
}

gboolean
dialer_chat_command_is_echoed (const DialerChatCommand *self)
{
  return self->echo_taken > 0 && self->text[self->echo_taken] == '\0';
}

gboolean
dialer_chat_kind_can_end_with (DialerChatKind kind, DialerAtResult result)
{
  switch (kind)
    {
    case DIALER_CHAT_PLAIN:
      return dialer_at_reply_is_final (result, FALSE);
    case DIALER_CHAT_DIAL:
      return dialer_at_reply_is_final (result, TRUE);
    case DIALER_CHAT_ESCAPE:
      return result == DIALER_AT_OK || result == DIALER_AT_NO_CARRIER || result == DIALER_AT_ERROR;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
has_suffix (const char *text, const char *suffix)
{
  gsize length = strlen (text);
  gsize suffix_length = strlen (suffix);

  return length >= suffix_length && g_ascii_strcasecmp (text + length - suffix_length, suffix) == 0;
}

/* Returns: how much of the command @line gives back, 0 when it is no echo. */
static gsize
measure_echo (const DialerChatCommand *self, const char *line)
{
  const char *left = self->text + self->echo_taken;
  gsize length = strlen (line);

  left += strspn (left, " ");
  if (g_ascii_strncasecmp (left, line, length) == 0)
    return left + length - (self->text + self->echo_taken);
  if (self->echo_taken > 0)
    return 0;
  /* Behind noise; or its end, but digits alone are more likely a numeric result code. */
  if (has_suffix (line, left) || (length > 1 && !g_ascii_isdigit (*line) && has_suffix (left, line)))
    return strlen (self->text);
  return 0;
}

static gboolean
take_echo (DialerChatCommand *self, const char *line, DialerAtResult result)
{
  gsize length;

  if (dialer_chat_command_is_echoed (self) || (result != DIALER_AT_INFORMATION && self->echo_taken == 0))
    return FALSE;
  length = measure_echo (self, line);
  self->echo_taken += length;
  if (dialer_chat_command_is_echoed (self))
    g_string_truncate (self->reply, 0);
  return length > 0;
}

static gboolean
is_unsolicited (const DialerChatCommand *self, const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *name = NULL;
  g_autofree char *command = NULL;

  if (colon == NULL || !strchr (EXTENDED, *line))
    return FALSE;
  name = g_ascii_strup (line, colon - line);
  command = g_ascii_strup (self->text, -1);
  return strstr (command, name) == NULL;
}

static void
add_text (DialerChatCommand *self, const char *line)
{
  if (self->reply->len > 0)
    g_string_append_c (self->reply, '\n');
  g_string_append (self->reply, line);
}

DialerChatMeaning
dialer_chat_command_take_line (DialerChatCommand *self, const char *line, DialerAtResult result)
{
  if (take_echo (self, line, result))
    return DIALER_CHAT_ASIDE;
  /* OK says nothing of a call: it is the last word of a modem that says everything twice, or late. */
  if (self->kind == DIALER_CHAT_DIAL && result == DIALER_AT_OK && !self->voice)
    return DIALER_CHAT_ASIDE;
  if (dialer_chat_kind_can_end_with (self->kind, result))
    return DIALER_CHAT_FINAL;
  if (result != DIALER_AT_INFORMATION && !(result == DIALER_AT_PROGRESS && self->kind == DIALER_CHAT_DIAL))
    return DIALER_CHAT_ASIDE;
  if (result == DIALER_AT_INFORMATION && is_unsolicited (self, line))
    return DIALER_CHAT_ASIDE;
  add_text (self, line);
  return DIALER_CHAT_TEXT;
}

DialerChatReply *
dialer_chat_command_make_reply (DialerChatCommand *self, const char *line, DialerAtResult result)
{
  DialerChatReply *reply = dialer_chat_reply_new (result, line, self->reply->str);

  g_string_truncate (self->reply, 0);
  return reply;
}
