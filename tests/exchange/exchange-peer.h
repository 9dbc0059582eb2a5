/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Who answers the telephone. */
#pragma once

#include "exchange-plan.h"

typedef struct _ExchangePeer ExchangePeer;

/** ExchangePeerEvents: what a peer tells of itself; each may free it, as the last thing that happens in it */
typedef struct
{
  void (*ready) (gpointer owner);                                        /* it can speak: say CONNECT */
  void (*spoke) (gpointer owner, const guint8 *bytes, gsize length);
  void (*typed) (gpointer owner, const char *line);                      /* the caller, at a login */
  void (*left) (gpointer owner, const char *why);                        /* it hangs up */
} ExchangePeerEvents;

/** exchange_peer_new: Returns: the peer of a number; it begins at once to get ready */
ExchangePeer *exchange_peer_new (const ExchangeNumber *number, const ExchangePeerEvents *events,
                                 gpointer owner);

/** exchange_peer_free: hangs up on it; a pppd is killed */
void exchange_peer_free (ExchangePeer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangePeer, exchange_peer_free)

/** exchange_peer_connect: the line is through: from now on its own clocks run */
void exchange_peer_connect (ExchangePeer *self);

/** exchange_peer_hold: whether its pppd must wait, as at a modem that takes no more (flow control) */
void exchange_peer_hold (ExchangePeer *self, gboolean hold);

void exchange_peer_send (ExchangePeer *self, const guint8 *bytes, gsize length);
