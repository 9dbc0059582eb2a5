/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A queue of chunks, each with the time at which it is due. */
#include "exchange-wire.h"

#include <string.h>

/* Small enough that the far end sees a slow line flow, not jump. */
#define CHUNK 32
#define SEED 4711

typedef struct
{
  gint64 due;
  gsize length;
  guint8 bytes[CHUNK];
} Chunk;

struct _ExchangeWire
{
  ExchangeLineQuality quality;
  ExchangeDelivered delivered;
  gpointer owner;
  GQueue chunks;
  gsize backlog;  /* bytes in @chunks */
  gint64 free_at; /* when the line has sent all that was put on it */
  GRand *random;  /* of a fixed seed: a failure can be had again */
  guint timer;
};

ExchangeWire *
exchange_wire_new (const ExchangeLineQuality *quality, ExchangeDelivered delivered, gpointer owner)
{
  ExchangeWire *self = g_new0 (ExchangeWire, 1);

  self->quality = *quality;
  self->delivered = delivered;
  self->owner = owner;
  self->random = g_rand_new_with_seed (SEED);
  g_queue_init (&self->chunks);
  return self;
}

void
exchange_wire_free (ExchangeWire *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_queue_clear_full (&self->chunks, g_free);
  g_rand_free (self->random);
  g_free (self);
}

gint64
exchange_wire_get_duration_us (guint speed, gsize length)
{
  return speed ? (gint64) length * 10 * G_USEC_PER_SEC / speed : 0;
}

static void
damage (ExchangeWire *self, Chunk *chunk)
{
  for (gsize bit = 0; self->quality.bit_errors && bit < chunk->length * 8; bit++)
    if (g_rand_int_range (self->random, 0, 1000000) < (int) self->quality.bit_errors)
      chunk->bytes[bit / 8] ^= 1 << bit % 8;
}

static void arm (ExchangeWire *self);

static gboolean
on_due (gpointer user_data)
{
  ExchangeWire *self = user_data;
  Chunk *chunk = g_queue_pop_head (&self->chunks);

  self->timer = 0;
  self->backlog -= chunk->length;
  arm (self);
  self->delivered (self->owner, chunk->bytes, chunk->length);
  g_free (chunk);
  return G_SOURCE_REMOVE;
}

static void
arm (ExchangeWire *self)
{
  const Chunk *next = g_queue_peek_head (&self->chunks);
  gint64 wait = next ? next->due - g_get_monotonic_time () : 0;

  if (next && self->timer == 0)
    self->timer = g_timeout_add (MAX (wait, 0) / 1000, on_due, self);
}

static void
enqueue (ExchangeWire *self, const guint8 *bytes, gsize length)
{
  Chunk *chunk = g_new0 (Chunk, 1);
  gint64 now = g_get_monotonic_time ();
  guint jitter = self->quality.jitter_ms ? g_rand_int_range (self->random, 0, self->quality.jitter_ms) : 0;
  const Chunk *last = g_queue_peek_tail (&self->chunks);

  memcpy (chunk->bytes, bytes, length);
  chunk->length = length;
  damage (self, chunk);
  self->free_at = MAX (self->free_at, now) + exchange_wire_get_duration_us (self->quality.speed, length);
  chunk->due = self->free_at + (self->quality.latency_ms + jitter) * 1000;
  if (last) /* a serial line never reorders */
    chunk->due = MAX (chunk->due, last->due);
  g_queue_push_tail (&self->chunks, chunk);
  self->backlog += length;
}

void
exchange_wire_send (ExchangeWire *self, const guint8 *bytes, gsize length)
{
  const ExchangeLineQuality *q = &self->quality;

  if (!q->speed && !q->latency_ms && !q->jitter_ms && !q->bit_errors)
    {
      self->delivered (self->owner, bytes, length);
      return;
    }
  for (gsize at = 0; at < length; at += CHUNK)
    enqueue (self, bytes + at, MIN (CHUNK, length - at));
  arm (self);
}

void
exchange_wire_send_garbage (ExchangeWire *self, guint amount)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (amount);

  for (guint i = 0; i < amount; i++)
    {
      guint8 byte = 0x80 + g_rand_int_range (random, 0, 0x7f);

      exchange_wire_send (self, &byte, 1);
    }
}

gsize
exchange_wire_get_backlog (const ExchangeWire *self)
{
  return self->backlog;
}
