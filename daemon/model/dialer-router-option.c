/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Options: type, length in units of eight bytes, value (RFC 4861 4.6). */
#include "dialer-router-option.h"

#include <arpa/inet.h>

#define UNIT 8
#define TYPE_SERVERS 25
#define LIFETIME_PLACE 4
#define ADDRESS_LENGTH 16

static GStrv
list_servers (const guint8 *option, gsize length)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  gboolean alive = option[LIFETIME_PLACE] || option[LIFETIME_PLACE + 1] || option[LIFETIME_PLACE + 2]
                   || option[LIFETIME_PLACE + 3];
  char text[INET6_ADDRSTRLEN];

  for (gsize at = UNIT; alive && at + ADDRESS_LENGTH <= length; at += ADDRESS_LENGTH)
    g_strv_builder_add (list, inet_ntop (AF_INET6, option + at, text, sizeof text));
  return g_strv_builder_end (list);
}

gboolean
dialer_router_option_read_servers (const guint8 *bytes, gsize length, GStrv *servers)
{
  for (gsize at = 0; at + UNIT <= length;)
    {
      gsize size = bytes[at + 1] * UNIT;

      if (size == 0 || at + size > length)
        return FALSE;
      if (bytes[at] == TYPE_SERVERS)
        {
          *servers = list_servers (bytes + at, size);
          return TRUE;
        }
      at += size;
    }
  return FALSE;
}
