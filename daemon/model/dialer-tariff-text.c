/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The reader of tariffs: a statement a line, its words separated by blanks. */
#include <string.h>

#include "dialer-clock-text.h"
#include "dialer-error.h"
#include "dialer-tariff-private.h"

#define TEXT_MAX (64 * 1024)
#define RATES_MAX 64
#define DATES_MAX 256 /* in all */
#define NAME_MAX_LENGTH 64
#define WORD_MAX 16   /* letters of a currency */
#define SECONDS_MAX 86400
#define DAY 1440
#define ALL_WEEKDAYS 0x7f

typedef struct
{
  DialerTariff *tariff;
  guint n_dates;
} Reader;

/* A statement; each reader takes words off its beginning. */
typedef struct
{
  Reader *reader;
  char **words;
} Statement;

DialerTariff *
dialer_tariff_ref (DialerTariff *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  DialerTariff *self = data;

  g_free (self->currency);
  g_array_unref (self->holidays);
  g_array_unref (self->rates);
  g_array_unref (self->changes);
}

void
dialer_tariff_unref (DialerTariff *self)
{
  g_rc_box_release_full (self, clear);
}

static void
clear_rate (gpointer data)
{
  g_array_unref (((DialerTariffRate *) data)->dates);
}

static DialerTariff *
make_empty (void)
{
  DialerTariff *self = g_rc_box_new0 (DialerTariff);

  self->currency = g_strdup ("");
  self->holidays = g_array_new (FALSE, FALSE, sizeof (DialerTariffDates));
  self->rates = g_array_new (FALSE, FALSE, sizeof (DialerTariffRate));
  g_array_set_clear_func (self->rates, clear_rate);
  self->changes = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

gboolean
dialer_tariff_is_name (const char *value)
{
  return g_ascii_isalnum (*value)
         && strspn (value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == strlen (value)
         && strlen (value) <= NAME_MAX_LENGTH;
}

static gboolean
fail (GError **error, const char *what, const char *would_do)
{
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT, "%s: give %s", *what ? what : "at the end",
               would_do);
  return FALSE;
}

/* Returns: whether the next word is @word; then it is taken. */
static gboolean
take_word (Statement *statement, const char *word)
{
  if (*statement->words == NULL || g_ascii_strcasecmp (*statement->words, word) != 0)
    return FALSE;
  statement->words++;
  return TRUE;
}

static const char *
peek (const Statement *statement)
{
  return *statement->words ? *statement->words : "";
}

static gboolean
take_price (Statement *statement, gint64 *nano, GError **error)
{
  if (!dialer_money_parse (peek (statement), nano))
    return fail (error, peek (statement), "a price, such as 0.06");
  statement->words++;
  return TRUE;
}

/* "90", "90s", "1.5min", "2h", in milliseconds. */
static gboolean
parse_time (const char *text, guint64 *time)
{
  static const struct
  {
    const char *word;
    guint seconds;
  } units[] = { { "", 1 }, { "s", 1 }, { "min", 60 }, { "h", 3600 } };
  gsize length = strspn (text, "0123456789.");
  g_autofree char *digits = g_strndup (text, length);
  gint64 nano;

  if (!dialer_money_parse (digits, &nano))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (text + length, units[i].word) == 0)
      {
        if (nano > SECONDS_MAX * DIALER_MONEY_NANO / units[i].seconds)
          return FALSE;
        nano *= units[i].seconds;
        *time = (guint64) nano / 1000000;
        return nano % 1000000 == 0;
      }
  return FALSE;
}

static gboolean
take_time (Statement *statement, guint64 least, guint64 *time, GError **error)
{
  if (!parse_time (peek (statement), time) || *time < least)
    return fail (error, peek (statement), "seconds, such as 60, 90s or 1min, from 1 to a day");
  statement->words++;
  return TRUE;
}

static gboolean
add_dates (Reader *reader, GArray *dates, const char *text, GError **error)
{
  DialerTariffDates date;

  if (!dialer_tariff_dates_parse (&date, text))
    return fail (error, text, "days, such as Mon-Fri, 12-24..12-26, easter+1, 2026-06-04 or holidays");
  if (++reader->n_dates > DATES_MAX)
    return fail (error, text, "at most 256 dates");
  g_array_append_val (dates, date);
  return TRUE;
}

/* ---- rates ---- */

