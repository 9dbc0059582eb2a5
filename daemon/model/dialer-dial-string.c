/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Dial strings (ITU-T V.250 6.3.1). */
#include "dialer-dial-string.h"

#include <string.h>

#include "dialer-error.h"

#define IGNORED " -()/.\t"
/* What a command of more than one letter begins with: V.250 5.4.1, and what makers have added. */
#define LONGER_BASIC "&\\%*$@!:-"
#define EXTENDED "+#^"
#define ALLOWED "0123456789*#+,wWTPtp!@ABCDabcd"
/* V.250 5.2.1 wants room for 40 characters; no modem of the field has less than this. */
#define MAX_COMMAND 250

static char *
strip (const char *text, const char *what, GError **error)
{
  GString *kept = g_string_new (NULL);

  for (const char *c = text; *c; c++)
    if (strchr (ALLOWED, *c))
      g_string_append_c (kept, *c);
    else if (!strchr (IGNORED, *c))
      {
        g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                     "%s %s: '%.*s' can't be dialled; give digits, * # + , w T P ! @", what, text,
                     (int) (g_utf8_next_char (c) - c), c);
        g_string_free (kept, TRUE);
        return NULL;
      }
  return g_string_free (kept, FALSE);
}

char *
dialer_dial_string_normalize (const char *number, GError **error)
{
  g_autofree char *kept = strip (number, "number", error);

  if (kept == NULL)
    return NULL;
  if (strpbrk (kept, "0123456789*#") == NULL)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "number '%s' has no digit", number);
      return NULL;
    }
  return g_steal_pointer (&kept);
}

char *
dialer_dial_string_make_command (const char *command, const char *prefix, const char *number, GError **error)
{
  g_autofree char *digits = dialer_dial_string_normalize (number, error);
  g_autofree char *before = digits ? strip (prefix, "dial.prefix", error) : NULL;
  g_autofree char *line = NULL;

  if (before == NULL)
    return NULL;
  if (g_ascii_strncasecmp (command, "AT", 2) != 0)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "dial.command=%s: must begin with AT", command);
      return NULL;
    }
  line = g_strconcat (command, before, digits, NULL);
  if (strlen (line) > MAX_COMMAND)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "number %s is too long for a modem", number);
      return NULL;
    }
  return g_steal_pointer (&line);
}

/* Returns: where the name of the command at @c ends, "+MS" or "&D"; the letter of a basic one has no name. */
static const char *
skip_name (const char *c)
{
  if (strchr (EXTENDED, *c))
    for (c++; g_ascii_isalpha (*c); c++)
      ;
  else if (strchr (LONGER_BASIC, *c) && c[1])
    c += 2;
  return c;
}

gboolean
dialer_dial_string_is_dialling (const char *command)
{
  const char *c = command + strlen ("AT");

  while (*c)
    {
      const char *end = *c == '"' ? strchr (c + 1, '"') : NULL;
      const char *next = end ? end + 1 : skip_name (c);

      if (next == c && g_ascii_toupper (*c) == 'D')
        return TRUE;
      c = next > c ? next : c + 1;
    }
  return FALSE;
}
