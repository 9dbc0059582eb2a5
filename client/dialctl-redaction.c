/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One walk from the left to the right; what was put in is not looked at again. */
#include "dialctl-redaction.h"

#include <gio/gio.h>
#include <string.h>

/* A longer run of digits is taken for a telephone number, or a serial number; a year or a speed is shorter. */
#define LONG_RUN 7
#define SHORTEST_NUMBER 3
/* Part of a number behind a pause, which is looked for by itself. */
#define SHORTEST_PART 4
/* To look for a single letter would not hide it, but show which one it is. */
#define SHORTEST_NAME 2
/* An address of a network card: six pairs of hexadecimal digits. */
#define CARD_ADDRESS_LENGTH 17

/* What is looked for; several may have the same token. */
typedef struct
{
  char *text;
  gsize length;
  DialctlRedactionKind kind;
  char *token;
} Word;

struct _DialctlRedaction
{
  GHashTable *tokens; /* of kind and canonical value */
  GPtrArray *words;   /* of Word, the longest first */
  guint counts[DIALCTL_N_REDACTION_KINDS];
};

static const char *
get_name (DialctlRedactionKind kind)
{
  switch (kind)
    {
    case DIALCTL_REDACTION_NUMBER:
      return "number";
    case DIALCTL_REDACTION_USER:
      return "user";
    case DIALCTL_REDACTION_HOST:
      return "host";
    case DIALCTL_REDACTION_ADDRESS:
      return "address";
    case DIALCTL_REDACTION_TEXT:
      return "text";
    }
  g_return_val_if_reached ("text");
}

static void
word_free (gpointer data)
{
  Word *word = data;

  g_free (word->text);
  g_free (word->token);
  g_free (word);
}

DialctlRedaction *
dialctl_redaction_new (void)
{
  DialctlRedaction *self = g_new0 (DialctlRedaction, 1);

  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->words = g_ptr_array_new_with_free_func (word_free);
  return self;
}

void
dialctl_redaction_free (DialctlRedaction *self)
{
  g_hash_table_unref (self->tokens);
  g_ptr_array_unref (self->words);
  g_free (self);
}

/* ---- learning ---- */

static void
add_word (DialctlRedaction *self, DialctlRedactionKind kind, const char *text, const char *token)
{
  gsize length = strlen (text);
  Word *word;
  guint i = 0;

  for (guint j = 0; j < self->words->len; j++)
    {
      const Word *other = self->words->pdata[j];

      if (g_ascii_strcasecmp (other->text, text) == 0)
        return;
      if (other->length >= length)
        i = j + 1;
    }
  word = g_new0 (Word, 1);
  word->text = g_strdup (text);
  word->length = length;
  word->kind = kind;
  word->token = g_strdup (token);
  g_ptr_array_insert (self->words, (int) i, word);
}

/* Returns: (transfer none): what stands for @canonical, perhaps from now on. */
static const char *
get_token (DialctlRedaction *self, DialctlRedactionKind kind, const char *canonical)
{
  g_autofree char *key = g_strdup_printf ("%s %s", get_name (kind), canonical);
  char *token = g_hash_table_lookup (self->tokens, key);

  if (token == NULL)
    {
      token = g_strdup_printf ("%s-%u", get_name (kind), ++self->counts[kind]);
      g_hash_table_insert (self->tokens, g_steal_pointer (&key), token);
    }
  return token;
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += g_ascii_isdigit (*p) ? 1 : 0;
  return n;
}

/* Without what only makes a number legible. */
static char *
strip_number (const char *number)
{
  GString *stripped = g_string_new (NULL);

  for (const char *p = number; *p != '\0'; p++)
    {
      if (strchr (" -().", *p) == NULL)
        g_string_append_c (stripped, *p);
    }
  return g_string_free (stripped, FALSE);
}

/* As it is written, as the modem gets it, with and without a country's "+", and its parts between pauses. */
static const char *
learn_number (DialctlRedaction *self, const char *number)
{
  g_autofree char *stripped = strip_number (number);
  g_auto (GStrv) parts = g_strsplit_set (stripped, ",wWTtPp!@;", -1);
  const char *token;

  if (count_digits (number) < SHORTEST_NUMBER)
    return NULL;
  token = get_token (self, DIALCTL_REDACTION_NUMBER, *stripped == '+' ? stripped + 1 : stripped);
  add_word (self, DIALCTL_REDACTION_NUMBER, number, token);
  add_word (self, DIALCTL_REDACTION_NUMBER, stripped, token);
  if (*stripped == '+')
    add_word (self, DIALCTL_REDACTION_NUMBER, stripped + 1, token);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (count_digits (parts[i]) >= SHORTEST_PART)
        add_word (self, DIALCTL_REDACTION_NUMBER, parts[i], token);
    }
  return token;
}

