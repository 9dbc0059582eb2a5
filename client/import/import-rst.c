/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Of kppp's rules the last that fits counts, as in a tariff; what differs are the words. */
#include "import-rst.h"

#include <string.h>

#include "import-formats.h"
#include "import-rst-words.h"

#define NANO G_GINT64_CONSTANT (1000000000)
#define TARIFF "cost.tariff"
#define RATES_MAX 60 /* some less than a tariff may have */
#define DATES_MAX 250
#define WORD_MAX 16
#define DAY_S 86400
#define DAY 1440

/* A rule on the way into a rate. */
typedef struct
{
  char *price; /* with unit and all that follows but days and times */
  char *after;
  char *days;  /* "" for all */
  ImportRstTimes times;
  guint n_dates;
} Rule;

typedef struct
{
  char *name;
  char *currency;
  gint64 connection; /* all in billionths */
  gint64 flat;       /* of the first seconds */
  gint64 included;   /* so many */
  gint64 minimum;
  char *initial;     /* the rate for all times */
  GPtrArray *rules;
  guint n_rates;
  guint n_dates;
} Rst;

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_free (rule->price);
  g_free (rule->after);
  g_free (rule->days);
  g_free (rule);
}

static void
rst_clear (Rst *self)
{
  g_free (self->name);
  g_free (self->currency);
  g_free (self->initial);
  g_ptr_array_unref (self->rules);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rst, rst_clear)

static void
leave_out (ImportEntry *entry, const char *note)
{
  import_entry_settle (entry, IMPORT_LEFT_OUT, NULL, note);
}

static void
settle (ImportEntry *entry)
{
  import_entry_settle (entry, IMPORT_MAPPED, TARIFF, NULL);
}

/* ---- rates ---- */

/* "0.06,60" or "0.06,60,600": price, unit, and after how many seconds it counts. */
static gboolean
parse_rate (const char *text, gint64 numbers[3])
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  guint n = g_strv_length (parts);

  numbers[2] = 0;
  if (n < 2 || n > 3)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!import_rst_parse_number (parts[i], &numbers[i]))
      return FALSE;
  return TRUE;
}

/* To the millisecond, as a tariff has it. */
static char *
format_seconds (gint64 nano)
{
  g_autofree char *number = import_rst_format_number ((nano + 500000) / 1000000 * 1000000);

  return g_strconcat (number, "s", NULL);
}

/* Returns: (nullable): "rate PRICE per SECONDS", or NULL with @entry settled */
static char *
translate_rate (ImportEntry *entry, gint64 price, gint64 unit, const char **note)
{
  g_autofree char *amount = import_rst_format_number (price), *seconds = NULL;

  if (price == 0 && (unit < NANO || unit > DAY_S * NANO))
    {
      *note = "what is free needs no such unit";
      unit = 60 * NANO;
    }
  if (unit < NANO || unit > DAY_S * NANO)
    {
      leave_out (entry, "a unit has at least a second, and at most a day");
      return NULL;
    }
  seconds = format_seconds (unit);
  return g_strdup_printf ("rate %s per %s", amount, seconds);
}

static void
finish_entry (ImportEntry *entry, const char *note)
{
  import_entry_settle (entry, note != NULL ? IMPORT_APPROXIMATED : IMPORT_MAPPED, TARIFF, note);
}

static void
set_initial (Rst *self, ImportEntry *entry, const gint64 numbers[3])
{
  const char *note = numbers[2] != 0 ? "it counts from the begin on" : NULL;
  char *rate = translate_rate (entry, numbers[0], numbers[1], &note);

  if (rate == NULL)
    return;
  g_free (self->initial);
  self->initial = rate;
  finish_entry (entry, note);
}

static gboolean
is_like (const Rule *rule, const Rule *other)
{
  return g_str_equal (rule->price, other->price) && g_strcmp0 (rule->after, other->after) == 0
         && rule->times.begin == other->times.begin && rule->times.end == other->times.end && *rule->days != '\0'
         && *other->days != '\0';
}

