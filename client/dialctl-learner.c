/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What was heard and typed is kept as turns; only at the end it is known which of it is secret. */
#include "dialctl-learner.h"

#include <string.h>

#include "import-login.h"

#define TURNS_MAX 100
#define HEARD_MAX 8192
#define HEARD_HEAD 512    /* of which so much of the beginning is kept, where the echo is */
#define ANSWER_SIZE 256
#define LETTERS_MIN 3     /* that make a prompt */
#define EXPECTED_MAX 60      /* bytes, but for the word that goes beyond */
#define EXPECTED_LONGEST 100
#define EXPECTED_TIMES 5
#define CONTAINED_MIN 4   /* bytes of a secret that is looked for within other text */

/* What a line turns out to be. */
typedef enum
{
  KIND_TEXT,
  KIND_USER,
  KIND_PASSWORD,
  KIND_CODE,
} Kind;

typedef struct
{
  GString *before; /* heard since the line before began */
  GString *answer; /* without CR */
  gboolean ended;  /* by CR */
  gboolean edited;
  DialctlLearnerMark mark;

  /* When the script is made: */
  char *question;  /* the last line before the answer that is not blank */
  Kind kind;
} Turn;

struct _DialctlLearner
{
  char *user; /* NULL if there is none */
  GPtrArray *turns;
  GString *heard;          /* since the last line began */
  DialctlLearnerMark mark; /* of the next line */
};

static void
wipe (GString *text)
{
  explicit_bzero (text->str, text->allocated_len);
  g_string_free (text, TRUE);
}

static void
turn_free (gpointer data)
{
  Turn *self = data;

  wipe (self->before); /* there may be an echo in it */
  wipe (self->answer);
  g_free (self->question);
  g_free (self);
}

DialctlLearner *
dialctl_learner_new (const char *user)
{
  DialctlLearner *self = g_new0 (DialctlLearner, 1);

  self->user = user != NULL && *user != '\0' ? g_strdup (user) : NULL;
  self->turns = g_ptr_array_new_with_free_func (turn_free);
  self->heard = g_string_sized_new (HEARD_MAX);
  return self;
}

void
dialctl_learner_free (DialctlLearner *self)
{
  g_free (self->user);
  g_ptr_array_unref (self->turns);
  wipe (self->heard);
  g_free (self);
}

/* ---- what happens ---- */

void
dialctl_learner_hear (DialctlLearner *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (self->heard->len == HEARD_MAX - 1)
        g_string_erase (self->heard, HEARD_HEAD, (gssize) (HEARD_MAX / 2));
      if (text[i] != '\0')
        g_string_append_c (self->heard, text[i]);
    }
}

static Turn *
get_open_turn (DialctlLearner *self)
{
  Turn *last = self->turns->len > 0 ? self->turns->pdata[self->turns->len - 1] : NULL;

  return last != NULL && !last->ended ? last : NULL;
}

static Turn *
begin_turn (DialctlLearner *self)
{
  Turn *turn = g_new0 (Turn, 1);

  turn->before = self->heard;
  self->heard = g_string_sized_new (HEARD_MAX);
  turn->answer = g_string_sized_new (ANSWER_SIZE);
  turn->mark = self->mark;
  self->mark = DIALCTL_LEARNER_GUESS;
  g_ptr_array_add (self->turns, turn);
  return turn;
}

static void
take_key (Turn *turn, char key)
{
  static const char backspace = '\b', delete = 0x7f, kill = 0x15;

  if (key == '\r')
    turn->ended = TRUE;
  else if (key == backspace || key == delete || key == kill)
    {
      g_string_truncate (turn->answer, key == kill || turn->answer->len == 0 ? 0 : turn->answer->len - 1);
      turn->edited = TRUE;
    }
  else if (key != '\0')
    g_string_append_c (turn->answer, key);
}

void
dialctl_learner_type (DialctlLearner *self, const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      Turn *turn = get_open_turn (self);

      if (turn == NULL && self->turns->len == TURNS_MAX)
        return;
      take_key (turn != NULL ? turn : begin_turn (self), bytes[i]);
    }
}

