/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Lines of a call until they are stored. */
#include "dialer-call-log.h"

#include <string.h>

struct _DialerCallLog
{
  GPtrArray *lines;
  guint last_serial;
};

static const char *const words[DIALER_N_CALL_LOG_KINDS] = {
  [DIALER_CALL_LOG_STATE] = "state",
  [DIALER_CALL_LOG_SENT] = "sent",
  [DIALER_CALL_LOG_RECEIVED] = "received",
  [DIALER_CALL_LOG_PPP] = "ppp",
  [DIALER_CALL_LOG_NOTE] = "note",
};

/* Commands one of whose arguments is a PIN or a password. */
static const char *const secretive[] = {
  "+CPIN=", "+CPIN2=", "+CLCK=", "+CPWD=", "+CGAUTH=", "+CPUK=", "^CPIN=", "^AUTHDATA=", "^SGAUTH=", "$QCPDPP=",
  "*EIAAUW=", "%IPDPCFG=", "#PDPAUTH=", "+QICSGP=", "+XCGAUTH=", "_OWANCALL=",
};

const char *
dialer_call_log_kind_to_string (DialerCallLogKind kind)
{
  return words[kind];
}

DialerCallLogKind
dialer_call_log_kind_from_string (const char *word)
{
  for (guint i = 0; i < DIALER_N_CALL_LOG_KINDS; i++)
    if (g_str_equal (words[i], word))
      return i;
  return DIALER_CALL_LOG_NOTE;
}

void
dialer_call_log_line_free (DialerCallLogLine *line)
{
  g_free (line->text);
  g_free (line);
}

static GPtrArray *
new_lines (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dialer_call_log_line_free);
}

DialerCallLog *
dialer_call_log_new (void)
{
  DialerCallLog *self = g_new0 (DialerCallLog, 1);

  self->lines = new_lines ();
  return self;
}

void
dialer_call_log_free (DialerCallLog *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* Returns: how long the name of a secretive command is that begins at @text, 0 when none does. */
static gsize
match_secretive (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (secretive); i++)
    if (g_ascii_strncasecmp (text, secretive[i], strlen (secretive[i])) == 0)
      return strlen (secretive[i]);
  return 0;
}

/* Returns: where the next command begins: behind a semicolon that is in no string (V.250 5.4.4). */
static const char *
skip_arguments (const char *text)
{
  gboolean quoted = FALSE;

  for (; *text && (quoted || *text != ';'); text++)
    quoted ^= *text == '"';
  return text;
}

char *
dialer_call_log_redact (const char *text)
{
  GString *safe = g_string_new (NULL);

  while (*text)
    {
      gsize length = match_secretive (text);

      if (length == 0)
        {
          g_string_append_c (safe, *text++);
          continue;
        }
      g_string_append_len (safe, text, length);
      text += length;
      if (g_str_equal (text, "?") || g_str_has_prefix (text, "?;")) /* a question, which tells nothing */
        continue;
      g_string_append (safe, DIALER_CALL_LOG_DOTS);
      text = skip_arguments (text);
    }
  return g_string_free (safe, FALSE);
}

char *
dialer_call_log_hide (const char *text, const char *secret)
{
  g_autoptr (GString) safe = g_string_new (text);

  if (secret && *secret)
    g_string_replace (safe, secret, DIALER_CALL_LOG_DOTS, 0);
  return g_strdup (safe->str);
}

/* Returns: (transfer full): UTF-8, no longer than a line may be */
static char *
make_text (const char *text)
{
  g_autofree char *safe = dialer_call_log_redact (text);
  g_autofree char *valid = g_utf8_make_valid (safe, -1);
  gsize length = strlen (valid);

  if (length > DIALER_CALL_LOG_MAX_TEXT)
    {
      length = g_utf8_find_prev_char (valid, valid + DIALER_CALL_LOG_MAX_TEXT - 3) - valid;
      return g_strdup_printf ("%.*s…", (int) length, valid);
    }
  return g_steal_pointer (&valid);
}

static void
append (DialerCallLog *self, gint64 time, DialerCallLogKind kind, char *text)
{
  DialerCallLogLine *line = g_new0 (DialerCallLogLine, 1);

  line->serial = self->last_serial;
  line->time = time;
  line->kind = kind;
  line->text = text;
  g_ptr_array_add (self->lines, line);
}

void
dialer_call_log_add (DialerCallLog *self, gint64 time, DialerCallLogKind kind, const char *text)
{
  self->last_serial++;
  /* States are few, and tell how it ended. */
  if (self->last_serial < DIALER_CALL_LOG_MAX_LINES || kind == DIALER_CALL_LOG_STATE)
    append (self, time, kind, make_text (text));
  else if (self->last_serial == DIALER_CALL_LOG_MAX_LINES)
    append (self, time, DIALER_CALL_LOG_NOTE, g_strdup ("more was said than is kept"));
}

GPtrArray *
dialer_call_log_take (DialerCallLog *self)
{
  GPtrArray *lines = self->lines;

  if (lines->len == 0)
    return NULL;
  self->lines = new_lines ();
  return lines;
}
