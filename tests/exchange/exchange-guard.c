/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The clock and the timer around ExchangeEscape. */
#include "exchange-guard.h"

#include "exchange-escape.h"

#define S12_TICK_US 20000

struct _ExchangeGuard
{
  const ExchangeAt *at;
  ExchangeEscaped escaped;
  gpointer owner;
  ExchangeEscape escape;
  guint timer;
};

ExchangeGuard *
exchange_guard_new (const ExchangeAt *at, ExchangeEscaped escaped, gpointer owner)
{
  ExchangeGuard *self = g_new0 (ExchangeGuard, 1);

  self->at = at;
  self->escaped = escaped;
  self->owner = owner;
  return self;
}

void
exchange_guard_free (ExchangeGuard *self)
{
  exchange_guard_stop (self);
  g_free (self);
}

void
exchange_guard_start (ExchangeGuard *self, gboolean silent)
{
  self->escape = (ExchangeEscape){ .last_byte = silent ? 0 : g_get_monotonic_time () };
}

void
exchange_guard_stop (ExchangeGuard *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

static gboolean
on_silence (gpointer user_data)
{
  ExchangeGuard *self = user_data;

  self->timer = 0;
  self->escaped (self->owner);
  return G_SOURCE_REMOVE;
}

void
exchange_guard_feed (ExchangeGuard *self, const guint8 *bytes, gsize length)
{
  gint64 guard = (gint64) self->at->s[12] * S12_TICK_US;
  gboolean complete
    = exchange_escape_feed (&self->escape, bytes, length, self->at->s[2], guard, g_get_monotonic_time ());

  exchange_guard_stop (self);
  if (complete)
    self->timer = g_timeout_add (guard / 1000, on_silence, self);
}
