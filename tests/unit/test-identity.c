/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which answers are those of a modem for a telephone line. */
#include "dialer-identity.h"

static const struct
{
  const char *capabilities; /* separated by blanks */
  const char *model;
  gboolean voice;
} rows[] = {
  { "+FCLASS +MS +ES +DS +FCLASS:0,1,8", "CX93001", TRUE },
  { "+MS", "", TRUE },
  { "+FCLASS:0,1", "", TRUE },
  { "", "56000", TRUE },
  { "", "", FALSE },
  { "+CGSM", "E220", FALSE },
  { "+CGSM +FCLASS +DS", "TC35i", FALSE },
  { "+CIS707-A +MS +ES +DS +FCLASS", "MC5720", FALSE },
  { "+W", "something", FALSE },
};

static void
test_is_voice (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) capabilities = g_strsplit (rows[i].capabilities, " ", -1);
      const DialerIdentity identity = { .model = (char *) rows[i].model, .capabilities = capabilities };

      g_test_message ("%s, %s", rows[i].capabilities, rows[i].model);
      g_assert_cmpint (dialer_identity_is_voice (&identity), ==, rows[i].voice);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/identity/is-voice", test_is_voice);
  return g_test_run ();
}
