/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A modem: a line to the computer on one side, the telephone network on the other. */
#pragma once

#include "exchange-plan.h"

typedef struct _ExchangeModem ExchangeModem;

/** ExchangeModemEvent: a modem tells what happened to it; nothing may be freed in it */
typedef void (*ExchangeModemEvent) (gpointer owner, ExchangeModem *modem, const char *event,
                                    const char *detail);

/**
 * exchange_modem_new:
 * @description: TYPE:PLACE[,KEY=VALUE…], as the README has it
 *
 * Returns: (nullable): the modem, plugged in, or %NULL with an error set
 */
ExchangeModem *exchange_modem_new (const char *description, ExchangePlan *plan, ExchangeModemEvent happened,
                                   gpointer owner, GError **error);
void exchange_modem_free (ExchangeModem *self);

const char *exchange_modem_get_name (ExchangeModem *self);

/** exchange_modem_get_n_calls: Returns: how many numbers it was told to dial */
guint exchange_modem_get_n_calls (ExchangeModem *self);

/** exchange_modem_is_cellular: Returns: whether it has a card and contexts, and conditions of them */
gboolean exchange_modem_is_cellular (ExchangeModem *self);

/**
 * exchange_modem_is:
 * @condition: "idle", "off-hook", "carrier", "ppp" or "dtr"; of a cellular one "registered" or "context"
 *
 * Returns: whether it is true of the modem now
 */
gboolean exchange_modem_is (ExchangeModem *self, const char *condition);

/**
 * exchange_modem_set: changes "quirk", or a key of a cellular modem
 *
 * Returns: whether there is such a key, and such a value for it
 */
gboolean exchange_modem_set (ExchangeModem *self, const char *key, const char *value, GError **error);

/** exchange_modem_ring: a call comes in; the caller is what the plan has at @number */
void exchange_modem_ring (ExchangeModem *self, const char *number);

/** exchange_modem_drop: the telephone network cuts the call */
void exchange_modem_drop (ExchangeModem *self);

void exchange_modem_unplug (ExchangeModem *self);
gboolean exchange_modem_plug (ExchangeModem *self, GError **error);