/* Over midnight kppp means the day before and the day after for themselves: two rates. */
static guint
count_rates (const Rule *rule)
{
  return rule->times.begin > rule->times.end && rule->times.end > 0 ? 2 : 1;
}

/* Takes @rule; those that follow each other and differ in their days only are one. */
static void
add_rule (Rst *self, Rule *rule)
{
  Rule *last = self->rules->len > 0 ? self->rules->pdata[self->rules->len - 1] : NULL;

  self->n_dates += rule->n_dates * count_rates (rule);
  if (last != NULL && is_like (last, rule))
    {
      char *days = g_strconcat (last->days, ",", rule->days, NULL);

      g_free (last->days);
      last->days = days;
      rule_free (rule);
      return;
    }
  self->n_rates += count_rates (rule);
  g_ptr_array_add (self->rules, rule);
}

static void
take_rule (Rst *self, ImportEntry *entry, const char *days, const ImportRstTimes *times, const gint64 numbers[3])
{
  g_autofree char *wrong = NULL, *without = NULL;
  guint n_dates = 0;
  g_autofree char *list = *days != '\0' ? import_rst_translate_days (days, &n_dates, &wrong) : g_strdup ("");
  const char *note = times->rounded ? "the minute before the hour belongs to it" : NULL;
  g_autofree char *rate = NULL;
  Rule *rule;

  if (wrong != NULL && *list == '\0')
    {
      leave_out (entry, "that day is not known");
      return;
    }
  if (self->n_rates + 2 > RATES_MAX || self->n_dates + 2 * n_dates > DATES_MAX)
    {
      leave_out (entry, "there are too many rules");
      return;
    }
  rate = translate_rate (entry, numbers[0], numbers[1], &note);
  if (rate == NULL)
    return;
  if (wrong != NULL)
    note = without = g_strdup_printf ("without %s, which is no day", wrong);
  rule = g_new0 (Rule, 1);
  rule->price = g_steal_pointer (&rate);
  rule->after = numbers[2] > 0 ? format_seconds (numbers[2]) : NULL;
  rule->days = g_steal_pointer (&list);
  rule->times = *times;
  rule->n_dates = n_dates;
  add_rule (self, rule);
  finish_entry (entry, note);
}

