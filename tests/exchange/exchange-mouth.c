/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Everything goes over one wire, so that a late modem is late in all. */
#include "exchange-mouth.h"

#include <string.h>

#define LATE_MS 800

struct _ExchangeMouth
{
  const ExchangeAt *at;
  ExchangeDelivered said;
  gpointer owner;
  ExchangeQuirks quirks;
  ExchangeWire *wire;
};

static void
say (ExchangeMouth *self, const char *answer)
{
  g_autofree char *text = exchange_quirks_apply (self->quirks, answer);

  if (*answer)
    exchange_wire_send (self->wire, (const guint8 *) text, strlen (text));
}

void
exchange_mouth_set_quirks (ExchangeMouth *self, ExchangeQuirks quirks)
{
  ExchangeLineQuality quality = { .latency_ms = quirks & EXCHANGE_QUIRK_LATE ? LATE_MS : 0 };

  g_clear_pointer (&self->wire, exchange_wire_free);
  self->quirks = quirks;
  self->wire = exchange_wire_new (&quality, self->said, self->owner);
}

ExchangeMouth *
exchange_mouth_new (const ExchangeAt *at, ExchangeDelivered said, gpointer owner)
{
  ExchangeMouth *self = g_new0 (ExchangeMouth, 1);

  self->at = at;
  self->said = said;
  self->owner = owner;
  exchange_mouth_set_quirks (self, 0);
  return self;
}

void
exchange_mouth_free (ExchangeMouth *self)
{
  exchange_wire_free (self->wire);
  g_free (self);
}

void
exchange_mouth_echo (ExchangeMouth *self, char byte)
{
  if (self->at->echo && !(self->quirks & EXCHANGE_QUIRK_NO_ECHO))
    exchange_wire_send (self->wire, (const guint8 *) &byte, 1);
}

void
exchange_mouth_tell (ExchangeMouth *self, const char *text)
{
  g_autofree char *answer = exchange_at_format_text (self->at, text);

  say (self, answer);
}

void
exchange_mouth_tell_result (ExchangeMouth *self, ExchangeResult result, const char *connect)
{
  g_autofree char *answer = exchange_at_format_result (self->at, result, connect);

  say (self, answer);
}

void
exchange_mouth_rattle (ExchangeMouth *self, guint amount)
{
  exchange_wire_send_garbage (self->wire, amount);
}