void
dialctl_learner_mark (DialctlLearner *self, DialctlLearnerMark mark)
{
  Turn *turn = get_open_turn (self);

  if (turn != NULL)
    turn->mark = mark;
  else
    self->mark = mark;
}

/* ---- what it was ---- */

static Turn *
get_turn (DialctlLearner *self, guint i)
{
  return self->turns->pdata[i];
}

/* What was heard from the beginning of line @i to that of the next. */
static const char *
get_reply (DialctlLearner *self, guint i)
{
  return i + 1 < self->turns->len ? get_turn (self, i + 1)->before->str : self->heard->str;
}

static gboolean
is_echoed (DialctlLearner *self, guint i)
{
  Turn *turn = get_turn (self, i);
  gsize compared = turn->edited ? MIN (turn->answer->len, 1) : turn->answer->len;

  return g_ascii_strncasecmp (get_reply (self, i), turn->answer->str, compared) == 0;
}

static gboolean
has_word (const char *text, const char *const *words)
{
  g_autofree char *small = g_ascii_strdown (text, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (small, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
asks_for_code (const char *question)
{
  static const char *const words[] = { "token", "passcode", "one-time", "one time", "otp", "challenge", "securid",
                                       "response", "code:", NULL };

  return has_word (question, words);
}

static gboolean
is_refusal (const char *text)
{
  static const char *const words[] = { "incorrect", "invalid", "denied", "failed", "failure", "not authorized",
                                       "bad password", "unknown user", "rejected", NULL };

  return has_word (text, words);
}

/* Where the text of @secret ends in @text, also if its letters are of another size and line ends are among them. */
static const char *
find_secret (const char *text, const char *secret)
{
  for (; *text != '\0'; text++)
    {
      const char *at = text;
      const char *wanted = secret;

      while (*wanted != '\0' && *at != '\0')
        {
          if (g_ascii_tolower (*at) == g_ascii_tolower (*wanted))
            wanted++;
          else if (at == text || !g_ascii_iscntrl (*at))
            break;
          at++;
        }
      if (*wanted == '\0')
        return at;
    }
  return NULL;
}

static gboolean
is_secret (const Turn *turn)
{
  return (turn->kind == KIND_PASSWORD || turn->kind == KIND_CODE) && turn->answer->len > 0;
}

static gboolean
is_same (const Turn *turn, const Turn *other)
{
  return g_string_equal (turn->answer, other->answer);
}

/* Colours and the like are line ends here: no text to wait for goes across them. */
static char *
take_out_controls (const char *text)
{
  char *plain = g_strdup (text);

  for (char *c = plain; *c != '\0'; c++)
    {
      gboolean sequence = *c == '\033' && c[1] == '[';

      if (g_ascii_iscntrl (*c))
        *c = '\n';
      if (!sequence)
        continue;
      *++c = '\n'; /* ECMA-48 CSI: parameters, and a final byte from '@' on */
      while (c[1] != '\0' && c[1] < '@' && !g_ascii_iscntrl (c[1]))
        *++c = '\n';
      if (c[1] >= '@')
        *++c = '\n';
    }
  return plain;
}

/* Returns: (transfer full): what was said before line @i, without the echo of the line before and what has a secret */
static char *
get_said (DialctlLearner *self, guint i)
{
  const char *whole = get_turn (self, i)->before->str;
  const char *said = whole;
  Turn *last = i > 0 ? get_turn (self, i - 1) : NULL;

  if (last != NULL && is_echoed (self, i - 1) && !last->edited)
    said += last->answer->len;
  for (guint j = 0; j < self->turns->len; j++)
    {
      Turn *turn = get_turn (self, j);
      const char *end;

      while (is_secret (turn) && (end = find_secret (said, turn->answer->str)) != NULL)
        said = end;
    }
  if (said == whole && last != NULL && is_secret (last))
    said += strcspn (said, "\r\n"); /* what stands there may be an echo that we do not know again */
  return take_out_controls (said);
}

/* Returns: (transfer full): the last line of @said that is not blank, or "" */
static char *
get_last_line (const char *said)
{
  g_autofree char *text = g_strchomp (g_strdup (said));
  const char *end = strrchr (text, '\n');

  return g_strstrip (g_strdup (end != NULL ? end + 1 : text));
}

static void
find_question (DialctlLearner *self, guint i)
{
  Turn *turn = get_turn (self, i);
  g_autofree char *said = get_said (self, i);

  g_free (turn->question);
  turn->question = get_last_line (said);
}

/* A peer that gives back no name gives back nothing, and what it does not give back is no password for that. */
static gboolean
has_no_echo (DialctlLearner *self)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      Turn *turn = get_turn (self, i);

      if (import_login_asks_for_user (turn->question) && !import_login_asks_for_password (turn->question)
          && !is_echoed (self, i))
        return TRUE;
    }
  return FALSE;
}

static Kind
guess_kind (DialctlLearner *self, guint i, gboolean no_echo)
{
  Turn *turn = get_turn (self, i);

  if (turn->mark != DIALCTL_LEARNER_GUESS)
    return turn->mark == DIALCTL_LEARNER_PASSWORD ? KIND_PASSWORD : KIND_CODE;
  if (turn->answer->len == 0)
    return KIND_TEXT;
  if (asks_for_code (turn->question))
    return KIND_CODE;
  if (import_login_asks_for_password (turn->question))
    return KIND_PASSWORD;
  if (g_strcmp0 (turn->answer->str, self->user) == 0)
    return KIND_USER;
  if (import_login_asks_for_user (turn->question))
    return self->user == NULL && g_utf8_validate (turn->answer->str, -1, NULL) ? KIND_USER : KIND_TEXT;
  return is_echoed (self, i) || no_echo ? KIND_TEXT : KIND_PASSWORD;
}

static void
find_kinds (DialctlLearner *self)
{
  gboolean no_echo;

  for (guint i = 0; i < self->turns->len; i++)
    find_question (self, i);
  no_echo = has_no_echo (self);
  for (guint i = 0; i < self->turns->len; i++)
    get_turn (self, i)->kind = guess_kind (self, i, no_echo);
  for (guint i = 0; i < self->turns->len; i++)
    find_question (self, i); /* once more, now that it is known what must not be in it */
}

/* ---- the script ---- */

/* Returns: (transfer container): the turns that the script is made of: not those that led to a refusal */
static GPtrArray *
choose_turns (DialctlLearner *self)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < self->turns->len; i++)
    {
      Turn *turn = get_turn (self, i);
      gboolean refused = *turn->question != '\0' && is_refusal (turn->before->str);

      if (turn->answer->len == 0 && !turn->ended)
        continue; /* it was all taken back */
      for (guint j = 0; refused && j < chosen->len; j++)
        {
          if (g_strcmp0 (((Turn *) chosen->pdata[j])->question, turn->question) == 0)
            g_ptr_array_set_size (chosen, (int) j);
        }
      g_ptr_array_add (chosen, turn);
    }
  return chosen;
}

