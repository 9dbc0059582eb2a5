/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Counters from sysfs; the rest by libnl. */
#include "dialer-interface.h"

#include <net/if.h>
#include <netlink/netlink.h>
#include <netlink/route/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/nexthop.h>
#include <netlink/route/route.h>

#include "dialer-error.h"
#include "dialer-netlink.h"

typedef struct nl_cache Cache;
typedef struct nl_addr Address;
typedef struct rtnl_addr Assignment;
typedef struct rtnl_link Link;
typedef struct rtnl_route Route;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cache, nl_cache_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Address, nl_addr_put)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Assignment, rtnl_addr_put)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Link, rtnl_link_put)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Route, rtnl_route_put)

void
dialer_addressing_clear (DialerAddressing *self)
{
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->gateway, g_free);
  g_clear_pointer (&self->dns, g_strfreev);
}

static gboolean
read_counter (const char *name, const char *counter, guint64 *value)
{
  g_autofree char *path = g_build_filename ("/sys/class/net", name, "statistics", counter, NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  *value = g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}

gboolean
dialer_interface_read_counters (const char *name, guint64 *rx_bytes, guint64 *tx_bytes)
{
  guint64 rx, tx;

  if (!read_counter (name, "rx_bytes", &rx) || !read_counter (name, "tx_bytes", &tx))
    return FALSE;
  *rx_bytes = rx;
  *tx_bytes = tx;
  return TRUE;
}

static gboolean
change_link (DialerNetlink *kernel, const char *name, gboolean up, guint mtu, GError **error)
{
  g_autoptr (Link) old = rtnl_link_alloc ();
  g_autoptr (Link) changed = rtnl_link_alloc ();

  rtnl_link_set_ifindex (old, if_nametoindex (name));
  if (mtu)
    rtnl_link_set_mtu (changed, mtu);
  if (up)
    rtnl_link_set_flags (changed, IFF_UP);
  else
    rtnl_link_unset_flags (changed, IFF_UP);
  return dialer_netlink_check (rtnl_link_change (kernel, old, changed, 0), name,
                               up ? "taking it up" : "taking it down", error);
}

static gboolean
has_flag (const char *name, guint flag)
{
  g_autofree char *path = g_build_filename ("/sys/class/net", name, "flags", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) && (g_ascii_strtoull (text, NULL, 16) & flag) != 0;
}

guint
dialer_interface_get_mtu (const char *name)
{
  g_autofree char *path = g_build_filename ("/sys/class/net", name, "mtu", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_ascii_strtoull (text, NULL, 10) : 0;
}

gboolean
dialer_interface_is_up (const char *name)
{
  return has_flag (name, IFF_UP);
}

gboolean
dialer_interface_set_up (const char *name, gboolean up, GError **error)
{
  g_autoptr (DialerNetlink) kernel = dialer_netlink_connect (error);

  return kernel && change_link (kernel, name, up, 0, error);
}

static void
remove_addresses (DialerNetlink *kernel, int index)
{
  g_autoptr (Cache) cache = NULL;

  if (rtnl_addr_alloc_cache (kernel, &cache) < 0)
    return;
  for (struct nl_object *object = nl_cache_get_first (cache); object; object = nl_cache_get_next (object))
    {
      Assignment *assignment = (Assignment *) object;

      if (rtnl_addr_get_ifindex (assignment) == index && rtnl_addr_get_family (assignment) == AF_INET)
        rtnl_addr_delete (kernel, assignment, 0);
    }
}

static void
remove_routes (DialerNetlink *kernel, int index)
{
  g_autoptr (Cache) cache = NULL;

  if (rtnl_route_alloc_cache (kernel, AF_INET, 0, &cache) < 0)
    return;
  for (struct nl_object *object = nl_cache_get_first (cache); object; object = nl_cache_get_next (object))
    {
      Route *route = (Route *) object;
      struct rtnl_nexthop *hop = rtnl_route_nexthop_n (route, 0);

      if (hop && rtnl_route_nh_get_ifindex (hop) == index && rtnl_route_get_table (route) == RT_TABLE_MAIN)
        rtnl_route_delete (kernel, route, 0);
    }
}

static gboolean
add_address (DialerNetlink *kernel, int index, const char *name, const DialerAddressing *addressing, GError **error)
{
  g_autoptr (Assignment) assignment = rtnl_addr_alloc ();
  g_autoptr (Address) local = NULL;

  if (!dialer_netlink_check (nl_addr_parse (addressing->address, AF_INET, &local), name, addressing->address, error))
    return FALSE;
  nl_addr_set_prefixlen (local, addressing->prefix ? addressing->prefix : 32);
  rtnl_addr_set_ifindex (assignment, index);
  rtnl_addr_set_local (assignment, local);
  return dialer_netlink_check (rtnl_addr_add (kernel, assignment, NLM_F_REPLACE), name, "setting the address", error);
}

static Route *
make_route (const char *name, const DialerRoute *route, GError **error)
{
  g_autoptr (Route) made = rtnl_route_alloc ();
  g_autoptr (Address) network = NULL, gateway = NULL;
  struct rtnl_nexthop *hop = rtnl_route_nh_alloc ();

  rtnl_route_nh_set_ifindex (hop, if_nametoindex (name));
  rtnl_route_add_nexthop (made, hop);
  if (!dialer_netlink_check (nl_addr_parse (route->network, AF_UNSPEC, &network), name, route->network, error))
    return NULL;
  if (route->gateway && !has_flag (name, IFF_POINTOPOINT)
      && nl_addr_parse (route->gateway, nl_addr_get_family (network), &gateway) == 0)
    {
      rtnl_route_nh_set_gateway (hop, gateway);
      rtnl_route_nh_set_flags (hop, RTNH_F_ONLINK); /* it need not be in our prefix */
    }
  rtnl_route_set_dst (made, network);
  rtnl_route_set_priority (made, route->metric);
  if (route->window)
    rtnl_route_set_metric (made, RTAX_WINDOW, route->window);
  if (route->segment)
    rtnl_route_set_metric (made, RTAX_ADVMSS, route->segment);
  rtnl_route_set_scope (made, gateway || nl_addr_get_family (network) == AF_INET6 ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK);
  return g_steal_pointer (&made);
}

gboolean
dialer_interface_add_route (const char *name, const DialerRoute *route, GError **error)
{
  g_autoptr (DialerNetlink) kernel = dialer_netlink_connect (error);
  g_autoptr (Route) made = kernel ? make_route (name, route, error) : NULL;
  int code;

  if (made == NULL)
    return FALSE;
  /* Behind those of the same metric, in place of none. */
  code = rtnl_route_add (kernel, made, NLM_F_APPEND);
  return code == -NLE_EXIST || dialer_netlink_check (code, name, route->network, error);
}

gboolean
dialer_interface_configure (const char *name, const DialerAddressing *addressing, GError **error)
{
  g_autoptr (DialerNetlink) kernel = dialer_netlink_connect (error);
  int index = if_nametoindex (name);

  if (kernel == NULL)
    return FALSE;
  if (index == 0 || addressing->address == NULL)
    {
      g_set_error (error, DIALER_ERROR, DIALER_ERROR_FAILED, "%s: %s", name,
                   index ? "the network told no address" : "no such network interface");
      return FALSE;
    }
  remove_addresses (kernel, index);
  return change_link (kernel, name, TRUE, addressing->mtu, error)
         && add_address (kernel, index, name, addressing, error);
}

void
dialer_interface_clear (const char *name)
{
  g_autoptr (DialerNetlink) kernel = dialer_netlink_connect (NULL);
  int index = if_nametoindex (name);

  if (kernel == NULL || index == 0)
    return;
  remove_routes (kernel, index);
  remove_addresses (kernel, index);
}
