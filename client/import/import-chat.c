/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Scripts of chat(8). */
#include "import-chat.h"

#include <string.h>

#include "import-common.h"
#include "import-keys.h"
#include "import-login.h"
#include "import-words.h"

#define TIMEOUT_MIN 5 /* of dial.carrier-timeout */
#define TIMEOUT_MAX 600
#define SHELLS_MAX 3 /* one in the other */

/* How far a script has been read. */
typedef struct
{
  Import *import;
  ImportProfile *profile;
  ImportLogin *login;
  const char *file;
  const char *replacement;
  GPtrArray *words;
  guint next;
  guint timeout; /* 0 until the script sets one */
  guint n_labels;
  gboolean dialled;
  gboolean connected;
} Script;

static const ImportWord *
take (Script *self)
{
  return self->next < self->words->len ? self->words->pdata[self->next++] : NULL;
}

static ImportEntry *
add_entry (Script *self, guint line, const char *key, const char *value)
{
  return import_add_entry (self->import, self->file, line, key, value);
}

static void
set_timeout (Script *self, guint line, const char *value)
{
  ImportEntry *entry = add_entry (self, line, "TIMEOUT", value);
  g_autofree char *normal = NULL;
  guint64 seconds;

  if (!g_ascii_string_to_unsigned (value, 10, 1, TIMEOUT_MAX, &seconds, NULL))
    {
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "it is no number of seconds from 1 to 600");
      return;
    }
  self->timeout = (guint) seconds;
  normal = g_strdup_printf ("%u", self->timeout); /* 07 is 7 */
  if (self->connected)
    import_entry_settle (entry, IMPORT_MAPPED, "login.script=timeout", NULL);
  else if (self->timeout >= TIMEOUT_MIN)
    import_keys_set (self->profile, entry, "dial.carrier-timeout", normal,
                     "the last one before CONNECT counts; the modem's own answers have their time");
  else
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "the modem's own answers have their time");
}

/* Words that stand where a text would be waited for; each has one more behind it. */
static gboolean
read_keyword (Script *self, const ImportWord *word)
{
  static const char *const keywords[] = { "ABORT", "CLR_ABORT", "REPORT", "CLR_REPORT", "SAY", "ECHO",
                                          "HANGUP", "TIMEOUT", NULL };
  const ImportWord *argument;

  if (!g_strv_contains (keywords, word->text))
    return FALSE;
  argument = take (self);
  if (g_str_equal (word->text, "TIMEOUT"))
    set_timeout (self, word->line, argument != NULL ? argument->text : "");
  else
    {
      ImportEntry *entry = add_entry (self, word->line, word->text, argument != NULL ? argument->text : "");

      if (g_str_equal (word->text, "ABORT"))
        import_entry_settle (entry, IMPORT_MAPPED, NULL, "what a modem may say is known");
      else
        import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "the log of a call has what was said");
    }
  return TRUE;
}

/* Takes \q and a last \c off a text to be sent, and puts in what \T stands for. */
static char *
prepare_text (Script *self, const char *text, gboolean *raw, gboolean *hidden)
{
  g_autoptr (GString) out = g_string_new (NULL);

  *raw = *hidden = FALSE;
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c != '\\' || c[1] == '\0')
        {
          g_string_append_c (out, *c);
          continue;
        }
      c++;
      if (*c == 'c')
        *raw = TRUE;
      else if (*c == 'q')
        *hidden = TRUE;
      else if (*c == 'T' && self->replacement != NULL)
        g_string_append (out, self->replacement);
      else
        g_string_append_printf (out, "\\%c", *c);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Before CONNECT a text is for the modem, and its escapes are pauses and the like. */
static char *
strip_escapes (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c != '\\' || c[1] == '\0')
        g_string_append_c (out, *c);
      else if (strchr ("dprnNKcqtb", *++c) == NULL)
        g_string_append_c (out, *c == 's' ? ' ' : *c);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

/* Cuts "ATX3DT555" behind the dial command's modifiers; NULL if it does not dial. */
static const char *
find_number (const char *command)
{
  const char *d = import_value_find_dial (command);

  if (d == NULL)
    return NULL;
  d++;
  return *d != '\0' && strchr ("TtPp", *d) != NULL ? d + 1 : d;
}

static void
dial (Script *self, ImportEntry *entry, const char *command, const char *number)
{
  g_autofree char *before = g_strndup (command, (gsize) (number - command));

  self->dialled = TRUE;
  import_common_add_number (self->profile, entry, number);
  if (g_ascii_strcasecmp (before, "ATDT") != 0)
    import_profile_set (self->profile, "dial.command", before);
}