/* What a terminal server is told by everybody, and what would be missed most. */
static gboolean
is_harmless (const char *text)
{
  static const char *const words[] = { "ppp", "exit", "quit", "yes", "no", "ip", NULL };

  return strlen (text) < SHORTEST_NAME || g_strv_contains (words, text);
}

/* A text to be sent may end with an escape of chat(8), which is not in what was sent. */
static char *
trim (DialctlRedactionKind kind, const char *value)
{
  char *text = g_strstrip (g_strdup (value));
  gsize length = strlen (text);

  while (kind == DIALCTL_REDACTION_TEXT && length >= 2 && text[length - 2] == '\\')
    text[length -= 2] = '\0';
  return text;
}

/* What is equal stays equal, whatever it is said to be. */
static const char *
get_token_of_name (DialctlRedaction *self, DialctlRedactionKind kind, const char *name)
{
  g_autofree char *canonical = g_ascii_strdown (name, -1);

  for (guint i = 0; i < self->words->len; i++)
    {
      const Word *word = self->words->pdata[i];

      if (g_ascii_strcasecmp (word->text, name) == 0)
        return word->token;
    }
  return get_token (self, kind, canonical);
}

static const char *
learn_name (DialctlRedaction *self, DialctlRedactionKind kind, const char *name)
{
  const char *token = get_token_of_name (self, kind, name);
  const char *at = kind == DIALCTL_REDACTION_USER ? strchr (name, '@') : NULL;
  g_autofree char *before = at != NULL ? g_strndup (name, (gsize) (at - name)) : NULL;

  if (strlen (name) >= SHORTEST_NAME)
    add_word (self, kind, name, token);
  if (before != NULL && strlen (before) >= SHORTEST_NAME)
    add_word (self, kind, before, token);
  if (at != NULL)
    dialctl_redaction_learn (self, DIALCTL_REDACTION_HOST, at + 1);
  return token;
}

char *
dialctl_redaction_mask (DialctlRedaction *self, DialctlRedactionKind kind, const char *value)
{
  g_autofree char *trimmed = trim (kind, value);
  const char *token = NULL;

  if (*trimmed != '\0' && !(kind == DIALCTL_REDACTION_TEXT && is_harmless (trimmed)))
    token = kind == DIALCTL_REDACTION_NUMBER ? learn_number (self, trimmed) : learn_name (self, kind, trimmed);
  return token != NULL ? g_strdup (token) : dialctl_redaction_apply (self, trimmed);
}

void
dialctl_redaction_learn (DialctlRedaction *self, DialctlRedactionKind kind, const char *value)
{
  g_autofree char *token = value != NULL ? dialctl_redaction_mask (self, kind, value) : NULL;

  (void) token;
}

/* ---- finding ---- */

/* Where the walk is: a place in a text that is valid UTF-8. */
typedef struct
{
  DialctlRedaction *redaction;
  const char *text;
  const char *place;
  gboolean foreign;
} Walk;

static gboolean
is_letter_before (const Walk *walk)
{
  return walk->place > walk->text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (walk->place)));
}

static gboolean
is_letter (const char *place)
{
  return *place != '\0' && g_unichar_isalnum (g_utf8_get_char (place));
}

static gboolean
is_digit_before (const Walk *walk)
{
  return walk->place > walk->text && g_ascii_isdigit (walk->place[-1]);
}

/* Behind "ATDT" there is no blank. */
static gboolean
stands_alone (const Walk *walk, const Word *word)
{
  const char *end = walk->place + word->length;

  if (word->kind == DIALCTL_REDACTION_NUMBER)
    return !is_digit_before (walk) && !g_ascii_isdigit (*end);
  return !is_letter_before (walk) && !is_letter (end);
}

/* Each of the finders returns: how many bytes there are to be replaced, 0 for none, and by what. */
static gsize
find_word (const Walk *walk, const char **token)
{
  GPtrArray *words = walk->redaction->words;

  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = words->pdata[i];

      if (g_ascii_strncasecmp (walk->place, word->text, word->length) == 0 && stands_alone (walk, word))
        {
          *token = word->token;
          return word->length;
        }
    }
  return 0;
}

