/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* dialctl history: the ledger of calls. */
#include <stdio.h>
#include <unistd.h>

#include "dialctl-call.h"
#include "dialctl-commands.h"
#include "dialctl-csv.h"
#include "dialctl-history.h"
#include "dialctl-json.h"
#include "dialctl-text.h"

/* For a person who has not said how many. */
#define DEFAULT_LAST 20
/* Of an id: as many as tell one call from all others, and can be typed. */
#define ID_SHOWN 8

typedef struct
{
  DialctlHistoryOptions history;
  char *totals;
  gboolean csv;
} Options;

/* What the last line sums up. */
typedef struct
{
  guint64 calls;
  guint64 connected;
  guint64 seconds;
  guint64 rx_bytes;
  guint64 tx_bytes;
  guint64 cost;
  const char *currency; /* NULL as long as nothing cost anything */
  gboolean mixed;       /* it is in several */
} Sum;

/* ---- rows ---- */

static const char *const times[] = { "started", "online", "ended", NULL };
static const char *const row_keys[] = {
  "id", "profile", "user", "modem", "number", "started", "online", "ended", "reached", "reason", "modem_reply",
  "auth_message", "pppd_status", "connect_speed", "rx_bytes", "tx_bytes", "seconds", "cost", "user_name", "cause",
  "detail", "peer_message", "why", "currency", "probe", "packet_protocol", "packet_destination", "packet_port",
  "packet_process", NULL,
};

static GVariantBuilder *
row_to_json (GVariant *call)
{
  GVariantBuilder *object = dialctl_json_object ();

  for (guint i = 0; row_keys[i] != NULL; i++)
    {
      if (g_strv_contains (times, row_keys[i]))
        dialctl_json_add_time (object, row_keys[i], dialctl_call_get_number (call, row_keys[i]));
      else
        dialctl_call_add_to_json (call, row_keys[i], object);
    }
  return object;
}

/* The oldest first, as in the table. */
static void
print_json (GPtrArray *calls)
{
  GVariantBuilder *object = dialctl_json_object ();
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = calls->len; i > 0; i--)
    {
      g_autoptr (GVariantBuilder) row = row_to_json (calls->pdata[i - 1]);

      g_variant_builder_add (&list, "a{sv}", row);
    }
  dialctl_json_add (object, "calls", g_variant_builder_end (&list));
  dialctl_json_print_object (object);
}

static char *
format_csv_field (GVariant *call, const char *key)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (call, key, NULL);
  g_autoptr (GDateTime) time = NULL;

  if (value == NULL)
    return NULL;
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_str_equal (key, "cost"))
    return dialctl_text_format_amount (dialctl_call_get_number (call, key));
  if (!g_strv_contains (times, key))
    return g_variant_print (value, FALSE);
  time = g_date_time_new_from_unix_utc ((gint64) dialctl_call_get_number (call, key));
  return time != NULL ? dialctl_text_format_timestamp (time) : NULL;
}

static void
print_csv (GPtrArray *calls)
{
  g_autofree char *head = g_strjoinv (",", (char **) row_keys);

  puts (head);
  for (guint i = calls->len; i > 0; i--)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      for (guint k = 0; row_keys[k] != NULL; k++)
        {
          g_autofree char *field = format_csv_field (calls->pdata[i - 1], row_keys[k]);

          dialctl_csv_append (line, field);
        }
      puts (line->str);
    }
}

static char *
format_start (GVariant *call)
{
  g_autoptr (GDateTime) time
    = g_date_time_new_from_unix_local ((gint64) dialctl_call_get_number (call, "started"));

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : NULL;
}

