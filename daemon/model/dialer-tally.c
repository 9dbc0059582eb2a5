/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A list for each profile, in the order in which calls were added. */
#include "dialer-tally.h"

#define DAY 86400

struct _DialerTally
{
  GHashTable *profiles; /* id → GPtrArray of DialerTallyEntry */
};

void
dialer_tally_entry_free (DialerTallyEntry *entry)
{
  g_free (entry->profile);
  g_free (entry->currency);
  g_free (entry);
}

DialerTally *
dialer_tally_new (void)
{
  DialerTally *self = g_new0 (DialerTally, 1);

  self->profiles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
dialer_tally_free (DialerTally *self)
{
  g_hash_table_unref (self->profiles);
  g_free (self);
}

static GPtrArray *
get_entries (DialerTally *self, const char *profile)
{
  GPtrArray *entries = g_hash_table_lookup (self->profiles, profile);

  if (entries == NULL)
    {
      entries = g_ptr_array_new_with_free_func ((GDestroyNotify) dialer_tally_entry_free);
      g_hash_table_insert (self->profiles, g_strdup (profile), entries);
    }
  return entries;
}

static void
forget (GPtrArray *entries, gint64 before)
{
  for (guint i = entries->len; i > 0; i--)
    if (((DialerTallyEntry *) entries->pdata[i - 1])->started < before)
      g_ptr_array_remove_index (entries, i - 1);
}

/* The latest is the likeliest. */
static DialerTallyEntry *
find_like (GPtrArray *entries, gint64 started, const char *currency)
{
  for (guint i = entries->len; i > 0; i--)
    {
      DialerTallyEntry *entry = entries->pdata[i - 1];

      if (entry->started == started && g_strcmp0 (entry->currency, currency) == 0)
        return entry;
    }
  return NULL;
}

void
dialer_tally_add (DialerTally *self, const DialerTallyEntry *call)
{
  GPtrArray *entries = get_entries (self, call->profile);
  gint64 started = call->started - call->started % DIALER_TALLY_GRAIN;
  DialerTallyEntry *entry = find_like (entries, started, call->currency);

  if (entry == NULL)
    {
      forget (entries, started - DIALER_TALLY_DAYS * DAY);
      entry = g_new0 (DialerTallyEntry, 1);
      entry->started = started;
      entry->currency = g_strdup (call->currency);
      g_ptr_array_add (entries, entry);
    }
  entry->cost += MAX (call->cost, 0);
  entry->seconds += call->seconds;
  entry->bytes += call->bytes;
}

DialerTallyEntry
dialer_tally_sum (DialerTally *self, const char *profile, gint64 since, const char *currency)
{
  GPtrArray *entries = g_hash_table_lookup (self->profiles, profile);
  DialerTallyEntry sum = { .started = since };

  for (guint i = 0; entries && i < entries->len; i++)
    {
      const DialerTallyEntry *entry = entries->pdata[i];

      if (entry->started < since)
        continue;
      if (g_strcmp0 (entry->currency, currency) == 0)
        sum.cost += entry->cost;
      sum.seconds += entry->seconds;
      sum.bytes += entry->bytes;
    }
  return sum;
}
