/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whose rows are shown is part of the question to the ledger, so that what may not be seen never leaves it. */
#include "dialer-bus-history.h"

#include "dialer-authority.h"
#include "dialer-bus-error.h"
#include "dialer-error.h"
#include "dialer-history-filter.h"

#define RECORD_DATA "dialer-record"

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* The last argument of both methods that have one. */
static GVariant *
get_filter (GDBusMethodInvocation *invocation)
{
  GVariant *arguments = g_dbus_method_invocation_get_parameters (invocation);

  return g_variant_get_child_value (arguments, g_variant_n_children (arguments) - 1);
}

/* One's own calls are nobody else's business, and need no action; those of all are like others' property. */
static void
check_filter (DialerRecorder *recorder, GDBusMethodInvocation *invocation, DialerAllowed allowed)
{
  g_autoptr (GVariant) filter = get_filter (invocation);
  gboolean all = dialer_history_filter_wants_all (filter);
  DialerOwnership ownership = { .owned = all, .owners = { G_MAXUINT, G_MAXUINT } };

  dialer_authority_check (recorder, invocation, &ownership, allowed);
}

/* Returns: (nullable): NULL when @invocation has been answered */
static DialerHistoryQuery *
parse_filter (GDBusMethodInvocation *invocation, guint uid)
{
  g_autoptr (GVariant) filter = get_filter (invocation);
  g_autoptr (GError) error = NULL;
  DialerHistoryQuery *query = dialer_history_filter_parse (filter, uid, &error);

  if (query == NULL)
    dialer_bus_return_error (invocation, error);
  return query;
}

/* ---- GetHistory ---- */

static GVariant *
row_to_variant (DialerCallRecord *record)
{
  g_autoptr (GVariant) known = g_variant_ref_sink (dialer_call_record_to_variant (record, now ()));
  g_auto (GVariantDict) row = G_VARIANT_DICT_INIT (known);

  g_variant_dict_insert (&row, "serial", "t", (guint64) record->serial);
  return g_variant_dict_end (&row);
}

static void
on_history_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = dialer_ledger_read_finish (DIALER_LEDGER (source), result, &error);

  if (records == NULL)
    {
      dialer_bus_return_error (invocation, error);
      return;
    }
  for (guint i = 0; i < records->len; i++)
    g_variant_builder_add_value (&rows, row_to_variant (records->pdata[i]));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &rows));
}

static void
history_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerRecorder *recorder = target;
  g_autoptr (DialerHistoryQuery) query = parse_filter (invocation, uid);

  if (query == NULL)
    return;
  dialer_recorder_flush (recorder);
  dialer_ledger_read_async (dialer_recorder_get_ledger (recorder), query, NULL, on_history_read, invocation);
}

void
dialer_bus_history_get_history (DialerRecorder *recorder, GDBusMethodInvocation *invocation)
{
  check_filter (recorder, invocation, history_allowed);
}

/* ---- GetTotals ---- */

static GVariant *
totals_to_variant (const DialerTotals *totals)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "key", "s", totals->key);
  g_variant_dict_insert (&dict, "calls", "t", totals->calls);
  g_variant_dict_insert (&dict, "connected", "t", totals->connected);
  g_variant_dict_insert (&dict, "seconds", "t", totals->seconds);
  g_variant_dict_insert (&dict, "rx_bytes", "t", totals->rx_bytes);
  g_variant_dict_insert (&dict, "tx_bytes", "t", totals->tx_bytes);
  if (totals->cost >= 0)
    {
      g_variant_dict_insert (&dict, "cost", "t", (guint64) totals->cost);
      g_variant_dict_insert (&dict, "currency", "s", totals->currency ? totals->currency : "");
    }
  return g_variant_dict_end (&dict);
}

static void
on_added_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) totals = dialer_ledger_add_up_finish (DIALER_LEDGER (source), result, &error);

  if (totals == NULL)
    {
      dialer_bus_return_error (invocation, error);
      return;
    }
  for (guint i = 0; i < totals->len; i++)
    g_variant_builder_add_value (&rows, totals_to_variant (totals->pdata[i]));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &rows));
}

