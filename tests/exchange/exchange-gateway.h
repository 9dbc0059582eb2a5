/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The network behind a modem's interface, in a namespace of its own: this machine's is not touched. */
#pragma once

#include "exchange-plan.h"

typedef struct _ExchangeGateway ExchangeGateway;
typedef void (*ExchangeGatewayOpened) (gpointer owner);

/**
 * exchange_gateway_new:
 * @interface: the modem's side of it; it is taken away into the namespace
 * @dhcp: whether addresses are told by DHCP
 * @opened: what exchange_gateway_open() wanted is done
 *
 * Returns: (nullable): a network to which nothing passes, or %NULL with an error set
 */
ExchangeGateway *exchange_gateway_new (const char *interface, gboolean dhcp, ExchangeGatewayOpened opened,
                                       gpointer owner, GError **error);
void exchange_gateway_free (ExchangeGateway *self);

/** exchange_gateway_open: traffic passes, to the addresses that the plan has for @peer */
void exchange_gateway_open (ExchangeGateway *self, const ExchangeNumber *peer);

/** exchange_gateway_close: it passes no longer: the interface has no carrier */
void exchange_gateway_close (ExchangeGateway *self);
