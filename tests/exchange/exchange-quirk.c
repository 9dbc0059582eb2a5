/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names of quirks, and what they make of an answer. */
#include "exchange-quirk.h"

#include <gio/gio.h>
#include <string.h>

static const struct
{
  const char *name;
  ExchangeQuirks quirk;
} names[] = {
  { "late", EXCHANGE_QUIRK_LATE },
  { "twice", EXCHANGE_QUIRK_TWICE },
  { "cr-only", EXCHANGE_QUIRK_CR_ONLY },
  { "no-echo", EXCHANGE_QUIRK_NO_ECHO },
  { "unsolicited", EXCHANGE_QUIRK_UNSOLICITED },
  { "deaf", EXCHANGE_QUIRK_DEAF },
  { "numeric", EXCHANGE_QUIRK_NUMERIC },
  { "no-dtr", EXCHANGE_QUIRK_NO_DTR },
  { "no-escape", EXCHANGE_QUIRK_NO_ESCAPE },
  { "stuck", EXCHANGE_QUIRK_STUCK },
  { "dies-on-dial", EXCHANGE_QUIRK_DIES_ON_DIAL },
  { "no-tone", EXCHANGE_QUIRK_NO_TONE },
  { "no-dcd", EXCHANGE_QUIRK_NO_DCD },
};

static ExchangeQuirks
find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, name))
      return names[i].quirk;
  return 0;
}

static char *
list_names (void)
{
  GString *text = g_string_new (names[0].name);

  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (text, " %s", names[i].name);
  return g_string_free (text, FALSE);
}

gboolean
exchange_quirks_parse (const char *text, ExchangeQuirks *quirks, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, "+", -1);

  *quirks = 0;
  for (guint i = 0; words[i]; i++)
    {
      ExchangeQuirks quirk = find (words[i]);

      if (quirk == 0)
        {
          g_autofree char *known = list_names ();

          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "no quirk %s; there are: %s", words[i],
                       known);
          return FALSE;
        }
      *quirks |= quirk;
    }
  return TRUE;
}

char *
exchange_quirks_apply (ExchangeQuirks quirks, const char *answer)
{
  GString *text = g_string_new (NULL);

  if (quirks & EXCHANGE_QUIRK_UNSOLICITED)
    g_string_append (text, "\r\nRING\r\n");
  g_string_append (text, answer);
  if (quirks & EXCHANGE_QUIRK_TWICE)
    g_string_append (text, answer);
  if (quirks & EXCHANGE_QUIRK_CR_ONLY)
    g_string_replace (text, "\n", "", 0);
  return g_string_free (text, FALSE);
}
