/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a network's DHCP server said, as the event script prints it, becomes addresses or nothing. */
#include "dialer-dhcp.h"

#include "fuzz-target.h"

static void
assert_ip4 (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  g_assert_nonnull (address);
  g_assert_cmpint (g_inet_address_get_family (address), ==, G_SOCKET_FAMILY_IPV4);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *line = g_strndup ((const char *) data, size);
  g_auto (DialerAddressing) addressing = { 0 };

  if (!dialer_dhcp_parse (line, &addressing))
    {
      g_assert_null (addressing.address);
      return 0;
    }
  assert_ip4 (addressing.address);
  g_assert_cmpuint (addressing.prefix, >=, 1);
  g_assert_cmpuint (addressing.prefix, <=, 32);
  g_assert_cmpuint (addressing.mtu, <=, G_MAXINT);
  if (addressing.gateway)
    assert_ip4 (addressing.gateway);
  for (guint i = 0; addressing.dns[i]; i++)
    assert_ip4 (addressing.dns[i]);
  return 0;
}