/* Nothing for what was never online; nor for oneself, of whom most rows are. */
static void
add_row (DialctlTable *table, GVariant *call)
{
  gboolean online = dialctl_call_get_number (call, "online") != 0;
  gboolean ended = dialctl_call_get_number (call, "ended") != 0;
  const char *end = dialctl_call_get_string (call, ended ? "reason" : "reached");
  const char *id = dialctl_call_get_string (call, "id");
  g_autofree char *start = format_start (call);
  g_autofree char *short_id = g_strndup (id, ID_SHOWN);
  g_autofree char *time
    = online ? dialctl_text_format_duration (dialctl_call_get_number (call, "seconds")) : NULL;
  g_autofree char *received = online ? g_format_size (dialctl_call_get_number (call, "rx_bytes")) : NULL;
  g_autofree char *sent = online ? g_format_size (dialctl_call_get_number (call, "tx_bytes")) : NULL;
  g_autofree char *cost = dialctl_call_format_cost (call);
  guint32 user = (guint32) dialctl_call_get_number (call, "user");
  g_autofree char *number = g_strdup_printf ("%" G_GUINT32_FORMAT, user);
  const char *name = dialctl_call_get_string (call, "user_name");

  dialctl_table_add (table, start);
  dialctl_table_add_styled (table, short_id, DIALCTL_STYLE_DIM);
  dialctl_table_add (table, dialctl_call_get_string (call, "profile"));
  dialctl_table_add (table, user == getuid () ? NULL : *name != '\0' ? name : number);
  dialctl_table_add (table, dialctl_call_get_string (call, "number"));
  dialctl_table_add (table, time);
  dialctl_table_add (table, received);
  dialctl_table_add (table, sent);
  dialctl_table_add (table, cost);
  dialctl_table_add_styled (table, end, ended ? DIALCTL_STYLE_PLAIN : dialctl_style_of_state (end));
}

/* Of a call, or of several that are added up already; the sum holds on to the text in it. */
static void
add_cost_to_sum (Sum *sum, GVariant *row)
{
  g_autoptr (GVariant) cost = g_variant_lookup_value (row, "cost", G_VARIANT_TYPE_UINT64);
  const char *currency = dialctl_call_get_string (row, "currency");

  if (cost == NULL)
    return;
  sum->mixed |= sum->currency != NULL && !g_str_equal (sum->currency, currency);
  sum->currency = currency;
  sum->cost += g_variant_get_uint64 (cost);
}

static void
add_to_sum (Sum *sum, GVariant *call)
{
  sum->calls++;
  sum->connected += dialctl_call_get_number (call, "online") != 0;
  sum->seconds += dialctl_call_get_number (call, "seconds");
  sum->rx_bytes += dialctl_call_get_number (call, "rx_bytes");
  sum->tx_bytes += dialctl_call_get_number (call, "tx_bytes");
  add_cost_to_sum (sum, call);
}

static void
print_sum (const Sum *sum)
{
  g_autofree char *time = dialctl_text_format_duration (sum->seconds);
  g_autofree char *received = g_format_size (sum->rx_bytes);
  g_autofree char *sent = g_format_size (sum->tx_bytes);
  g_autofree char *cost = sum->currency != NULL && !sum->mixed ? dialctl_text_format_money (sum->cost, sum->currency)
                                                                : NULL;

  printf ("%" G_GUINT64_FORMAT " %s, %" G_GUINT64_FORMAT " online, %s; %s in, %s out%s%s\n", sum->calls,
          sum->calls == 1 ? "call" : "calls", sum->connected, time, received, sent, cost != NULL ? "; " : "",
          cost != NULL ? cost : "");
}

static void
print_table (DialctlContext *context, GPtrArray *calls)
{
  static const char *const headings[]
    = { "BEGAN", "CALL", "PROFILE", "USER", "NUMBER", "ONLINE", "IN", "OUT", "COST", "END", NULL };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);
  Sum sum = { 0 };

  if (calls->len == 0)
    {
      puts ("No call.");
      return;
    }
  for (guint i = calls->len; i > 0; i--)
    {
      add_row (table, calls->pdata[i - 1]);
      add_to_sum (&sum, calls->pdata[i - 1]);
    }
  dialctl_table_print (table, context->color);
  print_sum (&sum);
}