static gboolean
contains_secret (DialctlLearner *self, const char *text)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      Turn *turn = get_turn (self, i);

      if (!is_secret (turn))
        continue;
      if (g_str_equal (text, turn->answer->str)
          || (turn->answer->len >= CONTAINED_MIN && find_secret (text, turn->answer->str) != NULL))
        return TRUE;
    }
  return FALSE;
}

/* A profile has one password, and one name. */
static void
settle_kinds (DialctlLearner *self, GPtrArray *chosen, char **user)
{
  Turn *password = NULL;
  Turn *name = NULL;

  for (guint i = 0; i < chosen->len; i++)
    {
      Turn *turn = chosen->pdata[i];

      if (turn->kind == KIND_USER && self->user == NULL)
        {
          name = name != NULL ? name : turn;
          turn->kind = is_same (turn, name) ? KIND_USER : KIND_TEXT;
        }
      if (turn->kind == KIND_PASSWORD)
        {
          password = password != NULL ? password : turn;
          turn->kind = is_same (turn, password) ? KIND_PASSWORD : KIND_CODE;
        }
    }
  for (guint i = 0; i < chosen->len; i++)
    {
      Turn *turn = chosen->pdata[i];

      if (turn->kind == KIND_TEXT && turn->answer->len > 0 && contains_secret (self, turn->answer->str))
        turn->kind = KIND_CODE;
    }
  if (user != NULL)
    *user = name != NULL ? g_strdup (name->answer->str) : NULL;
}

