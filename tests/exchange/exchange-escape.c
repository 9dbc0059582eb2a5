/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Silence, three characters close together, silence. */
#include "exchange-escape.h"

gboolean
exchange_escape_feed (ExchangeEscape *self, const guint8 *bytes, gsize length, guint character,
                      gint64 guard_us, gint64 now)
{
  gboolean after_silence = now - self->last_byte >= guard_us;

  if (after_silence)
    self->seen = 0;
  for (gsize i = 0; i < length; i++)
    {
      gboolean begins = self->seen == 0 && after_silence && i == 0;
      gboolean goes_on = self->seen > 0 && self->seen < 3;

      if (character <= 127 && bytes[i] == character && (begins || goes_on))
        self->seen++;
      else
        self->seen = 0;
    }
  self->last_byte = now;
  return self->seen == 3;
}