static gboolean
add_days (Reader *reader, DialerTariffRate *rate, const char *text, GError **error)
{
  const char *rest = text;
  guint first, n;

  if (g_ascii_strcasecmp (text, "holidays") == 0)
    {
      rate->holidays = TRUE;
      return TRUE;
    }
  if (!dialer_clock_text_take_days (&rest, &first, &n) || *rest != '\0')
    return add_dates (reader, rate->dates, text, error);
  for (guint i = 0; i < n; i++)
    rate->weekdays |= 1u << (first + i) % 7;
  return TRUE;
}

static gboolean
take_days (Statement *statement, DialerTariffRate *rate, GError **error)
{
  g_auto (GStrv) days = g_strsplit (peek (statement), ",", -1);

  if (days[0] == NULL)
    return fail (error, "on", "days, such as Mon-Fri");
  for (guint i = 0; days[i]; i++)
    if (!add_days (statement->reader, rate, days[i], error))
      return FALSE;
  rate->any_day = FALSE;
  statement->words++;
  return TRUE;
}

static gboolean
take_hours (Statement *statement, DialerTariffRate *rate, GError **error)
{
  const char *rest = peek (statement);

  if (!dialer_clock_text_take_times (&rest, &rate->begin, &rate->end) || *rest != '\0')
    return fail (error, peek (statement), "times of the day, such as 18:00-08:00");
  statement->words++;
  return TRUE;
}

/* Of a price for 60 s that is charged by 20 s, a unit is a third. */
static gint64
share_price (gint64 price, guint64 unit, guint64 per)
{
  gint64 whole = price / (gint64) per, rest = price % (gint64) per;

  return whole * (gint64) unit + (rest * (gint64) unit + (gint64) per / 2) / (gint64) per;
}

