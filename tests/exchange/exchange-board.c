/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A table of commands; those that wait are looked at again after each event. */
#include "exchange-board.h"

#include <errno.h>
#include <gio/gio.h>
#include <stdio.h>

#include "exchange-modem.h"

#define WAIT_MAX 86400

struct _ExchangeBoard
{
  ExchangePlan *plan;
  FILE *events;
  GPtrArray *modems;  /* of ExchangeModem */
  GPtrArray *waiters; /* of Waiter */
  guint look;         /* an idle source that looks at the waiters */
};

typedef struct
{
  ExchangeBoard *board;
  ExchangeModem *modem;
  char *condition;
  ExchangeAnswered answered;
  gpointer owner;
  guint timer;
} Waiter;

/* What a command is run with. */
typedef struct
{
  ExchangeBoard *board;
  ExchangeModem *modem; /* the one that it names first, if it names one */
  const char *const *words;
  ExchangeAnswered answered;
  gpointer owner;
} Run;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  g_clear_handle_id (&waiter->timer, g_source_remove);
  g_free (waiter->condition);
  g_free (waiter);
}

static void
waiter_finish (Waiter *waiter, guint status, const char *text)
{
  ExchangeAnswered answered = waiter->answered;
  gpointer owner = waiter->owner;

  g_ptr_array_remove (waiter->board->waiters, waiter);
  answered (owner, status, text);
}

static gboolean
on_waited_in_vain (gpointer user_data)
{
  Waiter *waiter = user_data;
  g_autofree char *text = g_strdup_printf ("%s did not become %s in time\n",
                                           exchange_modem_get_name (waiter->modem), waiter->condition);

  waiter->timer = 0;
  waiter_finish (waiter, EXCHANGE_STATUS_TIMED_OUT, text);
  return G_SOURCE_REMOVE;
}

static gboolean
on_look (gpointer user_data)
{
  ExchangeBoard *self = user_data;

  self->look = 0;
  for (guint i = self->waiters->len; i-- > 0;)
    {
      Waiter *waiter = self->waiters->pdata[i];

      if (exchange_modem_is (waiter->modem, waiter->condition))
        waiter_finish (waiter, EXCHANGE_STATUS_DONE, "");
    }
  return G_SOURCE_REMOVE;
}

static void
on_happened (gpointer owner, ExchangeModem *modem, const char *event, const char *detail)
{
  ExchangeBoard *self = owner;

  if (self->events)
    {
      fprintf (self->events, "%.6f %s %s %s\n", g_get_monotonic_time () / 1e6,
               exchange_modem_get_name (modem), event, detail);
      fflush (self->events);
    }
  /* Not at once: the modem is in the middle of something. */
  if (self->look == 0)
    self->look = g_idle_add (on_look, self);
}

/* ---- commands ---- */

static void
answer (const Run *run, guint status, const char *text)
{
  run->answered (run->owner, status, text);
}

static void
answer_error (const Run *run, const GError *error)
{
  g_autofree char *text = g_strconcat (error->message, "\n", NULL);

  answer (run, EXCHANGE_STATUS_FAILED, text);
}

static void
append_conditions (GString *text, ExchangeModem *modem, const char *const *conditions)
{
  for (guint i = 0; conditions[i]; i++)
    g_string_append_printf (text, " %s=%s", conditions[i],
                            exchange_modem_is (modem, conditions[i]) ? "yes" : "no");
}

static void
run_status (const Run *run)
{
  static const char *const all[] = { "off-hook", "carrier", "ppp", "dtr", NULL };
  static const char *const cellular[] = { "registered", "context", NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < run->board->modems->len; i++)
    {
      ExchangeModem *modem = run->board->modems->pdata[i];

      g_string_append_printf (text, "%s calls=%u", exchange_modem_get_name (modem),
                              exchange_modem_get_n_calls (modem));
      append_conditions (text, modem, all);
      if (exchange_modem_is_cellular (modem))
        append_conditions (text, modem, cellular);
      g_string_append_c (text, '\n');
    }
  answer (run, EXCHANGE_STATUS_DONE, text->str);
}

static void
run_wait (const Run *run)
{
  static const char *const known[] = {
    "idle", "off-hook", "carrier", "ppp", "dtr", "registered", "context", NULL,
  };
  char *end;
  double seconds = g_ascii_strtod (run->words[3], &end);
  Waiter *waiter;

  if (*end != '\0' || !(seconds >= 0 && seconds <= WAIT_MAX))
    {
      answer (run, EXCHANGE_STATUS_USAGE, "how long is a number of seconds\n");
      return;
    }
  if (!g_strv_contains (known, run->words[2]))
    {
      answer (run, EXCHANGE_STATUS_USAGE,
              "wait for idle, off-hook, carrier, ppp, dtr, registered or context\n");
      return;
    }
  if (exchange_modem_is (run->modem, run->words[2]))
    {
      answer (run, EXCHANGE_STATUS_DONE, "");
      return;
    }
  waiter = g_new0 (Waiter, 1);
  waiter->board = run->board;
  waiter->modem = run->modem;
  waiter->condition = g_strdup (run->words[2]);
  waiter->answered = run->answered;
  waiter->owner = run->owner;
  waiter->timer = g_timeout_add (seconds * 1000, on_waited_in_vain, waiter);
  g_ptr_array_add (run->board->waiters, waiter);
}

