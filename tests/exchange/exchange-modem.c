/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Makes a modem of its description, and lets a test look at it and play with it. */
#include "exchange-modem.h"

#include <gio/gio.h>

#include "exchange-description.h"
#include "exchange-modem-private.h"

static void
power_up (ExchangeModem *self)
{
  exchange_at_init (&self->at, !(self->quirks & EXCHANGE_QUIRK_NUMERIC));
  exchange_mouth_set_quirks (self->mouth, self->quirks);
  if (self->cellular)
    exchange_cellular_power_up (self->cellular);
}

static gboolean
set_cellular (ExchangeModem *self, const char *key, const char *value, GError **error)
{
  if (self->cellular && exchange_cellular_set (self->cellular, key, value))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "%s=%s: no such key of this modem, or no such value for it; see the README", key, value);
  return FALSE;
}

gboolean
exchange_modem_set (ExchangeModem *self, const char *key, const char *value, GError **error)
{
  if (!g_str_equal (key, "quirk"))
    return set_cellular (self, key, value, error);
  if (!exchange_quirks_parse (value, &self->quirks, error))
    return FALSE;
  power_up (self);
  return TRUE;
}

/* BT On-Air: cdc_acm takes it without CDC descriptors, as it does 0572:1321, but it is no analog modem. */
static void
make_cellular (ExchangeModem *self, GHashTable *options)
{
  static const char *const usual[][2] = {
    { "vendor-id", "0x079b" }, { "product-id", "0x000f" }, { "manufacturer", "Dialer" }, { "product", "Mobile" },
  };

  self->cellular = exchange_cellular_new (self->plan, &exchange_modem_cellular_events, self);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (!g_hash_table_contains (options, usual[i][0]))
      g_hash_table_insert (options, g_strdup (usual[i][0]), g_strdup (usual[i][1]));
}

static gboolean
set_kind (ExchangeModem *self, GHashTable *options, GError **error)
{
  const char *kind = g_hash_table_lookup (options, "kind");

  if (kind && g_str_equal (kind, "cellular"))
    make_cellular (self, options);
  if (self->cellular || kind == NULL || g_str_equal (kind, "voice"))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: a modem is voice or cellular", kind);
  return FALSE;
}

static gboolean
apply_options (ExchangeModem *self, GHashTable *options, GError **error)
{
  const char *const *keys = exchange_cellular_get_keys ();
  const char *quirk = g_hash_table_lookup (options, "quirk");
  const char *line = g_hash_table_lookup (options, "line");

  if (quirk && !exchange_quirks_parse (quirk, &self->quirks, error))
    return FALSE;
  if (!set_kind (self, options, error))
    return FALSE;
  for (guint i = 0; keys[i]; i++)
    {
      const char *value = g_hash_table_lookup (options, keys[i]);

      if (value && !set_cellular (self, keys[i], value, error))
        return FALSE;
    }
  self->cable = line ? exchange_plan_find_line (self->plan, line) : NULL;
  if (line == NULL || self->cable)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the plan has no [line %s]", line);
  return FALSE;
}

static gboolean
set_up (ExchangeModem *self, const char *description, GError **error)
{
  g_autoptr (ExchangeDescription) parts = exchange_description_parse (description, error);
  const char *name;

  if (parts == NULL || !apply_options (self, parts->options, error))
    return FALSE;
  name = g_hash_table_lookup (parts->options, "name");
  self->name = name ? g_strdup (name) : g_path_get_basename (parts->place);
  self->line = exchange_line_new (parts->type, parts->place, parts->options, &exchange_modem_line_events, self, error);
  if (self->line == NULL)
    return FALSE;
  power_up (self);
  if (self->cable)
    exchange_modem_start_cable (self);
  else
    exchange_line_set_signals (self->line, FALSE, FALSE);
  return TRUE;
}

ExchangeModem *
exchange_modem_new (const char *description, ExchangePlan *plan, ExchangeModemEvent happened, gpointer owner,
                    GError **error)
{
  ExchangeModem *self = g_new0 (ExchangeModem, 1);

  self->plan = plan;
  self->happened = happened;
  self->owner = owner;
  exchange_modem_init_talk (self);
  if (set_up (self, description, error))
    return self;
  exchange_modem_free (self);
  return NULL;
}

void
exchange_modem_free (ExchangeModem *self)
{
  if (self->line)
    {
      exchange_bell_stop (self->bell);
      exchange_modem_end_call (self, "the exchange ends");
      exchange_line_free (self->line);
    }
  exchange_modem_clear_talk (self);
  g_clear_pointer (&self->cellular, exchange_cellular_free);
  g_free (self->name);
  g_free (self);
}

const char *
exchange_modem_get_name (ExchangeModem *self)
{
  return self->name;
}

gboolean
exchange_modem_is_cellular (ExchangeModem *self)
{
  return self->cellular != NULL;
}

guint
exchange_modem_get_n_calls (ExchangeModem *self)
{
  return self->n_calls;
}

gboolean
exchange_modem_is (ExchangeModem *self, const char *condition)
{
  if (g_str_equal (condition, "idle"))
    return self->state == COMMAND && !exchange_modem_is (self, "context");
  if (g_str_equal (condition, "off-hook"))
    return self->state != COMMAND;
  if (g_str_equal (condition, "carrier"))
    return exchange_modem_has_carrier (self);
  if (g_str_equal (condition, "dtr"))
    return self->dtr;
  if (g_str_equal (condition, "ppp"))
    return self->spoke_ppp;
  return self->cellular && exchange_cellular_is (self->cellular, condition);
}

void
exchange_modem_ring (ExchangeModem *self, const char *number)
{
  exchange_bell_start (self->bell, exchange_plan_find_number (self->plan, number));
}

void
exchange_modem_drop (ExchangeModem *self)
{
  if (self->state != COMMAND)
    exchange_modem_cut_call (self, "cut by the network");
}

void
exchange_modem_unplug (ExchangeModem *self)
{
  exchange_modem_happen (self, "unplug", "");
  exchange_bell_stop (self->bell);
  exchange_modem_end_call (self, "unplugged");
  exchange_line_unplug (self->line);
  self->dtr = FALSE;
}

gboolean
exchange_modem_plug (ExchangeModem *self, GError **error)
{
  exchange_modem_happen (self, "plug", "");
  power_up (self);
  if (!exchange_line_plug (self->line, error))
    return FALSE;
  if (self->cable && self->state == COMMAND)
    exchange_modem_start_cable (self);
  return TRUE;
}
