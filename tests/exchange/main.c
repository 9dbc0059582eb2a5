/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialer-exchange: options, signals, loop. */
#include <glib-unix.h>
#include <locale.h>

#include "exchange-control.h"

typedef struct
{
  char *plan, *events, *control;
  char **modems;
  char **command;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->plan);
  g_free (options->events);
  g_free (options->control);
  g_strfreev (options->modems);
  g_strfreev (options->command);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "plan", 'p', 0, G_OPTION_ARG_FILENAME, &options->plan, "The numbering plan", "FILE" },
    { "modem", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &options->modems,
      "A modem: pty:LINK, device:PATH, socket:PATH or usb:NAME, then keys; may be given again",
      "TYPE:PLACE[,KEY=VALUE...]" },
    { "events", 'e', 0, G_OPTION_ARG_FILENAME, &options->events, "Add a line for each event to this file",
      "FILE" },
    { "control", 'c', 0, G_OPTION_ARG_FILENAME, &options->control, "Where commands are taken, or sent to",
      "SOCKET" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->command, NULL, "[COMMAND...]" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context,
                                "A telephone exchange: simulated modems with real PPP peers behind them.");
  g_option_context_set_description (
    context, "It prints \"ready\" when its modems are there, and runs until SIGTERM or SIGINT.\n"
             "With --control and a COMMAND it plays on a running exchange instead; \"help\" lists them.\n"
             "The README beside its source has the plan's keys, the modems' quirks and the events.");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
add_modems (ExchangeBoard *board, char **modems, GError **error)
{
  for (char **modem = modems; modem && *modem; modem++)
    if (!exchange_board_add (board, *modem, error))
      return FALSE;
  return TRUE;
}

static gboolean
on_end (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
run_loop (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGTERM, on_end, loop);
  g_unix_signal_add (SIGINT, on_end, loop);
  g_print ("ready\n");
  g_main_loop_run (loop);
}

static gboolean
serve (const Options *options, ExchangeBoard *board, GError **error)
{
  ExchangeControl *control = NULL;

  if (options->control && !(control = exchange_control_new (board, options->control, error)))
    return FALSE;
  if (!add_modems (board, options->modems, error))
    {
      g_clear_pointer (&control, exchange_control_free);
      return FALSE;
    }
  run_loop ();
  g_clear_pointer (&control, exchange_control_free);
  return TRUE;
}

static gboolean
run_exchange (const Options *options, GError **error)
{
  g_autoptr (ExchangePlan) plan = options->plan ? exchange_plan_load (options->plan, error)
                                                : exchange_plan_parse ("", error);
  ExchangeBoard *board = plan ? exchange_board_new (g_steal_pointer (&plan), options->events, error) : NULL;
  gboolean done = board && serve (options, board, error);

  g_clear_pointer (&board, exchange_board_free);
  return done;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Options) options = { 0 };

  setlocale (LC_ALL, "");
  if (!parse (&options, &argc, &argv, &error))
    {
      g_printerr ("dialer-exchange: %s\nSee dialer-exchange --help.\n", error->message);
      return EXCHANGE_STATUS_USAGE;
    }
  if (options.command && options.control)
    return exchange_control_ask (options.control, (const char *const *) options.command);
  if (options.command || !options.modems)
    {
      g_printerr ("dialer-exchange: give --modem, or --control and a command\nSee dialer-exchange --help.\n");
      return EXCHANGE_STATUS_USAGE;
    }
  if (run_exchange (&options, &error))
    return EXCHANGE_STATUS_DONE;
  g_printerr ("dialer-exchange: %s\n", error->message);
  return EXCHANGE_STATUS_FAILED;
}
