/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A ring every two seconds. */
#include "exchange-bell.h"

#define RING_MS 2000
#define RINGS_MAX 6

struct _ExchangeBell
{
  ExchangeRang rang;
  gpointer owner;
  const ExchangeNumber *caller;
  guint rings, timer;
};

static gboolean
on_ring (gpointer user_data)
{
  ExchangeBell *self = user_data;

  if (self->rings == RINGS_MAX)
    exchange_bell_stop (self);
  else
    self->rang (self->owner, ++self->rings);
  return self->timer ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

ExchangeBell *
exchange_bell_new (ExchangeRang rang, gpointer owner)
{
  ExchangeBell *self = g_new0 (ExchangeBell, 1);

  self->rang = rang;
  self->owner = owner;
  return self;
}

void
exchange_bell_free (ExchangeBell *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_free (self);
}

void
exchange_bell_start (ExchangeBell *self, const ExchangeNumber *caller)
{
  exchange_bell_stop (self);
  self->caller = caller;
  self->timer = g_timeout_add (RING_MS, on_ring, self);
  on_ring (self);
}

void
exchange_bell_stop (ExchangeBell *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->caller = NULL;
  self->rings = 0;
  self->rang (self->owner, 0);
}

const ExchangeNumber *
exchange_bell_get_caller (ExchangeBell *self)
{
  return self->caller;
}
