/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Bytes of the peer go through the filter of secrets, and become lines. */
#include "dialer-transcript.h"

#include <string.h>

#include "dialer-secret-filter.h"

struct _DialerTranscript
{
  DialerCallLog *log;
  DialerSecretFilter *filter;
  GString *line;   /* of the peer, not written yet */
  char *last_line; /* that was */
  GString *passed; /* by the filter, of one byte */
  gboolean asked;  /* the last words have not been answered */
  DialerTranscriptFunc func;
  gpointer user_data;
};

DialerTranscript *
dialer_transcript_new (DialerCallLog *log)
{
  DialerTranscript *self = g_new0 (DialerTranscript, 1);

  self->log = log;
  self->filter = dialer_secret_filter_new ();
  self->line = g_string_new (NULL);
  self->last_line = g_strdup ("");
  self->passed = g_string_new (NULL);
  return self;
}

void
dialer_transcript_free (DialerTranscript *self)
{
  dialer_secret_filter_free (self->filter);
  g_string_free (self->line, TRUE);
  g_free (self->last_line);
  g_string_free (self->passed, TRUE);
  g_free (self);
}

void
dialer_transcript_set_func (DialerTranscript *self, DialerTranscriptFunc func, gpointer user_data)
{
  self->func = func;
  self->user_data = user_data;
}

static void
write_line (DialerTranscript *self, DialerCallLogKind kind, const char *text)
{
  if (self->log)
    dialer_call_log_add (self->log, g_get_real_time (), kind, text);
}

static void
end_line (DialerTranscript *self)
{
  g_autofree char *text = g_strstrip (g_strdup (self->line->str));

  g_string_truncate (self->line, 0);
  if (*text == '\0')
    return;
  write_line (self, DIALER_CALL_LOG_RECEIVED, text);
  g_free (self->last_line);
  self->last_line = g_steal_pointer (&text);
}

/* What the filter let through. */
static void
take_passed (DialerTranscript *self)
{
  for (const char *c = self->passed->str; *c; c++)
    {
      if (*c == '\r' || *c == '\n')
        end_line (self);
      else
        g_string_append_c (self->line, *c);
      self->asked |= !g_ascii_isspace (*c);
    }
  if (self->line->len + strlen (DIALER_CALL_LOG_DOTS) >= DIALER_CALL_LOG_MAX_TEXT)
    end_line (self);
  if (self->func && self->passed->len)
    self->func (self->passed->str, self->passed->len, self->user_data);
  g_string_truncate (self->passed, 0);
}

void
dialer_transcript_hear (DialerTranscript *self, guint8 byte)
{
  dialer_secret_filter_push (self->filter, byte, self->passed);
  take_passed (self);
}

static void
answer (DialerTranscript *self, const char *text)
{
  end_line (self);
  self->asked = FALSE;
  write_line (self, DIALER_CALL_LOG_SENT, text);
}

void
dialer_transcript_say (DialerTranscript *self, const char *text)
{
  g_autofree char *shown = g_strdup (text);

  if (g_str_has_suffix (shown, "\r"))
    shown[strlen (shown) - 1] = '\0';
  answer (self, *shown ? shown : "\\r");
}

void
dialer_transcript_say_secret (DialerTranscript *self, const char *secret, const char *word)
{
  dialer_secret_filter_add (self->filter, secret);
  answer (self, word);
}

void
dialer_transcript_finish (DialerTranscript *self, gboolean ppp)
{
  char *flag;

  dialer_secret_filter_flush (self->filter, self->passed);
  take_passed (self);
  flag = ppp ? strrchr (self->line->str, '~') : NULL;
  if (flag)
    g_string_truncate (self->line, flag - self->line->str);
  end_line (self);
}

char *
dialer_transcript_get_last_words (DialerTranscript *self)
{
  g_autofree char *line = g_strstrip (g_strdup (self->line->str));

  return *line ? g_steal_pointer (&line) : g_strdup (self->last_line);
}

char *
dialer_transcript_get_prompt (DialerTranscript *self)
{
  return self->asked ? dialer_transcript_get_last_words (self) : g_strdup ("");
}
