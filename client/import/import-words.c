/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Words as pppd (getword() in options.c) and chat (main() in chat.c) read them. */
#include "import-words.h"

#include <string.h>

/* Where we are in a text. */
typedef struct
{
  const char *next;
  guint line;
  gboolean fresh; /* no word of this line yet */
  gboolean chat;
} Reader;

static void
word_free (gpointer data)
{
  ImportWord *self = data;

  import_forget_text (self->text);
  g_free (self);
}

static void
skip_rest (Reader *reader)
{
  reader->next += strcspn (reader->next, "\n");
}

/* Goes on to the beginning of a word. */
static void
skip_blanks (Reader *reader)
{
  for (;; reader->next++)
    {
      if (*reader->next == '#' && (reader->fresh || !reader->chat))
        skip_rest (reader);
      if (*reader->next == '\n')
        {
          reader->line++;
          reader->fresh = TRUE;
        }
      else if (!g_ascii_isspace (*reader->next))
        return;
    }
}

/* A backslash: pppd takes it away and keeps what follows, or nothing of a line end. */
static void
read_escape (Reader *reader, GString *text)
{
  char c = reader->next[1];

  if (reader->chat)
    {
      g_string_append_c (text, '\\');
      if (c != '\0' && c != '\n')
        g_string_append_c (text, c);
    }
  else if (c != '\0' && c != '\n')
    g_string_append_c (text, c);
  reader->line += c == '\n';
  reader->next += c != '\0' ? 2 : 1;
}

/* chat knows quotation only around a whole word; pppd in the middle of one too. */
static gboolean
may_open (Reader *reader, const char *begin)
{
  return (*reader->next == '"' || *reader->next == '\'') && (!reader->chat || reader->next == begin);
}

static ImportWord *
read_word (Reader *reader)
{
  g_autoptr (GString) text = g_string_new (NULL);
  ImportWord *word = g_new0 (ImportWord, 1);
  const char *begin = reader->next;
  char quote = '\0';

  word->line = reader->line;
  word->first = reader->fresh;
  while (*reader->next != '\0' && (quote != '\0' || !g_ascii_isspace (*reader->next)))
    {
      if (*reader->next == '\\')
        read_escape (reader, text);
      else if (quote != '\0' && *reader->next == quote)
        {
          quote = '\0';
          reader->next++;
          if (reader->chat)
            break;
        }
      else if (quote == '\0' && may_open (reader, begin))
        quote = *reader->next++;
      else
        {
          reader->line += *reader->next == '\n';
          g_string_append_c (text, *reader->next == '\n' ? ' ' : *reader->next);
          reader->next++;
        }
    }
  reader->fresh = FALSE;
  word->text = g_strndup (text->str, text->len);
  explicit_bzero (text->str, text->len);
  return word;
}

static GPtrArray *
read_words (Reader *reader)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (word_free);

  for (skip_blanks (reader); *reader->next != '\0'; skip_blanks (reader))
    g_ptr_array_add (words, read_word (reader));
  return words;
}

GPtrArray *
import_words_split (const char *text, guint line, gboolean chat)
{
  Reader reader = { text, line, TRUE, chat };
  GPtrArray *words = read_words (&reader);

  for (guint i = 0; i < words->len; i++)
    ((ImportWord *) words->pdata[i])->line = line;
  return words;
}

GPtrArray *
import_words_read (Import *import, const ImportFile *file, gboolean chat)
{
  ImportSource *source = import_add_source (import, file->name);
  Reader reader = { file->text, 1, TRUE, chat };
  GPtrArray *words = read_words (&reader);
  gsize length = strlen (file->text);

  for (gsize i = 0; i < length; i++)
    source->n_lines += file->text[i] == '\n';
  source->n_lines += length > 0 && file->text[length - 1] != '\n';
  source->n_empty = source->n_lines;
  for (guint i = 0; i < words->len; i++)
    source->n_empty -= ((ImportWord *) words->pdata[i])->first && source->n_empty > 0;
  return words;
}