/* "on(DAYS)between(TIMES)use(RATE)", without blanks */
static void
read_rule (Rst *self, ImportEntry *entry, const char *text)
{
  g_autoptr (GRegex) shape = g_regex_new ("^on\\(([^()]*)\\)between\\(([^()]*)\\)use\\(([^()]*)\\)$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *days = NULL, *hours = NULL, *rate = NULL;
  ImportRstTimes times;
  gint64 numbers[3];

  if (!g_regex_match (shape, text, 0, &match))
    {
      leave_out (entry, "it is no rule");
      return;
    }
  days = g_match_info_fetch (match, 1);
  hours = g_match_info_fetch (match, 2);
  rate = g_match_info_fetch (match, 3);
  if (!import_rst_parse_times (hours, &times))
    leave_out (entry, "these are no times of the day");
  else if (!parse_rate (rate, numbers))
    leave_out (entry, "that is no price and seconds");
  else if (numbers[2] > DAY_S * NANO)
    leave_out (entry, "no call is that long");
  else if ((*days == '\0' || g_str_equal (days, "monday..sunday")) && times.begin == 0 && times.end == DAY
           && numbers[2] == 0)
    set_initial (self, entry, numbers); /* as kppp does */
  else
    take_rule (self, entry, days, &times, numbers);
}

/* ---- other lines ---- */

static gboolean
has_value (const char *text, const char *key, const char **value)
{
  gsize length = strlen (key);

  if (g_ascii_strncasecmp (text, key, length) != 0 || text[length] != '=')
    return FALSE;
  *value = text + length + 1;
  return TRUE;
}

/* Returns: (transfer full) (nullable): what is between brackets */
static char *
unwrap (const char *value)
{
  gsize length = strlen (value);

  return length >= 2 && *value == '(' && value[length - 1] == ')' ? g_strndup (value + 1, length - 2) : NULL;
}

static void
read_price (ImportEntry *entry, const char *value, gint64 *price)
{
  gint64 nano;

  if (!import_rst_parse_number (value, &nano))
    {
      leave_out (entry, "that is no price");
      return;
    }
  *price = nano;
  settle (entry);
}

static void
read_flat (Rst *self, ImportEntry *entry, const char *value)
{
  g_autofree char *rate = unwrap (value);
  gint64 numbers[3];

  if (rate == NULL || !parse_rate (rate, numbers))
    leave_out (entry, "that is no price and seconds");
  else if (numbers[1] < NANO && numbers[0] == 0)
    settle (entry); /* nothing for nothing */
  else if (numbers[1] < NANO || numbers[1] > DAY_S * NANO)
    leave_out (entry, "it is for at least a second, and at most a day");
  else
    {
      self->included = numbers[1];
      self->flat = numbers[0];
      settle (entry);
    }
}

static void
read_default (Rst *self, ImportEntry *entry, const char *value)
{
  g_autofree char *rate = unwrap (value);
  gint64 numbers[3];

  if (rate == NULL || !parse_rate (rate, numbers))
    leave_out (entry, "that is no price and seconds");
  else
    set_initial (self, entry, numbers);
}

static void
read_currency (Rst *self, ImportEntry *entry, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "\"", -1);
  g_autofree char *word = g_strjoinv ("", parts);

  if (*word == '\0' || *word == '#' || g_ascii_isdigit (*word) || strchr (word, ';') != NULL
      || g_utf8_strlen (word, -1) > WORD_MAX)
    {
      leave_out (entry, "it can't be called so");
      return;
    }
  g_free (self->currency);
  self->currency = g_steal_pointer (&word);
  settle (entry);
}

static void
read_name (Rst *self, ImportEntry *entry)
{
  g_free (self->name);
  self->name = g_strdup (entry->value);
  settle (entry);
}

/* @text: without blanks */
static void
read_line (Rst *self, ImportEntry *entry, const char *text)
{
  const char *value;

  if (g_str_has_prefix (text, "on("))
    read_rule (self, entry, text);
  else if (has_value (text, "name", &value))
    read_name (self, entry);
  else if (has_value (text, "default", &value))
    read_default (self, entry, value);
  else if (has_value (text, "flat_init_costs", &value))
    read_flat (self, entry, value);
  else if (has_value (text, "per_connection", &value))
    read_price (entry, value, &self->connection);
  else if (has_value (text, "minimum_costs", &value))
    read_price (entry, value, &self->minimum);
  else if (has_value (text, "currency_symbol", &value))
    read_currency (self, entry, value);
  else if (has_value (text, "currency_position", &value) || has_value (text, "currency_digits", &value))
    leave_out (entry, "amounts are shown in one way");
  else
    leave_out (entry, "it is no rule");
}

/* ---- the file ---- */

static ImportEntry *
add_entry (Import *import, const char *file, guint line, const char *text)
{
  const char *equals = g_str_has_prefix (text, "on") ? NULL : strchr (text, '=');
  g_autofree char *key = equals != NULL ? g_strndup (text, (gsize) (equals - text)) : g_strdup ("on");
  g_autofree char *value = g_strdup (equals != NULL ? equals + 1 : g_str_has_prefix (text, "on") ? text + 2 : text);

  return import_add_entry (import, file, line, g_strstrip (key), g_strstrip (value));
}

static char *
drop_blanks (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isspace (*c) && !g_ascii_iscntrl (*c))
      g_string_append_c (plain, *c);
  return g_string_free (plain, FALSE);
}

