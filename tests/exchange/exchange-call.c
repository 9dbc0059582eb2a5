/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* It is through when the number's delay is over and the peer can speak. */
#include "exchange-call.h"

#include "exchange-peer.h"
#include "exchange-wire.h"

struct _ExchangeCall
{
  const ExchangeNumber *number;
  const ExchangeCallEvents *events;
  gpointer owner;
  ExchangePeer *peer;
  ExchangeWire *up, *down;
  gboolean peer_ready;
  guint delay; /* 0 when it is over */
};

static void
go_through (ExchangeCall *self)
{
  self->events->through (self->owner);
  exchange_peer_connect (self->peer);
}

static void
on_peer_ready (gpointer owner)
{
  ExchangeCall *self = owner;

  self->peer_ready = TRUE;
  if (self->delay == 0)
    go_through (self);
}

/* What the modem does not take waits in the provider's router, which drops whole packets. */
static void
mind_buffer (ExchangeCall *self)
{
  guint buffer = self->number->buffer;

  if (buffer)
    exchange_peer_hold (self->peer, exchange_wire_get_backlog (self->down) >= buffer);
}

static void
on_peer_spoke (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeCall *self = owner;

  exchange_wire_send (self->down, bytes, length);
  mind_buffer (self);
}

static void
on_peer_typed (gpointer owner, const char *line)
{
  ExchangeCall *self = owner;

  self->events->typed (self->owner, line);
}

static void
on_peer_left (gpointer owner, const char *why)
{
  ExchangeCall *self = owner;

  self->events->ended (self->owner, why);
}

static const ExchangePeerEvents peer_events = {
  .ready = on_peer_ready,
  .spoke = on_peer_spoke,
  .typed = on_peer_typed,
  .left = on_peer_left,
};

static void
on_arrived_up (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeCall *self = owner;

  exchange_peer_send (self->peer, bytes, length);
}

static void
on_arrived_down (gpointer owner, const guint8 *bytes, gsize length)
{
  ExchangeCall *self = owner;

  mind_buffer (self);
  self->events->spoke (self->owner, bytes, length);
}

static ExchangeResult
get_refusal (const ExchangeNumber *number)
{
  static const ExchangeResult results[] = {
    [EXCHANGE_ANSWER_BUSY] = EXCHANGE_RESULT_BUSY,
    [EXCHANGE_ANSWER_NO_ANSWER] = EXCHANGE_RESULT_NO_ANSWER,
    [EXCHANGE_ANSWER_NO_DIALTONE] = EXCHANGE_RESULT_NO_DIALTONE,
    [EXCHANGE_ANSWER_VOICE] = EXCHANGE_RESULT_VOICE,
    [EXCHANGE_ANSWER_NO_CARRIER] = EXCHANGE_RESULT_NO_CARRIER,
    [EXCHANGE_ANSWER_DELAYED] = EXCHANGE_RESULT_DELAYED,
    [EXCHANGE_ANSWER_BLACKLISTED] = EXCHANGE_RESULT_BLACKLISTED,
    [EXCHANGE_ANSWER_FCERROR] = EXCHANGE_RESULT_FCERROR,
    [EXCHANGE_ANSWER_ERROR] = EXCHANGE_RESULT_ERROR,
  };

  return number->answer < EXCHANGE_ANSWER_BUSY ? EXCHANGE_RESULT_NONE : results[number->answer];
}

static gboolean
on_delay_over (gpointer user_data)
{
  ExchangeCall *self = user_data;
  ExchangeResult refusal = get_refusal (self->number);

  self->delay = 0;
  if (refusal != EXCHANGE_RESULT_NONE)
    self->events->refused (self->owner, refusal);
  else if (self->peer_ready)
    go_through (self);
  return G_SOURCE_REMOVE;
}

ExchangeCall *
exchange_call_new (const ExchangeNumber *number, const ExchangeCallEvents *events, gpointer owner)
{
  ExchangeCall *self = g_new0 (ExchangeCall, 1);

  self->number = number;
  self->events = events;
  self->owner = owner;
  self->up = exchange_wire_new (&number->quality, on_arrived_up, self);
  self->down = exchange_wire_new (&number->quality, on_arrived_down, self);
  self->delay = g_timeout_add (number->delay_ms, on_delay_over, self);
  if (get_refusal (number) == EXCHANGE_RESULT_NONE)
    self->peer = exchange_peer_new (number, &peer_events, self);
  return self;
}

void
exchange_call_free (ExchangeCall *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  g_clear_pointer (&self->peer, exchange_peer_free);
  exchange_wire_free (self->up);
  exchange_wire_free (self->down);
  g_free (self);
}

const ExchangeNumber *
exchange_call_get_number (ExchangeCall *self)
{
  return self->number;
}

void
exchange_call_send (ExchangeCall *self, const guint8 *bytes, gsize length)
{
  exchange_wire_send (self->up, bytes, length);
}
