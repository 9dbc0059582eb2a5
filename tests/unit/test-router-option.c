/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Name servers out of a router's advertisement. */
#include "dialer-router-option.h"

#include <string.h>

#define HEAD(length, lifetime) 25, length, 0, 0, 0, 0, 0, lifetime
#define SERVER(last) 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last
#define MTU 5, 1, 0, 0, 0, 0, 5, 0xdc

static const guint8 one[] = { HEAD (3, 60), SERVER (0x53) };
static const guint8 two_behind[] = { MTU, HEAD (5, 60), SERVER (0x53), SERVER (0x54) };
static const guint8 no_more[] = { HEAD (3, 0), SERVER (0x53) };
static const guint8 others[] = { MTU, MTU };
static const guint8 no_length[] = { MTU, 25, 0, 0, 0, 0, 0, 0, 60 };
static const guint8 too_long[] = { HEAD (5, 60), SERVER (0x53) };
static const guint8 half[] = { HEAD (2, 60), 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0 };

static void
test_options (void)
{
  static const struct
  {
    const char *what;
    const guint8 *bytes;
    gsize length;
    const char *servers; /* NULL: it says nothing of them */
  } rows[] = {
    { "one", one, sizeof one, "2001:db8::53" },
    { "two behind another option", two_behind, sizeof two_behind, "2001:db8::53 2001:db8::54" },
    { "no more", no_more, sizeof no_more, "" },
    { "others", others, sizeof others, NULL },
    { "no length", no_length, sizeof no_length, NULL },
    { "too long", too_long, sizeof too_long, NULL },
    { "half an address", half, sizeof half, "" },
    { "nothing", one, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) servers = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (dialer_router_option_read_servers (rows[i].bytes, rows[i].length, &servers), ==,
                       rows[i].servers != NULL);
      text = servers ? g_strjoinv (" ", servers) : NULL;
      g_assert_cmpstr (text, ==, rows[i].servers);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/router-option/options", test_options);
  return g_test_run ();
}
