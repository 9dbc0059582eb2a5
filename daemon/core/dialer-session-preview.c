/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the first call would be, told by whoever would make it: nothing is computed here a second time. */
#include "dialer-call-gate.h"
#include "dialer-call-log.h"
#include "dialer-call-settings.h"
#include "dialer-error.h"
#include "dialer-modem-init.h"
#include "dialer-network-plan.h"
#include "dialer-pppd.h"
#include "dialer-serial-port.h"
#include "dialer-session-private.h"
#include "dialer-tariff-quote.h"

#define MINUTE 60

static void
add_text (GVariantDict *details, const char *key, const char *text)
{
  if (text && *text)
    g_variant_dict_insert (details, key, "s", text);
}

/* ---- the modem, and what it is told ---- */

/* The one that is free, or else the one that would be waited for. */
static DialerModem *
find_modem (DialerSession *self, DialerReason *refusal)
{
  g_auto (GStrv) modems = dialer_session_list_modems (self);
  DialerModem *free_one;

  dialer_redial_begin (self->redial, (const char *const *) modems);
  free_one = dialer_modem_queue_find_free (self->queue, dialer_session_get_modem_id (self),
                                           dialer_session_get_kind (self), refusal);
  if (free_one == NULL)
    return modems[0] ? dialer_modem_queue_find (self->queue, modems[0]) : NULL;
  *refusal = DIALER_REASON_NONE;
  return free_one;
}

static void
add_init (GVariantDict *details, DialerSettings *settings)
{
  g_auto (GStrv) init = dialer_modem_init_list (settings);

  for (guint i = 0; init[i]; i++)
    {
      char *shown = dialer_call_log_redact (init[i]);

      g_free (init[i]);
      init[i] = shown;
    }
  g_variant_dict_insert (details, "init", "^as", init);
}

static void
add_modem (GVariantDict *details, const DialerCallPlan *call)
{
  add_text (details, "modem", call->modem_id);
  add_text (details, "device", call->device);
  g_variant_dict_insert (details, "kind", "s", dialer_modem_kind_to_string (call->kind));
  add_text (details, "number", call->number);
  add_text (details, "command", call->dial_command);
  if (call->modem_id && call->dial_command)
    add_init (details, call->settings);
}

/* ---- the link ---- */

static void
add_pppd (GVariantDict *details, const DialerTools *tools, const DialerCallPlan *call)
{
  DialerCarrier carrier = dialer_settings_get_boolean (call->settings, "line.carrier-detect")
                            ? DIALER_CARRIER_OFF
                            : DIALER_CARRIER_UNKNOWN;
  g_auto (GStrv) words = NULL;

  /* Whether a cellular modem wants PPP at all, and on which port, its bearer says. */
  if (call->device == NULL || call->kind == DIALER_MODEM_CELLULAR)
    return;
  words = dialer_pppd_list_words (tools->pppd, tools->plugin, call->settings, call->device,
                                  dialer_carrier_is_heeded (carrier, call->dial_command != NULL));
  g_variant_dict_insert (details, "pppd", "^as", words);
}

static GVariant *
end_words (GStrvBuilder *words)
{
  g_auto (GStrv) all = g_strv_builder_end (words);

  return g_variant_new_strv ((const char *const *) all, -1);
}

/* What the plans for both protocols come to. */
typedef struct
{
  GVariantBuilder routes;
  gboolean asks;
  GStrvBuilder *dns;
  GStrvBuilder *domains;
} Network;

/* @up: whether the link is to have an address of that protocol */
static void
add_plan (Network *network, const DialerNetworkPlan *plan, gboolean up)
{
  for (guint i = 0; up && i < plan->routes->len; i++)
    {
      const DialerNetworkRoute *route = &g_array_index (plan->routes, DialerNetworkRoute, i);

      g_variant_builder_add (&network->routes, "(su)", route->network, route->metric);
    }
  network->asks = network->asks || (up && plan->asks);
  g_strv_builder_addv (network->dns, (const char **) plan->dns);
  g_strv_builder_addv (network->domains, (const char **) plan->domains);
}

static void
add_network (GVariantDict *details, const DialerCallPlan *call)
{
  g_autoptr (DialerNetworkPlan) ip4 = dialer_network_plan_new (call->settings);
  g_autoptr (DialerNetworkPlan) ip6 = dialer_network_plan_new_ip6 (call->settings);
  g_autoptr (GStrvBuilder) dns = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) domains = g_strv_builder_new ();
  Network network = { G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(su)")), FALSE, dns, domains };

  add_plan (&network, ip4,
            call->kind == DIALER_MODEM_CELLULAR
              || !g_str_equal (dialer_settings_get (call->settings, "ipv4.method"), "off"));
  add_plan (&network, ip6, TRUE);
  g_variant_dict_insert_value (details, "routes", g_variant_builder_end (&network.routes));
  g_variant_dict_insert (details, "asks_dns", "b", network.asks);
  g_variant_dict_insert_value (details, "dns", end_words (dns));
  g_variant_dict_insert_value (details, "dns_search", end_words (domains));
}

