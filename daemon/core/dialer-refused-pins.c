/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The last refused PIN of each modem is enough: who has stored another may try it. */
#include "dialer-refused-pins.h"

struct _DialerRefusedPins
{
  guint32 key[8];
  GHashTable *hashes; /* by modem */
};

DialerRefusedPins *
dialer_refused_pins_new (void)
{
  DialerRefusedPins *self = g_new0 (DialerRefusedPins, 1);

  for (guint i = 0; i < G_N_ELEMENTS (self->key); i++)
    self->key[i] = g_random_int ();
  self->hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
dialer_refused_pins_free (DialerRefusedPins *self)
{
  g_hash_table_unref (self->hashes);
  g_free (self);
}

static char *
hash (DialerRefusedPins *self, const char *pin)
{
  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) self->key, sizeof self->key, pin, -1);
}

void
dialer_refused_pins_add (DialerRefusedPins *self, const char *modem, const char *pin)
{
  g_hash_table_replace (self->hashes, g_strdup (modem), hash (self, pin));
}

gboolean
dialer_refused_pins_contain (DialerRefusedPins *self, const char *modem, const char *pin)
{
  g_autofree char *wanted = hash (self, pin);

  return g_strcmp0 (g_hash_table_lookup (self->hashes, modem), wanted) == 0;
}

void
dialer_refused_pins_forget (DialerRefusedPins *self, const char *modem)
{
  g_hash_table_remove (self->hashes, modem);
}
