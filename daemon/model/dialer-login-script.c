/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Two passes: the lines become steps, in which a label is a name; then names become the numbers of steps. */
#include "dialer-login-script.h"

#include <string.h>

#include "dialer-error.h"
#include "dialer-login-text.h"

typedef struct
{
  GPtrArray *steps;
  GHashTable *labels;  /* name → number of the step behind it */
  GPtrArray *wanted;   /* name that each step goes to, or NULL; as many as there are steps */
  guint line;
} Parse;

static void
step_free (gpointer data)
{
  DialerLoginStep *step = data;

  g_free (step->text);
  g_clear_pointer (&step->bytes, g_bytes_unref);
  g_free (step);
}

static DialerLoginStep *
add_step (Parse *parse, DialerLoginStepKind kind, const char *wanted)
{
  DialerLoginStep *step = g_new0 (DialerLoginStep, 1);

  step->kind = kind;
  step->line = parse->line;
  step->target = DIALER_LOGIN_FAIL;
  g_ptr_array_add (parse->steps, step);
  g_ptr_array_add (parse->wanted, g_strdup (wanted));
  return step;
}

static gboolean
read_ms (const char *word, guint *ms)
{
  char *end;
  double seconds;

  if (word == NULL || !g_ascii_isdigit (*word))
    return FALSE;
  seconds = g_ascii_strtod (word, &end);
  *ms = MIN (seconds, 86400) * 1000;
  return *end == '\0';
}

/* expect "text" [timeout S] [else LABEL|fail] */
static const char *
parse_expect (Parse *parse, GStrv words)
{
  g_autofree char *text = words[1] && *words[1] ? dialer_login_text_parse_expected (words[1]) : NULL;
  DialerLoginStep *step;
  const char *label = NULL;
  guint ms = 0;
  guint i = 2;

  if (text == NULL)
    return "expect needs a text";
  if (words[i] && g_str_equal (words[i], "timeout"))
    {
      if (!read_ms (words[i + 1], &ms))
        return "timeout needs seconds";
      i += 2;
    }
  if (words[i] && g_str_equal (words[i], "else"))
    {
      label = words[i + 1];
      if (label == NULL)
        return "else needs fail or a label of this script";
      i += 2;
    }
  if (words[i])
    return "after the text only timeout and else may come";
  step = add_step (parse, DIALER_LOGIN_EXPECT, g_strcmp0 (label, "fail") ? label : NULL);
  step->text = g_steal_pointer (&text);
  step->ms = ms;
  return NULL;
}

static void
add_text (Parse *parse, const char *text, gboolean adds_cr)
{
  g_autoptr (GPtrArray) pieces = dialer_login_text_parse (text, adds_cr);

  for (guint i = 0; i < pieces->len; i++)
    {
      DialerLoginPiece *piece = pieces->pdata[i];

      switch (piece->kind)
        {
        case DIALER_LOGIN_PIECE_BYTES:
          add_step (parse, DIALER_LOGIN_SEND, NULL)->bytes = g_bytes_new (piece->bytes->data, piece->bytes->len);
          break;
        case DIALER_LOGIN_PIECE_PAUSE:
          add_step (parse, DIALER_LOGIN_PAUSE, NULL)->ms = piece->ms;
          break;
        case DIALER_LOGIN_PIECE_BREAK:
          add_step (parse, DIALER_LOGIN_BREAK, NULL);
          break;
        }
    }
}