/* ---- what it costs, and what is in its way ---- */

static void
add_cost (GVariantDict *details, DialerTariff *tariff, guint minutes)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DialerTariffQuote quote;

  g_variant_dict_insert (details, "minutes", "u", minutes);
  if (tariff == NULL)
    return;
  quote = dialer_tariff_quote (tariff, g_get_real_time () / G_USEC_PER_SEC, (guint64) minutes * MINUTE, zone);
  add_text (details, "currency", dialer_tariff_get_currency (tariff));
  g_variant_dict_insert (details, "cost", "t", (guint64) quote.whole);
  g_variant_dict_insert (details, "first_cost", "t", (guint64) quote.first);
  if (quote.first_seconds == DIALER_TARIFF_FOR_EVER)
    return;
  g_variant_dict_insert (details, "first_seconds", "t", (guint64) quote.first_seconds);
  g_variant_dict_insert (details, "next_cost", "t", (guint64) quote.next);
  if (quote.next_seconds != DIALER_TARIFF_FOR_EVER)
    g_variant_dict_insert (details, "next_seconds", "t", (guint64) quote.next_seconds);
}

static void
add_limits (GVariantDict *details, DialerSession *self, DialerSettings *settings)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_auto (DialerLimits) limits = { 0 };
  DialerLimit limit = DIALER_LIMIT_DURATION;
  gint64 end;

  dialer_limits_init (&limits, settings);
  dialer_limits_set_budgets (&limits, dialer_allowance_get_budgets (self->allowance));
  end = dialer_limits_find_end (&limits, g_get_real_time () / G_USEC_PER_SEC, zone, &limit);
  if (end != DIALER_LIMITS_NEVER)
    {
      g_variant_dict_insert (details, "ends_after", "t", (guint64) end);
      g_variant_dict_insert (details, "ended_by", "s", dialer_limit_to_string (limit));
    }
  if (dialer_limits_get_bytes (&limits) != G_MAXUINT64)
    g_variant_dict_insert (details, "most_bytes", "t", dialer_limits_get_bytes (&limits));
}

static void
add_obstacle (GVariantBuilder *list, DialerReason reason, const char *detail)
{
  g_variant_builder_add (list, "(sss)", dialer_reason_to_string (reason), dialer_reason_get_sentence (reason),
                         detail ? detail : "");
}

static void
add_obstacles (GVariantDict *details, GPtrArray *refusals, DialerReason of_modem)
{
  GVariantBuilder list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sss)"));

  for (guint i = 0; i < refusals->len; i++)
    {
      const DialerCallRefusal *refusal = refusals->pdata[i];

      add_obstacle (&list, refusal->reason, refusal->detail);
    }
  if (of_modem != DIALER_REASON_NONE)
    add_obstacle (&list, of_modem, NULL);
  g_variant_dict_insert_value (details, "obstacles", g_variant_builder_end (&list));
}

static gboolean
check_numbers (DialerSession *self, GPtrArray *refusals, GError **error)
{
  const DialerCallRefusal *first = refusals->len ? refusals->pdata[0] : NULL;

  if (first == NULL || first->reason != DIALER_REASON_NUMBER_REFUSED)
    return TRUE;
  g_set_error (error, DIALER_ERROR, dialer_reason_get_error_code (first->reason), "%s: %s (%s)",
               dialer_profile_get_name (self->profile), dialer_reason_get_sentence (first->reason), first->detail);
  return FALSE;
}

GStrv
dialer_session_preview (DialerSession *self, guint minutes, GVariant **details, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (DialerSettings) settings = NULL;
  g_autoptr (GPtrArray) refusals = NULL;
  DialerReason of_modem;
  DialerCallPlan call;

  self->allowance = dialer_allowance_new (self->tools, self->profile, self->settings, self->over_budget);
  refusals = dialer_call_gate_list (self->tools, self->profile, self->settings, self->plan, self->allowance);
  if (!check_numbers (self, refusals, error))
    return NULL;
  g_set_object (&self->modem, find_modem (self, &of_modem));
  settings = dialer_call_settings_make (self->settings, self->modem);
  call = dialer_session_describe_call (self, settings);
  add_modem (&dict, &call);
  add_pppd (&dict, self->tools, &call);
  add_network (&dict, &call);
  add_cost (&dict, call.tariff, minutes);
  add_limits (&dict, self, settings);
  add_obstacles (&dict, refusals, of_modem);
  *details = g_variant_dict_end (&dict);
  return dialer_dial_plan_list_commands (self->plan);
}