static void
run_count (const Run *run)
{
  g_autofree char *text = g_strdup_printf ("%u\n", exchange_modem_get_n_calls (run->modem));

  answer (run, EXCHANGE_STATUS_DONE, text);
}

static void
run_set (const Run *run)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = g_strsplit (run->words[2], "=", 2);

  if (exchange_modem_set (run->modem, parts[0] ? parts[0] : "", parts[0] && parts[1] ? parts[1] : "", &error))
    answer (run, EXCHANGE_STATUS_DONE, "");
  else
    answer_error (run, error);
}

static void
run_ring (const Run *run)
{
  exchange_modem_ring (run->modem, run->words[2]);
  answer (run, EXCHANGE_STATUS_DONE, "");
}

static void
run_drop (const Run *run)
{
  exchange_modem_drop (run->modem);
  answer (run, EXCHANGE_STATUS_DONE, "");
}

static void
run_unplug (const Run *run)
{
  exchange_modem_unplug (run->modem);
  answer (run, EXCHANGE_STATUS_DONE, "");
}

static void
run_plug (const Run *run)
{
  g_autoptr (GError) error = NULL;

  if (exchange_modem_plug (run->modem, &error))
    answer (run, EXCHANGE_STATUS_DONE, "");
  else
    answer_error (run, error);
}

static const struct
{
  const char *name;
  guint n_words; /* its own included; from the second on, the first of them is a modem */
  const char *usage;
  void (*run) (const Run *run);
} commands[] = {
  { "status", 1, "status", run_status },
  { "wait", 4, "wait MODEM CONDITION SECONDS", run_wait },
  { "count", 2, "count MODEM", run_count },
  { "set", 3, "set MODEM KEY=VALUE", run_set },
  { "ring", 3, "ring MODEM NUMBER", run_ring },
  { "drop", 2, "drop MODEM", run_drop },
  { "unplug", 2, "unplug MODEM", run_unplug },
  { "plug", 2, "plug MODEM", run_plug },
};

static ExchangeModem *
find_modem (ExchangeBoard *self, const char *name)
{
  for (guint i = 0; i < self->modems->len; i++)
    if (g_str_equal (exchange_modem_get_name (self->modems->pdata[i]), name))
      return self->modems->pdata[i];
  return NULL;
}

static void
answer_usage (const Run *run)
{
  g_autoptr (GString) text = g_string_new ("the commands are:\n");

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %s\n", commands[i].usage);
  answer (run, EXCHANGE_STATUS_USAGE, text->str);
}

void
exchange_board_run (ExchangeBoard *self, const char *const *words, ExchangeAnswered answered, gpointer owner)
{
  guint n_words = g_strv_length ((char **) words);
  Run run = { .board = self, .words = words, .answered = answered, .owner = owner };

  for (guint i = 0; n_words && i < G_N_ELEMENTS (commands); i++)
    {
      if (!g_str_equal (commands[i].name, words[0]) || n_words != commands[i].n_words)
        continue;
      run.modem = n_words > 1 ? find_modem (self, words[1]) : NULL;
      if (n_words > 1 && run.modem == NULL)
        answer (&run, EXCHANGE_STATUS_NO_MODEM, "no modem of that name; status lists them\n");
      else
        commands[i].run (&run);
      return;
    }
  answer_usage (&run);
}

/* ---- the board ---- */

ExchangeBoard *
exchange_board_new (ExchangePlan *plan, const char *events, GError **error)
{
  ExchangeBoard *self = g_new0 (ExchangeBoard, 1);

  self->plan = plan;
  self->modems = g_ptr_array_new_with_free_func ((GDestroyNotify) exchange_modem_free);
  self->waiters = g_ptr_array_new_with_free_func (waiter_free);
  self->events = events ? fopen (events, "ae") : NULL;
  if (events == NULL || self->events)
    return self;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", events, g_strerror (errno));
  exchange_board_free (self);
  return NULL;
}

void
exchange_board_free (ExchangeBoard *self)
{
  g_ptr_array_unref (self->waiters);
  g_ptr_array_unref (self->modems);
  g_clear_handle_id (&self->look, g_source_remove);
  exchange_plan_free (self->plan);
  if (self->events)
    fclose (self->events);
  g_free (self);
}

gboolean
exchange_board_add (ExchangeBoard *self, const char *description, GError **error)
{
  ExchangeModem *modem = exchange_modem_new (description, self->plan, on_happened, self, error);

  if (modem)
    g_ptr_array_add (self->modems, modem);
  return modem != NULL;
}
