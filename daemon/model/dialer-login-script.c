/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The check of a login script's steps. */
#include "dialer-login-script.h"

#include <string.h>

#include "dialer-error.h"

static gboolean
is_seconds (const char *word)
{
  char *end;

  return word && g_ascii_isdigit (*word) && g_ascii_strtod (word, &end) >= 0 && *end == '\0';
}

/* The labels of a script, in a set. */
static GHashTable *
collect_labels (GStrv lines)
{
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) words = NULL;

      if (g_shell_parse_argv (lines[i], NULL, &words, NULL) && g_str_equal (words[0], "label") && words[1])
        g_hash_table_add (labels, g_strdup (words[1]));
    }
  return labels;
}

/* expect "text" [timeout S] [else LABEL|fail] */
static const char *
check_expect (GStrv words, GHashTable *labels)
{
  guint i = 2;

  if (words[1] == NULL || *words[1] == '\0')
    return "expect needs a text";
  if (words[i] && g_str_equal (words[i], "timeout"))
    {
      if (!is_seconds (words[i + 1]))
        return "timeout needs seconds";
      i += 2;
    }
  if (words[i] && g_str_equal (words[i], "else"))
    {
      if (words[i + 1] == NULL || !(g_str_equal (words[i + 1], "fail") || g_hash_table_contains (labels, words[i + 1])))
        return "else needs fail or a label of this script";
      i += 2;
    }
  return words[i] ? "after the text only timeout and else may come" : NULL;
}

static const char *
check_send (GStrv words)
{
  if (words[1] == NULL)
    return "send needs a text, $user, $password or ask";
  if (g_str_equal (words[1], "ask"))
    return words[2] && words[3] == NULL ? NULL : "send ask needs the question";
  return words[2] ? "give one text, in quotation marks" : NULL;
}

static const char *
check_step (GStrv words, GHashTable *labels)
{
  const char *step = words[0];
  guint n = g_strv_length (words);

  if (g_str_equal (step, "expect"))
    return check_expect (words, labels);
  if (g_str_equal (step, "send"))
    return check_send (words);
  if (g_str_equal (step, "send-raw"))
    return n == 2 ? NULL : "send-raw needs a text";
  if (g_str_equal (step, "pause"))
    return n == 2 && is_seconds (words[1]) ? NULL : "pause needs seconds";
  if (g_str_equal (step, "label"))
    return n == 2 ? NULL : "label needs a name";
  if (g_str_equal (step, "goto"))
    return n == 2 && g_hash_table_contains (labels, words[1]) ? NULL : "goto needs a label of this script";
  if (g_str_equal (step, "break") || g_str_equal (step, "ppp"))
    return n == 1 ? NULL : "break and ppp stand alone";
  return "no such step; there are expect, send, send-raw, pause, break, label, goto and ppp";
}

gboolean
dialer_login_script_check (const char *script, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (script, "\n", -1);
  g_autoptr (GHashTable) labels = collect_labels (lines);

  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) words = NULL;
      g_autoptr (GError) syntax = NULL;
      const char *wrong;

      if (*g_strstrip (lines[i]) == '\0' || *lines[i] == '#')
        continue;
      wrong = g_shell_parse_argv (lines[i], NULL, &words, &syntax) ? check_step (words, labels) : syntax->message;
      if (wrong)
        {
          g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "login.script, line %u: %s", i + 1, wrong);
          return FALSE;
        }
    }
  return TRUE;
}