/* A line that ends with a backslash goes on in the next one. */
static void
read_lines (Import *import, const ImportFile *file, Rst *self)
{
  ImportSource *source = import_add_source (import, file->name);
  g_auto (GStrv) texts = g_strsplit (file->text, "\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  guint begin = 1;

  for (guint i = 0; texts[i] != NULL; i++)
    {
      char *text = g_strstrip (texts[i]);
      gboolean goes_on = g_str_has_suffix (text, "\\") && texts[i + 1] != NULL;
      g_autofree char *plain = NULL;

      if (texts[i + 1] == NULL && *text == '\0' && line->len == 0)
        break;
      source->n_lines++;
      if (line->len == 0)
        begin = i + 1;
      g_string_append_len (line, text, (gssize) strlen (text) - goes_on);
      if (goes_on)
        continue;
      plain = drop_blanks (line->str);
      if (*plain == '\0' || *plain == '#')
        source->n_empty++;
      else
        read_line (self, add_entry (import, file->name, begin, line->str), plain);
      g_string_truncate (line, 0);
    }
}

static void
write_rate (GString *text, const Rule *rule, guint begin, guint end)
{
  g_string_append_printf (text, "%s%s%s", rule->price, *rule->days != '\0' ? " on " : "", rule->days);
  if (begin != 0 || end != DAY)
    g_string_append_printf (text, " at %02u:%02u-%02u:%02u", begin / 60, begin % 60, end / 60, end % 60);
  g_string_append_printf (text, "%s%s\n", rule->after != NULL ? " after " : "", rule->after != NULL ? rule->after : "");
}

static void
write_price (GString *text, const char *word, gint64 nano, const char *rest)
{
  g_autofree char *price = import_rst_format_number (nano);

  g_string_append_printf (text, "%s %s%s\n", word, price, rest);
}

static char *
write_tariff (const Rst *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *included = self->included > 0 ? format_seconds (self->included) : NULL;
  g_autofree char *rest = included != NULL ? g_strconcat (" for ", included, NULL) : g_strdup ("");

  if (self->currency != NULL)
    g_string_append_printf (text, "currency %s\n", self->currency);
  if (self->connection > 0 || included != NULL)
    write_price (text, "connection", MIN (self->connection + self->flat, NANO * 1000000), rest);
  if (self->minimum > 0)
    write_price (text, "minimum", self->minimum, "");
  g_string_append_printf (text, "%s\n", self->initial);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = self->rules->pdata[i];

      if (count_rates (rule) == 2)
        write_rate (text, rule, 0, rule->times.end);
      write_rate (text, rule, rule->times.begin, rule->times.begin > rule->times.end ? DAY : rule->times.end);
    }
  g_string_truncate (text, text->len - 1); /* as the service stores it */
  return g_string_free (text, FALSE);
}

char *
import_rst_read (Import *import, const ImportFile *file, char **name)
{
  g_auto (Rst) self = { NULL };

  self.rules = g_ptr_array_new_with_free_func (rule_free);
  read_lines (import, file, &self);
  if (name != NULL)
    *name = g_strdup (self.name);
  if (self.initial == NULL)
    {
      for (guint i = 0; i < import->entries->len; i++)
        {
          ImportEntry *entry = import->entries->pdata[i];

          if (!g_str_equal (entry->file, file->name))
            continue;
          entry->settled = FALSE;
          entry->fate = IMPORT_LEFT_OUT;
          leave_out (entry, "there is no default rate in the file");
        }
      return NULL;
    }
  return write_tariff (&self);
}

/* On its own it becomes a profile that others may inherit from, or, by --name, part of one that is there. */
gboolean
import_rst (Import *import, const ImportFile *files, guint n_files, GError **error)
{
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *tariff = import_rst_read (import, &files[i], &name);

      if (tariff == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "%s: there is no default=(PRICE, SECONDS)\nGive a file of kppp's rules.", files[i].name);
          return FALSE;
        }
      import_profile_set (import_add_profile (import, name != NULL && *name != '\0' ? name : "tariff"), TARIFF, tariff);
    }
  return TRUE;
}
