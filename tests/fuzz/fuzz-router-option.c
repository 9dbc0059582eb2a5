/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Whatever a router advertises, what is told on as a name server is an address. */
#include "dialer-router-option.h"

#include <gio/gio.h>

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (GStrv) servers = NULL;

  if (!dialer_router_option_read_servers (data, size, &servers))
    {
      g_assert_null (servers);
      return 0;
    }
  for (guint i = 0; servers[i]; i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (servers[i]);

      g_assert_nonnull (address);
    }
  return 0;
}