static guint
choose_last (DialctlContext *context, const Options *options)
{
  gboolean limited = options->history.since != NULL || options->history.until != NULL;

  if (options->history.last > 0)
    return (guint) options->history.last;
  return context->json || options->csv || limited ? 0 : DEFAULT_LAST;
}

static gboolean
show_calls (DialctlContext *context, GVariant *filter, const Options *options, GError **error)
{
  g_autoptr (GPtrArray) calls
    = dialctl_history_read (context->bus, filter, choose_last (context, options), error);

  /* Calls of a profile may outlive it; but a word for which there is neither is a mistake. */
  if (calls == NULL || (calls->len == 0 && !dialctl_history_check_names (context->bus, context->words, error)))
    return FALSE;
  if (context->json)
    print_json (calls);
  else if (options->csv)
    print_csv (calls);
  else
    print_table (context, calls);
  return TRUE;
}

/* ---- totals ---- */

static const char *const totals_keys[] = { "calls", "connected", "seconds", "rx_bytes", "tx_bytes", NULL };

static void
print_totals_json (GVariant *totals, const char *by)
{
  GVariantBuilder *object = dialctl_json_object ();
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; i < g_variant_n_children (totals); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (totals, i);
      g_autoptr (GVariantBuilder) member = dialctl_json_object ();

      dialctl_json_add_string (member, by, dialctl_call_get_string (row, "key"));
      for (guint k = 0; totals_keys[k] != NULL; k++)
        dialctl_call_add_to_json (row, totals_keys[k], member);
      dialctl_call_add_to_json (row, "cost", member);
      dialctl_call_add_to_json (row, "currency", member);
      g_variant_builder_add (&list, "a{sv}", member);
    }
  dialctl_json_add (object, "totals", g_variant_builder_end (&list));
  dialctl_json_print_object (object);
}

static void
print_totals_csv (GVariant *totals, const char *by)
{
  g_autofree char *head = g_strjoinv (",", (char **) totals_keys);

  printf ("%s,%s,cost,currency\n", by, head);
  for (gsize i = 0; i < g_variant_n_children (totals); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (totals, i);
      g_autoptr (GString) line = g_string_new (NULL);
      g_autofree char *cost = format_csv_field (row, "cost");

      dialctl_csv_append (line, dialctl_call_get_string (row, "key"));
      for (guint k = 0; totals_keys[k] != NULL; k++)
        g_string_append_printf (line, ",%" G_GUINT64_FORMAT, dialctl_call_get_number (row, totals_keys[k]));
      dialctl_csv_append (line, cost);
      dialctl_csv_append (line, dialctl_call_get_string (row, "currency"));
      puts (line->str);
    }
}

static void
add_totals_row (DialctlTable *table, GVariant *row)
{
  g_autofree char *calls = g_strdup_printf ("%" G_GUINT64_FORMAT, dialctl_call_get_number (row, "calls"));
  g_autofree char *connected = g_strdup_printf ("%" G_GUINT64_FORMAT, dialctl_call_get_number (row, "connected"));
  g_autofree char *time = dialctl_text_format_duration (dialctl_call_get_number (row, "seconds"));
  g_autofree char *received = g_format_size (dialctl_call_get_number (row, "rx_bytes"));
  g_autofree char *sent = g_format_size (dialctl_call_get_number (row, "tx_bytes"));
  g_autofree char *cost = dialctl_call_format_cost (row);
  const char *key = dialctl_call_get_string (row, "key");

  dialctl_table_add (table, *key != '\0' ? key : "-");
  dialctl_table_add (table, calls);
  dialctl_table_add (table, connected);
  dialctl_table_add (table, time);
  dialctl_table_add (table, received);
  dialctl_table_add (table, sent);
  dialctl_table_add (table, cost);
}