static void
tell_modem (Script *self, ImportEntry *entry, const char *text)
{
  gboolean raw, hidden;
  g_autofree char *prepared = prepare_text (self, text, &raw, &hidden);
  g_autofree char *command = strip_escapes (prepared);
  const char *number = find_number (command);

  if (number != NULL)
    dial (self, entry, command, number);
  else if (*command == '\0' || g_str_equal (command, "AT"))
    import_entry_settle (entry, IMPORT_MAPPED, NULL, "the modem is spoken to in any case");
  else if (strstr (command, "+++") != NULL || g_ascii_strcasecmp (command, "ATH") == 0
           || g_ascii_strcasecmp (command, "ATH0") == 0)
    import_entry_settle (entry, IMPORT_MAPPED, NULL, "a line that is still up is hung up in any case");
  else
    {
      if (g_ascii_strncasecmp (command, "AT", 2) != 0)
        import_entry_hide (entry); /* who knows what it is */
      import_common_add_init (self->profile, entry, command);
    }
}

/* "ogin:-BREAK-ogin:" or "ogin:--ogin:": what is sent when a text does not come, and what is waited for then. */
static void
expect (Script *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", -1);
  guint n = g_strv_length (parts);
  guint label = ++self->n_labels;

  if (n < 3)
    {
      import_login_expect (self->login, parts[0] != NULL ? parts[0] : "", self->timeout, NULL);
      return;
    }
  for (guint i = 0; i + 2 < n; i += 2)
    {
      g_autofree char *otherwise = g_strdup_printf ("again%u-%u", label, i / 2);
      g_autofree char *quoted = g_shell_quote (parts[i + 1]);

      import_login_expect (self->login, *parts[i] != '\0' ? parts[i] : ":", self->timeout, otherwise);
      import_login_add (self->login, "goto there%u", label);
      import_login_add (self->login, "label %s", otherwise);
      if (g_str_equal (parts[i + 1], "BREAK"))
        import_login_add (self->login, "break");
      else
        import_login_add (self->login, "send %s", quoted);
    }
  import_login_expect (self->login, parts[n - 1 - (n % 2 == 0)], self->timeout, NULL);
  import_login_add (self->login, "label there%u", label);
}

static void
answer (Script *self, ImportEntry *entry, const char *text)
{
  gboolean raw, hidden;
  g_autofree char *prepared = prepare_text (self, text, &raw, &hidden);
  g_autofree char *visible = strip_escapes (prepared);

  if (g_str_equal (text, "BREAK"))
    {
      import_login_add (self->login, "break");
      import_entry_settle (entry, IMPORT_MAPPED, "login.script=break", NULL);
    }
  else if (g_str_equal (text, "EOT") || *text == '@')
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "a script can't send the end of a file, nor what is in one");
  else if (raw && *visible == '\0')
    import_entry_settle (entry, IMPORT_MAPPED, NULL, "nothing is sent");
  else
    import_login_send (self->login, entry, prepared, raw, hidden);
  import_forget_text (g_steal_pointer (&prepared));
  import_forget_text (g_steal_pointer (&visible));
}

/* Waits for one text and sends another. */
static void
read_pair (Script *self, const ImportWord *word)
{
  const ImportWord *text = take (self);
  gboolean connect = strstr (word->text, "CONNECT") != NULL;
  ImportEntry *entry = add_entry (self, word->line, *word->text != '\0' ? word->text : "''",
                                  text != NULL ? text->text : "");
  g_autofree char *line = text != NULL ? strip_escapes (text->text) : NULL;

  /* Not every script waits for CONNECT, and where nothing is dialled there is none. */
  if (connect || (self->dialled && *word->text != '\0') || import_login_is_prompt (word->text))
    self->connected = TRUE;
  if (!connect && self->connected)
    expect (self, word->text);

  if (text == NULL)
    import_entry_settle (entry, IMPORT_MAPPED, self->connected && !connect ? "login.script=expect" : NULL, NULL);
  else if (!self->connected)
    tell_modem (self, entry, text->text);
  else if (connect && *line == '\0')
    import_entry_settle (entry, IMPORT_MAPPED, NULL, "PPP begins, or the login");
  else
    answer (self, entry, text->text);
}

static void
read_script (Script *self)
{
  const ImportWord *word;

  self->login = import_login_new (self->profile);
  while ((word = take (self)) != NULL)
    if (!read_keyword (self, word))
      read_pair (self, word);
  import_login_finish (self->login);
  import_login_free (self->login);
}

void
import_chat_read_file (Import *import, ImportProfile *profile, const ImportFile *file, const char *replacement)
{
  g_autoptr (GPtrArray) words = import_words_read (import, file, TRUE);
  Script script = { import, profile, NULL, file->name, replacement, words };

  read_script (&script);
}

