/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Makes a modem of its description, and lets a test look at it and play with it. */
#include "exchange-modem.h"

#include <gio/gio.h>

#include "exchange-description.h"
#include "exchange-modem-private.h"

#define START_US (4 * G_USEC_PER_SEC)

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

/* What a cellular modem's data goes over, and the ids for it.  079b:000f is BT On-Air: cdc_acm takes it
 * without CDC descriptors, as it does 0572:1321, but it is no analog modem.  The others have an Icera, and by
 * their ids ModemManager knows whether addresses come by command or by DHCP. */
static const struct
{
  const char *name, *vendor, *product;
} bearers[] = {
  { "ppp", "0x079b", "0x000f" },
  { "static", "0x0421", "0x0638" },
  { "dhcp", "0x04e8", "0x6872" },
};

static void
set_unless_given (GHashTable *options, const char *key, const char *value)
{
  if (!g_hash_table_contains (options, key))
    g_hash_table_insert (options, g_strdup (key), g_strdup (value));
}

static gboolean
make_cellular (ExchangeModem *self, GHashTable *options)
{
  const char *bearer = g_hash_table_lookup (options, "bearer");

  for (guint i = 0; i < G_N_ELEMENTS (bearers); i++)
    if (g_str_equal (bearer ? bearer : "ppp", bearers[i].name))
      {
        set_unless_given (options, "vendor-id", bearers[i].vendor);
        set_unless_given (options, "product-id", bearers[i].product);
        set_unless_given (options, "manufacturer", "Dialer");
        set_unless_given (options, "product", "Mobile");
        self->cellular = exchange_cellular_new (self->plan, &exchange_modem_cellular_events, self);
        if (i > 0)
          exchange_cellular_add_interface (self->cellular);
        return TRUE;
      }
  return FALSE;
}

static gboolean
set_kind (ExchangeModem *self, GHashTable *options, GError **error)
{
  const char *kind = g_hash_table_lookup (options, "kind");

  if (kind == NULL || g_str_equal (kind, "voice"))
    return TRUE;
  if (g_str_equal (kind, "cellular") && make_cellular (self, options))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "%s: a modem is voice or cellular, its bearer ppp, static or dhcp", kind);
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

/* As the real ones need their time.  If it answered at once, ModemManager would sometimes have done with the
 * port before udev has named the interface, and then take it for a modem without one. */
static void
begin_to_start (ExchangeModem *self)
{
  if (self->gateway)
    self->deaf_until = g_get_monotonic_time () + START_US;
}

static void
on_gateway_opened (gpointer owner)
{
  ExchangeModem *self = owner;

  exchange_cellular_opened (self->cellular);
}

static gboolean
open_line (ExchangeModem *self, const ExchangeDescription *parts, GError **error)
{
  const char *bearer = g_hash_table_lookup (parts->options, "bearer");
  const char *interface;

  self->line = exchange_line_new (parts->type, parts->place, parts->options, &exchange_modem_line_events,
                                  self, error);
  if (self->line == NULL || bearer == NULL || g_str_equal (bearer, "ppp"))
    return self->line != NULL;
  interface = exchange_line_get_interface (self->line);
  if (interface)
    self->gateway
      = exchange_gateway_new (interface, g_str_equal (bearer, "dhcp"), on_gateway_opened, self, error);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "only a usb modem has a network interface");
  begin_to_start (self);
  return self->gateway != NULL;
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
  if (!open_line (self, parts, error))
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
      g_clear_pointer (&self->gateway, exchange_gateway_free);
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
  if (self->cellular)
    exchange_cellular_drop (self->cellular, "cut by the network");
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
  if (self->cellular)
    exchange_cellular_drop (self->cellular, "unplugged");
  self->dtr = FALSE;
}

gboolean
exchange_modem_plug (ExchangeModem *self, GError **error)
{
  exchange_modem_happen (self, "plug", "");
  power_up (self);
  begin_to_start (self);
  if (!exchange_line_plug (self->line, error))
    return FALSE;
  if (self->cable && self->state == COMMAND)
    exchange_modem_start_cable (self);
  return TRUE;
}