/* send "text", send $user, send $password, send ask "question"; send-raw likewise */
static const char *
parse_send (Parse *parse, GStrv words, gboolean adds_cr)
{
  gboolean asks = words[1] && g_str_equal (words[1], "ask");
  DialerLoginStep *step;

  if (words[1] == NULL)
    return "send and send-raw need a text, $user, $password or ask";
  if (asks && (words[2] == NULL || words[3]))
    return "send ask needs the question, in quotation marks";
  if (!asks && words[2])
    return "give one text, in quotation marks";
  if (asks)
    step = add_step (parse, DIALER_LOGIN_SEND_ANSWER, NULL);
  else if (g_str_equal (words[1], "$user"))
    step = add_step (parse, DIALER_LOGIN_SEND_USER, NULL);
  else if (g_str_equal (words[1], "$password"))
    step = add_step (parse, DIALER_LOGIN_SEND_PASSWORD, NULL);
  else
    {
      add_text (parse, words[1], adds_cr);
      return NULL;
    }
  step->text = asks ? g_strdup (words[2]) : NULL;
  step->bytes = g_bytes_new_static ("\r", adds_cr ? 1 : 0);
  return NULL;
}

static const char *
parse_step (Parse *parse, GStrv words)
{
  const char *step = words[0];
  guint n = g_strv_length (words);
  guint ms;

  if (g_str_equal (step, "expect"))
    return parse_expect (parse, words);
  if (g_str_equal (step, "send") || g_str_equal (step, "send-raw"))
    return parse_send (parse, words, g_str_equal (step, "send"));
  if (g_str_equal (step, "pause"))
    return n == 2 && read_ms (words[1], &ms) ? (add_step (parse, DIALER_LOGIN_PAUSE, NULL)->ms = ms, NULL)
                                             : "pause needs seconds";
  if (g_str_equal (step, "label"))
    return n == 2 ? (g_hash_table_replace (parse->labels, g_strdup (words[1]), GUINT_TO_POINTER (parse->steps->len)),
                     NULL)
                  : "label needs a name";
  if (g_str_equal (step, "goto"))
    return n == 2 ? (add_step (parse, DIALER_LOGIN_GOTO, words[1]), NULL) : "goto needs a label of this script";
  if (g_str_equal (step, "break") || g_str_equal (step, "ppp"))
    return n == 1 ? (add_step (parse, *step == 'b' ? DIALER_LOGIN_BREAK : DIALER_LOGIN_PPP, NULL), NULL)
                  : "break and ppp stand alone";
  return "no such step; there are expect, send, send-raw, pause, break, label, goto and ppp";
}

static gboolean
refuse (GError **error, guint line, const char *wrong)
{
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "login.script, line %u: %s", line, wrong);
  return FALSE;
}

static gboolean
parse_lines (Parse *parse, const char *script, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) words = NULL;
      g_autoptr (GError) syntax = NULL;
      const char *wrong;

      if (*g_strstrip (lines[i]) == '\0' || *lines[i] == '#')
        continue;
      parse->line = i + 1;
      wrong = g_shell_parse_argv (lines[i], NULL, &words, &syntax) ? parse_step (parse, words) : syntax->message;
      if (wrong)
        return refuse (error, parse->line, wrong);
    }
  return TRUE;
}

static gboolean
find_labels (Parse *parse, GError **error)
{
  for (guint i = 0; i < parse->steps->len; i++)
    {
      DialerLoginStep *step = parse->steps->pdata[i];
      const char *label = parse->wanted->pdata[i];
      gpointer target;

      if (label == NULL)
        continue;
      if (!g_hash_table_lookup_extended (parse->labels, label, NULL, &target))
        return refuse (error, step->line, step->kind == DIALER_LOGIN_GOTO
                                            ? "goto needs a label of this script"
                                            : "else needs fail or a label of this script");
      step->target = GPOINTER_TO_UINT (target);
    }
  return TRUE;
}

GPtrArray *
dialer_login_script_parse (const char *script, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);
  Parse parse = { steps, labels, wanted, 0 };

  if (!parse_lines (&parse, script, error) || !find_labels (&parse, error))
    return NULL;
  return g_steal_pointer (&steps);
}

gboolean
dialer_login_script_check (const char *script, GError **error)
{
  g_autoptr (GPtrArray) steps = dialer_login_script_parse (script, error);

  return steps != NULL;
}