/* The words of a command line; those of the shell's, if it is one that is given a line. */
static GStrv
split_words (const char *command, guint depth)
{
  g_auto (GStrv) words = NULL;
  guint n;

  if (!g_shell_parse_argv (command, NULL, &words, NULL))
    return NULL;
  n = g_strv_length (words);
  if (depth == 0)
    return NULL;
  if (n == 3 && g_str_has_suffix (words[0], "sh") && g_str_equal (words[1], "-c"))
    return split_words (words[2], depth - 1);
  if (g_str_equal (words[0], "exec") && n > 1)
    return g_strdupv (words + 1);
  return g_steal_pointer (&words);
}

static GStrv
split_command (const char *command)
{
  return split_words (command, SHELLS_MAX);
}

/* chat's options; what is left is the script. */
typedef struct
{
  char *file;
  char *replacement;
  GString *rest;
} Options;

/* Returns: what belongs to the option letter @letter in @words[@i], which may be the next word. */
static const char *
get_argument (GStrv words, guint *i, guint at)
{
  if (words[*i][at] != '\0')
    return words[*i] + at;
  return words[*i + 1] != NULL ? words[++*i] : "";
}

/* Of two the last counts. */
static void
set (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

static void
read_options (Options *options, GStrv words)
{
  guint i;

  for (i = 1; words[i] != NULL && words[i][0] == '-' && words[i][1] != '\0'; i++)
    {
      char letter = words[i][1];

      if (letter == 'f')
        set (&options->file, get_argument (words, &i, 2));
      else if (letter == 'T')
        set (&options->replacement, get_argument (words, &i, 2));
      else if (letter == 't')
        g_string_append_printf (options->rest, "TIMEOUT %s ", get_argument (words, &i, 2));
      else if (letter == 'r' || letter == 'U')
        (void) get_argument (words, &i, 2);
    }
  for (; words[i] != NULL; i++)
    {
      /* chat is given words, and reads quotation marks in them no more. */
      g_autofree char *quoted = g_strconcat (strchr (words[i], '\'') != NULL ? "\"" : "'", words[i],
                                             strchr (words[i], '\'') != NULL ? "\" " : "' ", NULL);

      g_string_append (options->rest, quoted);
    }
}

static void
follow_options (Import *import, ImportProfile *profile, ImportEntry *entry, Options *options)
{
  ImportFile file = { options->file, NULL };
  g_autofree char *text = options->file != NULL ? import_read (import, options->file) : NULL;
  g_autoptr (GPtrArray) words = import_words_split (options->rest->str, entry->line, TRUE);
  Script script = { import, profile, NULL, entry->file, options->replacement, words };

  if (options->file != NULL && text == NULL)
    {
      import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "the script can't be read");
      return;
    }
  import_entry_settle (entry, IMPORT_MAPPED, NULL, "see its script");
  if (words->len > 0)
    read_script (&script);
  file.text = text;
  if (text != NULL)
    import_chat_read_file (import, profile, &file, options->replacement);
  import_forget_text (g_steal_pointer (&text));
}

static gboolean
is_chat (GStrv words)
{
  g_autofree char *program = words != NULL && words[0] != NULL ? g_path_get_basename (words[0]) : NULL;

  return g_strcmp0 (program, "chat") == 0;
}

/* The line of a shell script that runs chat, as in many a "connect /etc/ppp/peers/gprs-connect". */
static GStrv
find_in_script (Import *import, const char *path)
{
  g_autofree char *text = import_read (import, path);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "\\\n", -1);
  g_autofree char *joined = g_strjoinv (" ", parts);
  g_auto (GStrv) lines = g_strsplit (joined, "\n", -1);

  import_forget_text (g_steal_pointer (&text));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = *g_strstrip (lines[i]) != '#' ? split_command (lines[i]) : NULL;

      if (is_chat (words))
        return g_steal_pointer (&words);
    }
  return NULL;
}

void
import_chat_read_command (Import *import, ImportProfile *profile, ImportEntry *entry, const char *command)
{
  g_auto (GStrv) words = split_command (command);
  Options options = { NULL, NULL, g_string_new (NULL) };

  /* A login that stands in the command is told of step by step, with its password masked. */
  import_entry_hide (entry);
  if (words != NULL && words[0] != NULL && words[1] == NULL && !is_chat (words))
    {
      GStrv found = find_in_script (import, words[0]);

      g_strfreev (words);
      words = found;
    }
  if (!is_chat (words))
    import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, "only scripts of chat can be read, no other programs");
  else
    {
      read_options (&options, words);
      follow_options (import, profile, entry, &options);
    }
  g_free (options.file);
  g_free (options.replacement);
  g_string_free (options.rest, TRUE);
}