static gboolean
is_card_address (const char *text, gsize length)
{
  if (length != CARD_ADDRESS_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (i % 3 == 2 ? text[i] != ':' : !g_ascii_isxdigit (text[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_address (const char *text, gsize length)
{
  g_autofree char *word = g_strndup (text, length);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (word);

  if (address == NULL)
    return is_card_address (text, length);
  /* These say nothing of anybody: "everywhere", and this machine itself. */
  return !g_inet_address_get_is_any (address) && !g_inet_address_get_is_loopback (address);
}

static gsize
find_address (const Walk *walk, const char **token)
{
  gsize length = is_letter_before (walk) ? 0 : strspn (walk->place, "0123456789abcdefABCDEF.:");
  g_autofree char *value = NULL;

  if (is_letter (walk->place + length))
    return 0;
  /* The point or colon behind it is the sentence's. */
  while (length > 0 && strchr (".:", walk->place[length - 1]) != NULL)
    length--;
  if (length == 0 || !is_address (walk->place, length))
    return 0;
  value = g_ascii_strdown (walk->place, (gssize) length);
  *token = get_token (walk->redaction, DIALCTL_REDACTION_ADDRESS, value);
  return length;
}

static gsize
find_long_run (const Walk *walk, const char **token)
{
  gsize length = strspn (walk->place, "0123456789");
  g_autofree char *value = NULL;

  if (is_digit_before (walk) || length < LONG_RUN)
    return 0;
  value = g_strndup (walk->place, length);
  *token = get_token (walk->redaction, DIALCTL_REDACTION_NUMBER, value);
  return length;
}

static gsize
span_name (const char *place)
{
  gsize length = 0;

  while (g_ascii_isalnum (place[length]) || (place[length] != '\0' && strchr ("._+-", place[length]) != NULL))
    length++;
  return length;
}

/* A setting, a file or a name on the bus. */
static gboolean
is_of_ours (const char *name)
{
  static const char *const begins[] = {
    "org.", "profile.", "dial.", "line.", "login.", "ppp.", "ipv4.", "ipv6.", "probe.", "redial.", "limit.",
    "cost.", "cellular.", "secret.", "hooks.", NULL,
  };
  static const char *const ends[] = { ".service", ".socket", ".conf", ".so", ".log", ".profile", ".slice", NULL };

  for (guint i = 0; begins[i] != NULL; i++)
    {
      if (g_str_has_prefix (name, begins[i]))
        return TRUE;
    }
  for (guint i = 0; ends[i] != NULL; i++)
    {
      if (g_str_has_suffix (name, ends[i]))
        return TRUE;
    }
  return FALSE;
}

/* Whether it is labels with points between, the last of letters only. */
static gboolean
is_domain (const char *text, gsize length)
{
  g_autofree char *name = g_strndup (text, length);
  const char *point = strrchr (name, '.');

  return point != NULL && !is_of_ours (name) && point > name && strlen (point) > 2
         && strspn (point + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen (point + 1);
}

static gsize
find_domain (const Walk *walk, const char **token)
{
  gsize length = is_letter_before (walk) ? 0 : span_name (walk->place);
  g_autofree char *value = NULL;

  while (length > 0 && !g_ascii_isalnum (walk->place[length - 1]))
    length--;
  if (is_letter (walk->place + length) || !is_domain (walk->place, length))
    return 0;
  value = g_ascii_strdown (walk->place, (gssize) length);
  *token = get_token (walk->redaction, DIALCTL_REDACTION_HOST, value);
  return length;
}

static gsize
find_user_at (const Walk *walk, const char **token)
{
  gsize length = is_letter_before (walk) ? 0 : span_name (walk->place);
  g_autofree char *value = NULL;

  if (length == 0 || walk->place[length] != '@')
    return 0;
  length += 1 + span_name (walk->place + length + 1);
  value = g_ascii_strdown (walk->place, (gssize) length);
  *token = get_token (walk->redaction, DIALCTL_REDACTION_USER, value);
  return length;
}

static gsize
find (const Walk *walk, const char **token)
{
  gsize length = find_word (walk, token);

  if (length == 0)
    length = find_user_at (walk, token);
  if (length == 0)
    length = find_address (walk, token);
  if (length == 0 && walk->foreign)
    length = find_domain (walk, token);
  return length > 0 ? length : find_long_run (walk, token);
}

static char *
apply (DialctlRedaction *self, const char *text, gboolean foreign)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *result = g_string_new (NULL);
  Walk walk = { self, valid, valid, foreign };

  while (*walk.place != '\0')
    {
      const char *token = NULL;
      gsize length = find (&walk, &token);
      gsize step = length > 0 ? length : (gsize) (g_utf8_next_char (walk.place) - walk.place);

      g_string_append_len (result, length > 0 ? token : walk.place,
                           length > 0 ? (gssize) strlen (token) : (gssize) step);
      walk.place += step;
    }
  return g_string_free (result, FALSE);
}

char *
dialctl_redaction_apply (DialctlRedaction *self, const char *text)
{
  return apply (self, text, FALSE);
}

char *
dialctl_redaction_apply_foreign (DialctlRedaction *self, const char *text)
{
  return apply (self, text, TRUE);
}