static guint
count (const char *text, const char *expected)
{
  guint n = 0;

  for (const char *at = strstr (text, expected); at != NULL; at = strstr (at + strlen (expected), expected))
    n++;
  return n;
}

/* The last words of @line: as few as make a prompt that was not to be seen before it. */
static const char *
choose_expected (const char *said, const char *line)
{
  const char *expected = line + strlen (line);
  guint letters = 0;

  while (expected > line && (letters < LETTERS_MIN || count (said, expected) > 1)
         && line + strlen (line) - expected < EXPECTED_MAX)
    {
      expected--;
      while (expected > line && expected[-1] != ' ')
        expected--;
      letters = 0;
      for (const char *c = expected; *c != '\0'; c++)
        letters += g_ascii_isalpha (*c);
    }
  return MAX (expected, line + strlen (line) - MIN (strlen (line), EXPECTED_LONGEST));
}

/* Returns: (transfer full): as a script has it, with the escapes of chat(8) */
static char *
quote (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\\')
        g_string_append (escaped, "\\\\");
      else if (g_ascii_isprint (*c))
        g_string_append_c (escaped, *c);
      else
        g_string_append_printf (escaped, "\\%03o", (guchar) *c);
    }
  return import_login_quote (escaped->str);
}

/* As often as it was to be seen: a script goes on at the first. */
static void
add_expect (GString *script, const char *said, const char *line)
{
  const char *expected = choose_expected (said, line);
  g_autofree char *quoted = quote (expected);

  if (*expected == '\0')
    g_string_append (script, "pause 1\n"); /* nobody asked */
  for (guint i = *expected != '\0' ? MIN (count (said, expected), EXPECTED_TIMES) : 0; i > 0; i--)
    g_string_append_printf (script, "expect %s\n", quoted);
}

static char *
quote_question (const char *question)
{
  g_autofree char *printable = g_strndup (*question != '\0' ? question : "Code?", EXPECTED_MAX);

  for (char *c = printable; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      *c = '?';
  return g_shell_quote (printable);
}

static void
add_send (GString *script, const Turn *turn)
{
  g_autofree char *text = quote (turn->answer->str);
  g_autofree char *question = quote_question (turn->question);

  g_string_append (script, turn->ended ? "send " : "send-raw ");
  switch (turn->kind)
    {
    case KIND_TEXT:
      g_string_append_printf (script, "%s\n", text);
      break;
    case KIND_USER:
      g_string_append (script, "$user\n");
      break;
    case KIND_PASSWORD:
      g_string_append (script, "$password\n");
      break;
    case KIND_CODE:
      g_string_append_printf (script, "ask %s\n", question);
      break;
    }
}

char *
dialctl_learner_make_script (DialctlLearner *self, char **user)
{
  g_autoptr (GPtrArray) chosen = NULL;
  GString *script = g_string_new (NULL);

  find_kinds (self);
  chosen = choose_turns (self);
  settle_kinds (self, chosen, user);
  for (guint i = 0; i < chosen->len; i++)
    {
      Turn *turn = chosen->pdata[i];
      guint number;
      g_autofree char *said = NULL;

      g_ptr_array_find (self->turns, turn, &number);
      said = get_said (self, number);
      add_expect (script, said, turn->question);
      add_send (script, turn);
    }
  if (script->len == 0)
    return g_string_free (script, TRUE), NULL;
  g_string_append (script, "ppp");
  return g_string_free (script, FALSE);
}