static gboolean
take_conditions (Statement *statement, DialerTariffRate *rate, GError **error)
{
  while (*statement->words)
    {
      gboolean good;

      if (take_word (statement, "on"))
        good = take_days (statement, rate, error);
      else if (take_word (statement, "at"))
        good = take_hours (statement, rate, error);
      else if (take_word (statement, "after"))
        good = take_time (statement, 1, &rate->after, error);
      else
        good = fail (error, peek (statement), "on DAYS, at TIMES or after SECONDS");
      if (!good)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_rate (Statement *statement, DialerTariffRate *rate, GError **error)
{
  guint64 per;

  if (!take_price (statement, &rate->price, error))
    return FALSE;
  if (!take_word (statement, "per"))
    return fail (error, peek (statement), "per and seconds, such as per 60s");
  if (!take_time (statement, 1000, &per, error))
    return FALSE;
  rate->unit = per;
  if (take_word (statement, "by"))
    {
      if (!take_time (statement, 1000, &rate->unit, error))
        return FALSE;
      if (rate->unit > per)
        return fail (error, "by", "no more seconds than those of the price");
      rate->price = share_price (rate->price, rate->unit, per);
    }
  return take_conditions (statement, rate, error);
}

static gboolean
read_rates (Statement *statement, GError **error)
{
  DialerTariff *self = statement->reader->tariff;
  DialerTariffRate rate = { .any_day = TRUE, .end = DAY };

  if (self->rates->len == RATES_MAX)
    return fail (error, "rate", "at most 64 rates");
  rate.dates = g_array_new (FALSE, FALSE, sizeof (DialerTariffDates));
  if (!read_rate (statement, &rate, error))
    {
      clear_rate (&rate);
      return FALSE;
    }
  g_array_append_val (self->rates, rate);
  return TRUE;
}

/* ---- other statements ---- */

static gboolean
read_connection (Statement *statement, GError **error)
{
  DialerTariff *self = statement->reader->tariff;

  if (!take_price (statement, &self->connection, error))
    return FALSE;
  return !take_word (statement, "for") || take_time (statement, 1000, &self->included, error);
}

static gboolean
read_minimum (Statement *statement, GError **error)
{
  return take_price (statement, &statement->reader->tariff->minimum, error);
}

static gboolean
read_holidays (Statement *statement, GError **error)
{
  g_auto (GStrv) days = g_strsplit (peek (statement), ",", -1);

  if (days[0] == NULL)
    return fail (error, "holidays", "dates, such as 01-01,easter+1,12-25..12-26");
  for (guint i = 0; days[i]; i++)
    if (!add_dates (statement->reader, statement->reader->tariff->holidays, days[i], error))
      return FALSE;
  statement->words++;
  return TRUE;
}

static gboolean
read_currency (Statement *statement, GError **error)
{
  DialerTariff *self = statement->reader->tariff;
  const char *word = peek (statement);

  if (*word == '\0' || g_ascii_isdigit (*word) || g_utf8_strlen (word, -1) > WORD_MAX)
    return fail (error, "currency", "a word of at most 16 letters, such as EUR");
  g_free (self->currency);
  self->currency = g_strdup (word);
  statement->words++;
  return TRUE;
}

/* For people. */
static gboolean
read_name (Statement *statement, GError **error)
{
  while (*statement->words)
    statement->words++;
  return TRUE;
}

static gboolean
read_statement (Statement *statement, GError **error)
{
  static const struct
  {
    const char *word;
    gboolean (*read) (Statement *statement, GError **error);
  } kinds[] = {
    { "name", read_name },       { "currency", read_currency }, { "connection", read_connection },
    { "minimum", read_minimum }, { "rate", read_rates },        { "holidays", read_holidays },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (take_word (statement, kinds[i].word))
      {
        if (!kinds[i].read (statement, error))
          return FALSE;
        return *statement->words == NULL || fail (error, peek (statement), "nothing more there");
      }
  return fail (error, peek (statement), "name, currency, connection, minimum, rate or holidays");
}

/* ---- text ---- */

static GStrv
split_words (const char *text)
{
  g_auto (GStrv) all = g_strsplit_set (text, " \t\r", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; all[i]; i++)
    if (*all[i])
      g_strv_builder_add (words, all[i]);
  return g_strv_builder_end (words);
}

/* From a # on that begins a word. */
static void
cut_comment (char *line)
{
  char *c = line;

  while (*c && !(*c == '#' && (c == line || strchr (" \t;", c[-1]))))
    c++;
  *c = '\0';
}

static gboolean
read_line (Reader *reader, char *line, GError **error)
{
  g_auto (GStrv) statements = NULL;

  cut_comment (line);
  statements = g_strsplit (line, ";", -1);
  for (guint i = 0; statements[i]; i++)
    {
      g_auto (GStrv) words = split_words (statements[i]);
      Statement statement = { reader, words };

      if (words[0] && !read_statement (&statement, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? -1 : first > second;
}

static void
list_changes (DialerTariff *self)
{
  static const guint midnight = DAY;

  for (guint i = 0; i < self->rates->len; i++)
    {
      const DialerTariffRate *rate = &g_array_index (self->rates, DialerTariffRate, i);

      g_array_append_val (self->changes, rate->begin);
      g_array_append_val (self->changes, rate->end);
    }
  g_array_append_val (self->changes, midnight);
  g_array_sort (self->changes, compare);
}

static gboolean
is_for_all_times (const DialerTariffRate *rate)
{
  return (rate->any_day || rate->weekdays == ALL_WEEKDAYS) && rate->after == 0
         && (rate->begin == rate->end || (rate->begin == 0 && rate->end == DAY));
}

static gboolean
check (DialerTariff *self, GError **error)
{
  for (guint i = 0; i < self->rates->len; i++)
    if (is_for_all_times (&g_array_index (self->rates, DialerTariffRate, i)))
      return TRUE;
  g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                       "there is no rate for all times: give one such as rate 0.02 per 60s before those for some");
  return FALSE;
}

static gboolean
check_text (const char *text, GError **error)
{
  if (strlen (text) > TEXT_MAX || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                           "it is no tariff: give UTF-8 text of at most 64 KiB");
      return FALSE;
    }
  for (const char *c = text; *c; c++)
    if (g_ascii_iscntrl (*c) && !strchr ("\n\r\t", *c))
      {
        g_set_error_literal (error, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
                             "it is no tariff: there are control characters in it");
        return FALSE;
      }
  return TRUE;
}

DialerTariff *
dialer_tariff_parse (const char *text, GError **error)
{
  g_autoptr (DialerTariff) self = make_empty ();
  Reader reader = { self, 0 };
  g_auto (GStrv) lines = NULL;

  if (!check_text (text, error))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (!read_line (&reader, lines[i], error))
      {
        g_prefix_error (error, "line %u: ", i + 1);
        return NULL;
      }
  if (!check (self, error))
    return NULL;
  list_changes (self);
  return g_steal_pointer (&self);
}
