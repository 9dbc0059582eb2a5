/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libnl's sockets and errors.  Each use has a socket of its own, since a call needs few. */
#include "dialer-netlink.h"

#include "dialer-error.h"

gboolean
dialer_netlink_check (int code, const char *name, const char *what, GError **error)
{
  if (code >= 0)
    return TRUE;
  g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s: %s: %s", name, what, nl_geterror (code));
  return FALSE;
}

DialerNetlink *
dialer_netlink_connect (GError **error)
{
  g_autoptr (DialerNetlink) kernel = nl_socket_alloc ();

  return dialer_netlink_check (nl_connect (kernel, NETLINK_ROUTE), "netlink", "connecting", error)
           ? g_steal_pointer (&kernel)
           : NULL;
}