static void
print_totals_table (DialctlContext *context, GVariant *totals, const char *by)
{
  g_autofree char *heading = g_ascii_strup (by, -1);
  const char *const headings[] = { heading, "CALLS", "CONNECTED", "ONLINE", "IN", "OUT", "COST", NULL };
  g_autoptr (DialctlTable) table = dialctl_table_new (headings);
  Sum sum = { 0 };

  for (gsize i = 0; i < g_variant_n_children (totals); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (totals, i);

      add_totals_row (table, row);
      sum.calls += dialctl_call_get_number (row, "calls");
      sum.connected += dialctl_call_get_number (row, "connected");
      sum.seconds += dialctl_call_get_number (row, "seconds");
      sum.rx_bytes += dialctl_call_get_number (row, "rx_bytes");
      sum.tx_bytes += dialctl_call_get_number (row, "tx_bytes");
      add_cost_to_sum (&sum, row);
    }
  dialctl_table_print (table, context->color);
  print_sum (&sum);
}

static gboolean
show_totals (DialctlContext *context, GVariant *filter, const Options *options, GError **error)
{
  g_autoptr (GVariant) totals = NULL;

  if (!dialer_dbus_manager_call_get_totals_sync (dialctl_bus_get_manager (context->bus), options->totals, filter,
                                                 DIALCTL_CALL_FLAGS, DIALCTL_NO_TIMEOUT, &totals, NULL, error))
    return FALSE;
  if (context->json)
    print_totals_json (totals, options->totals);
  else if (options->csv)
    print_totals_csv (totals, options->totals);
  else
    print_totals_table (context, totals, options->totals);
  return TRUE;
}

/* ---- command ---- */

static void
warn_of_failures (DialctlContext *context)
{
  guint failures = dialer_dbus_manager_get_ledger_failures (dialctl_bus_get_manager (context->bus));

  if (failures > 0)
    fprintf (stderr, "The ledger could not be written %u times since the service started; calls may be missing.\n"
             "See 'journalctl -u dialerd', and whether the disk is full.\n", failures);
}

static gboolean
run (DialctlContext *context, const Options *options, GError **error)
{
  g_autoptr (GVariant) filter = NULL;

  if (options->history.last < 0)
    return dialctl_context_set_usage_error (context, error, "--last needs a number above 0");
  if (options->csv && context->json)
    return dialctl_context_set_usage_error (context, error, "there is either --csv or --json");
  if (!dialctl_context_connect (context, error))
    return FALSE;
  filter = dialctl_history_make_filter (context->bus, context->words, &options->history, error);
  if (filter == NULL)
    return FALSE;
  g_variant_ref_sink (filter);
  warn_of_failures (context);
  return options->totals != NULL ? show_totals (context, filter, options, error)
                                 : show_calls (context, filter, options, error);
}

gboolean
cmd_history (DialctlContext *context, GError **error)
{
  Options options = { { NULL } };
  const GOptionEntry entries[] = {
    { "since", 's', 0, G_OPTION_ARG_STRING, &options.history.since, "Only calls that began then or later", "WHEN" },
    { "until", 'u', 0, G_OPTION_ARG_STRING, &options.history.until, "Only calls that began before", "WHEN" },
    { "last", 'l', 0, G_OPTION_ARG_INT, &options.history.last, "Only so many of the newest", "N" },
    { "totals", 't', 0, G_OPTION_ARG_STRING, &options.totals,
      "Add them up by month, profile, user, modem, number or reason", "WHAT" },
    { "all", 'a', 0, G_OPTION_ARG_NONE, &options.history.all, "Calls of other users too", NULL },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &options.csv, "Print comma-separated values", NULL },
    { NULL },
  };
  gboolean done = dialctl_context_parse (context, entries, error) && run (context, &options, error);

  g_free (options.history.since);
  g_free (options.history.until);
  g_free (options.totals);
  return done;
}
