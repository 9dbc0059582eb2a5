/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The oldest at the head. */
#include "dialer-packet-queue.h"

#include <netinet/in.h>

typedef struct
{
  gint64 time;
  GByteArray *bytes;
} Entry;

struct _DialerPacketQueue
{
  GQueue entries;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_byte_array_unref (entry->bytes);
  g_free (entry);
}

static void
bytes_free (gpointer data)
{
  g_byte_array_unref (data);
}

DialerPacketQueue *
dialer_packet_queue_new (void)
{
  DialerPacketQueue *self = g_new0 (DialerPacketQueue, 1);

  g_queue_init (&self->entries);
  return self;
}

void
dialer_packet_queue_free (DialerPacketQueue *self)
{
  dialer_packet_queue_clear (self);
  g_free (self);
}

static void
drop_old (DialerPacketQueue *self, gint64 now)
{
  Entry *entry;

  while ((entry = g_queue_peek_head (&self->entries)) && now - entry->time > DIALER_PACKET_QUEUE_AGE)
    entry_free (g_queue_pop_head (&self->entries));
}

void
dialer_packet_queue_add (DialerPacketQueue *self, const guint8 *bytes, gsize length, gint64 now)
{
  Entry *entry;

  drop_old (self, now);
  if (g_queue_get_length (&self->entries) >= DIALER_PACKET_QUEUE_MAX)
    return;
  entry = g_new (Entry, 1);
  entry->time = now;
  entry->bytes = g_byte_array_append (g_byte_array_sized_new ((guint) length), bytes, (guint) length);
  g_queue_push_tail (&self->entries, entry);
}

void
dialer_packet_queue_clear (DialerPacketQueue *self)
{
  g_queue_clear_full (&self->entries, entry_free);
}

GPtrArray *
dialer_packet_queue_take (DialerPacketQueue *self, guint32 from, guint32 to, gint64 now)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func (bytes_free);

  drop_old (self, now);
  for (GList *link = self->entries.head; link; link = link->next)
    {
      GByteArray *bytes = ((Entry *) link->data)->bytes;
      DialerPacket packet;

      if (!dialer_packet_parse (&packet, bytes->data, bytes->len) || packet.source != from
          || packet.protocol == IPPROTO_TCP)
        continue;
      dialer_packet_set_source (bytes->data, bytes->len, to);
      g_ptr_array_add (taken, g_byte_array_ref (bytes));
    }
  dialer_packet_queue_clear (self);
  return taken;
}