static void
totals_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerRecorder *recorder = target;
  g_autoptr (DialerHistoryQuery) query = parse_filter (invocation, uid);
  DialerTotalsBy by;
  const char *word;

  if (query == NULL)
    return;
  g_variant_get_child (g_dbus_method_invocation_get_parameters (invocation), 0, "&s", &word);
  if (!dialer_totals_by_from_string (word, &by))
    {
      g_dbus_method_invocation_return_error (
        invocation, DIALER_ERROR, DIALER_ERROR_INVALID_ARGUMENT,
        "totals by %s: there are month, profile, user, modem, number and reason", word);
      return;
    }
  dialer_recorder_flush (recorder);
  dialer_ledger_add_up_async (dialer_recorder_get_ledger (recorder), by, query, NULL, on_added_up, invocation);
}

void
dialer_bus_history_get_totals (DialerRecorder *recorder, GDBusMethodInvocation *invocation)
{
  check_filter (recorder, invocation, totals_allowed);
}

/* ---- GetLog ---- */

static void
on_log_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  DialerCallRecord *record = g_object_get_data (G_OBJECT (invocation), RECORD_DATA);
  g_auto (GVariantBuilder) texts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(tss)"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = dialer_ledger_read_log_finish (DIALER_LEDGER (source), result, &error);

  if (lines == NULL)
    {
      dialer_bus_return_error (invocation, error);
      return;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      const DialerCallLogLine *line = lines->pdata[i];

      g_variant_builder_add (&texts, "(tss)", (guint64) line->time, dialer_call_log_kind_to_string (line->kind),
                             line->text);
    }
  g_dbus_method_invocation_return_value (
    invocation, g_variant_new ("(@a{sv}a(tss))", row_to_variant (record), &texts));
}

static void
log_allowed (gpointer target, GDBusMethodInvocation *invocation, guint uid)
{
  DialerCallRecord *record = g_object_get_data (G_OBJECT (invocation), RECORD_DATA);

  dialer_ledger_read_log_async (dialer_recorder_get_ledger (target), record->id, NULL, on_log_read, invocation);
}

typedef struct
{
  DialerRecorder *recorder;
  GDBusMethodInvocation *invocation;
} Search;

static void
on_call_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Search *search = user_data;
  g_autoptr (DialerRecorder) recorder = search->recorder;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = dialer_ledger_read_finish (DIALER_LEDGER (source), result, &error);
  DialerOwnership ownership = { .owned = TRUE };
  DialerCallRecord *record;

  if (records && records->len != 1)
    g_set_error_literal (&error, DIALER_ERROR,
                         records->len ? DIALER_ERROR_INVALID_ARGUMENT : DIALER_ERROR_NOT_FOUND,
                         records->len ? "several calls have ids that begin so" : "there is no such call");
  if (error)
    {
      dialer_bus_return_error (search->invocation, error);
      return;
    }
  record = dialer_call_record_ref (records->pdata[0]);
  ownership.owners[0] = record->user;
  ownership.owners[1] = record->owner;
  g_object_set_data_full (G_OBJECT (search->invocation), RECORD_DATA, record,
                          (GDestroyNotify) dialer_call_record_unref);
  dialer_authority_check (recorder, search->invocation, &ownership, log_allowed);
}

/* Whose call it is must be known before anybody can be asked whether he may see it. */
void
dialer_bus_history_get_log (DialerRecorder *recorder, GDBusMethodInvocation *invocation)
{
  g_autoptr (DialerHistoryQuery) query = dialer_history_query_new (2);
  Search *search = g_new (Search, 1);

  g_variant_get (g_dbus_method_invocation_get_parameters (invocation), "(s)", &query->call);
  search->recorder = g_object_ref (recorder);
  search->invocation = invocation;
  dialer_recorder_flush (recorder);
  dialer_ledger_read_async (dialer_recorder_get_ledger (recorder), query, NULL, on_call_found, search);
}
