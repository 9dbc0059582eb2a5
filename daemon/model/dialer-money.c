/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "dialer-money.h"

#include <string.h>

#define DECIMALS 9
#define MICRO_DECIMALS 6

/* Digits from *@text on, of which @max count as @max places; returns FALSE if there are none, or more. */
static gboolean
take_digits (const char **text, guint max, gint64 *value)
{
  guint n = 0;

  for (*value = 0; g_ascii_isdigit (**text); (*text)++, n++)
    if (n < max)
      *value = *value * 10 + g_ascii_digit_value (**text);
  return n > 0 && n <= max;
}

gboolean
dialer_money_parse (const char *text, gint64 *nano)
{
  gint64 whole, part = 0;

  if (!take_digits (&text, DECIMALS, &whole))
    return FALSE;
  if (*text == '.')
    {
      const char *digits = ++text;

      if (!take_digits (&text, DECIMALS, &part))
        return FALSE;
      for (gsize n = (gsize) (text - digits); n < DECIMALS; n++)
        part *= 10;
    }
  if (*text != '\0' || whole > DIALER_MONEY_MAX)
    return FALSE;
  *nano = whole * DIALER_MONEY_NANO + part;
  return TRUE;
}

gint64
dialer_money_round_up (gint64 nano)
{
  gint64 parts = DIALER_MONEY_NANO / DIALER_MONEY_MICRO;

  return nano / parts + (nano % parts > 0);
}

char *
dialer_money_format (gint64 micro, guint decimals)
{
  guint64 amount = micro < 0 ? -(guint64) micro : (guint64) micro;
  g_autofree char *part = g_strdup_printf ("%06u", (guint) (amount % DIALER_MONEY_MICRO));
  gsize length = MICRO_DECIMALS;

  while (length > decimals && part[length - 1] == '0')
    length--;
  part[length] = '\0';
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT "%s%s", micro < 0 ? "-" : "", amount / DIALER_MONEY_MICRO,
                          length > 0 ? "." : "", part);
}
