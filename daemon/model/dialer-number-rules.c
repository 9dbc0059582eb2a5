/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is dialled is cut at its pauses; each run of parts is a number that an exchange may hear. */
#include "dialer-number-rules.h"

#include <string.h>

#include "dialer-error.h"

#define IGNORED " -()/.\t"
#define KEYS "0123456789*#+"
#define PATTERN_CHARS "0123456789+#*?"
#define PAUSES ",wW@!"
#define OUTSIDE_LINE "09"
#define MIN_BEHIND_OUTSIDE_LINE 3
/* The runs are counted by its square. */
#define MAX_PARTS 32

struct _DialerNumberRules
{
  GPtrArray *rules; /* of DialerNumberRule */
};

static const DialerNumberRule too_many_parts = { (char *) "more pauses than a number may have", (char *) "dialerd(8)" };

static void
rule_free (gpointer data)
{
  DialerNumberRule *rule = data;

  g_free (rule->pattern);
  g_free (rule->source);
  g_free (rule);
}

DialerNumberRules *
dialer_number_rules_new (void)
{
  DialerNumberRules *self = g_new0 (DialerNumberRules, 1);

  self->rules = g_ptr_array_new_with_free_func (rule_free);
  return self;
}

void
dialer_number_rules_free (DialerNumberRules *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

guint
dialer_number_rules_count (const DialerNumberRules *self)
{
  return self->rules->len;
}

/* Returns: (transfer full) (nullable): what is to be compared. */
static char *
clean_pattern (const char *pattern)
{
  g_autoptr (GString) kept = g_string_new (NULL);

  for (const char *c = pattern; *c; c++)
    if (strchr (PATTERN_CHARS, *c))
      g_string_append_c (kept, *c);
    else if (!strchr (IGNORED, *c))
      return NULL;
  return kept->len ? g_strdup (kept->str) : NULL;
}

gboolean
dialer_number_rules_add (DialerNumberRules *self, const char *pattern, const char *source, GError **error)
{
  g_autofree char *kept = clean_pattern (pattern);
  DialerNumberRule *rule;

  if (kept == NULL)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%s: not a pattern of digits, +, #, * and ?",
                   source);
      return FALSE;
    }
  rule = g_new0 (DialerNumberRule, 1);
  rule->pattern = g_steal_pointer (&kept);
  rule->source = g_strdup (source);
  g_ptr_array_add (self->rules, rule);
  return TRUE;
}

/* ---- comparing ---- */

/* Only the last `*` is ever gone back to, so that the time is bounded by the product of the lengths. */
static gboolean
matches (const char *pattern, const char *text)
{
  const char *star = NULL, *retry = NULL;

  while (*text)
    if (*pattern == '*')
      {
        star = ++pattern;
        retry = text;
      }
    else if (*pattern == *text || *pattern == '?')
      {
        pattern++;
        text++;
      }
    else if (star)
      {
        pattern = star;
        text = ++retry;
      }
    else
      return FALSE;
  while (*pattern == '*')
    pattern++;
  return *pattern == '\0';
}

/* `*67`, `#31#`: what the exchange takes for an order, and then goes on to listen to a number. */
static const char *
skip_service_code (const char *text)
{
  const char *digits = text + strspn (text, "*#");

  if (digits == text || !g_ascii_isdigit (digits[0]) || !g_ascii_isdigit (digits[1]))
    return text;
  return digits + 2 + strspn (digits + 2, "*#");
}

static gboolean
matches_behind_outside_line (const char *pattern, const char *text)
{
  if (strpbrk (pattern, "*?") || strlen (pattern) < MIN_BEHIND_OUTSIDE_LINE)
    return FALSE;
  return *text && strchr (OUTSIDE_LINE, *text) && g_str_equal (pattern, text + 1);
}

static gboolean
rule_covers (const DialerNumberRule *rule, const char *text)
{
  return matches (rule->pattern, text) || matches_behind_outside_line (rule->pattern, text);
}

/* ---- what is dialled ---- */

typedef struct
{
  GString *flat;  /* keys, and a comma for each pause */
  GArray *starts; /* where in it a number may begin */
} Dialled;

static void
dialled_clear (Dialled *self)
{
  g_string_free (self->flat, TRUE);
  g_array_unref (self->starts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Dialled, dialled_clear)

static void
begin_part (Dialled *self)
{
  gsize at = self->flat->len;

  if (self->starts->len == 0 || g_array_index (self->starts, gsize, self->starts->len - 1) != at)
    g_array_append_val (self->starts, at);
}

static void
append (Dialled *self, const char *text)
{
  begin_part (self);
  for (const char *c = text; *c; c++)
    if (strchr (KEYS, *c))
      g_string_append_c (self->flat, *c);
    else if (strchr (PAUSES, *c) && self->flat->len && self->flat->str[self->flat->len - 1] != ',')
      {
        g_string_append_c (self->flat, ',');
        begin_part (self);
      }
}

/* "ATX3DT" dials nothing itself, "ATDT9" a 9, and "ATD9;DT" a 9 that the exchange may take for a whole number. */
static void
append_command (Dialled *self, const char *command)
{
  const char *dial = strpbrk (command, "Dd");
  g_autofree char *rest = g_strdup (dial ? dial + 1 : "");

  append (self, g_strdelimit (rest, "Dd;", ','));
}

static Dialled
make_dialled (const char *command, const char *prefix, const char *number)
{
  Dialled self = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (gsize)) };

  append_command (&self, command);
  append (&self, prefix);
  append (&self, number);
  return self;
}

/* ---- finding ---- */

static const DialerNumberRule *
find_rule (const DialerNumberRules *self, const char *text)
{
  g_autoptr (GString) without_plus = g_string_new (text);
  const char *bare, *number;

  g_string_replace (without_plus, "+", "", 0);
  bare = without_plus->str;
  number = skip_service_code (bare);
  for (guint i = 0; i < self->rules->len && *bare; i++)
    {
      const DialerNumberRule *rule = self->rules->pdata[i];

      if (matches (rule->pattern, text) || rule_covers (rule, bare) || (*number && rule_covers (rule, number)))
        return rule;
    }
  return NULL;
}

/* All runs that begin at @start, the pauses in them left out. */
static const DialerNumberRule *
find_from (const DialerNumberRules *self, const char *start)
{
  g_autoptr (GString) run = g_string_new (NULL);

  for (const char *c = start; *c; c++)
    {
      const DialerNumberRule *rule = NULL;

      if (*c != ',')
        g_string_append_c (run, *c);
      if (c[1] == ',' || c[1] == '\0')
        rule = find_rule (self, run->str);
      if (rule)
        return rule;
    }
  return NULL;
}

const DialerNumberRule *
dialer_number_rules_find (const DialerNumberRules *self, const char *command, const char *prefix, const char *number)
{
  g_auto (Dialled) dialled = make_dialled (command, prefix, number);
  const DialerNumberRule *rule = NULL;

  if (dialled.starts->len > MAX_PARTS && self->rules->len)
    return &too_many_parts;
  for (guint i = 0; i < dialled.starts->len && rule == NULL; i++)
    rule = find_from (self, dialled.flat->str + g_array_index (dialled.starts, gsize, i));
  return rule;
}
